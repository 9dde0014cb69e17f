"""Read a field's obligation from words in its notes, where its syntax does not say it.

Words are those of GB/T 1.1 and GA/T practice, ISO schemas and common forms; a bare letter (M, O, C, R)
counts only where the document explains its letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from counterspec.model import Declaration, Note
from counterspec.model.declaration import Obligation

_WORDS: tuple[tuple[Obligation, re.Pattern[str]], ...] = (
    ("conditional", re.compile(
        r"条件必[选填]|有条件|\bR/O\b|\bconditional(?:ly)?\b|\bif applicable\b|\bconditionnel", re.I)),
    ("optional", re.compile(
        r"可选|选填|非必[填选]|可为空|可空|\boptional\b|\bnot required\b|\bvoluntary\b|\bfacultati[fv]e?\b|\bopcional\b"
        r"|\bfreiwillig\b|\bnon obligatoire\b|необязательн|選填|任意|選択項目|선택", re.I)),
    ("required", re.compile(
        r"必选|必填|必须填|必填项|不能为空|不可为空|\bmandatory\b|\brequired\b|\bcompulsory\b|\bobligatoire\b|\bobligatori[oa]\b"
        r"|\bobrigatóri[oa]\b|\bPflicht(?:feld|angabe)?\b|\bобязательн|\bzorunlu\b|必須|필수|إلزامي|अनिवार्य", re.I)),
)  # fmt: skip
_LEGEND = re.compile(
    r"\b([MORC])\s*[=＝:：—-]\s*(必选|必填|可选|选填|条件|mandatory|required|optional|conditional)", re.I
)
_LETTER = re.compile(r"(?:^|[\s（(,，;；])([MORC])[）)]?\s*$")
_BY_WORD: dict[str, Obligation] = {
    "必选": "required", "必填": "required", "mandatory": "required", "required": "required",
    "可选": "optional", "选填": "optional", "optional": "optional",
    "条件": "conditional", "conditional": "conditional",
}  # fmt: skip
_MAX_NOTE = 300


def legend_of(notes: Sequence[Note]) -> dict[str, Obligation]:
    """Return what the letters M, O, C, R mean by the document's own words."""
    return {
        match.group(1).upper(): _BY_WORD[match.group(2).lower()]
        for note in notes
        for match in _LEGEND.finditer(note.text)
    }


def refine(
    declarations: Sequence[Declaration], preamble: Sequence[Note], wanted: Collection[int]
) -> tuple[Declaration, ...]:
    """Return the declarations, those of the indexes `wanted` with obligations that only their notes state."""
    if not wanted:
        return tuple(declarations)
    legend = legend_of(preamble)
    return tuple(_refined(d, legend) if index in wanted else d for index, d in enumerate(declarations))


def _refined(declaration: Declaration, legend: dict[str, Obligation]) -> Declaration:
    said_by_syntax = declaration.obligation is not None and declaration.obligation_quote is not None
    if said_by_syntax or declaration.kind not in ("field", "parameter") or not declaration.notes:
        return declaration
    for note in declaration.notes:
        found = _in_note(note.text[:_MAX_NOTE], legend) if note.role != "example" else None
        if found is not None:
            return replace(declaration, obligation=found[0], obligation_quote=found[1])
    return declaration


def _in_note(text: str, legend: dict[str, Obligation]) -> tuple[Obligation, str] | None:
    for obligation, pattern in _WORDS:
        match = pattern.search(text)
        if match:
            return obligation, match.group()
    letter = _LETTER.search(text) if legend else None
    if letter and letter.group(1) in legend:
        return legend[letter.group(1)], letter.group(1)
    return None
