"""From drafts to declarations: references between them, and bytes to code points."""

from __future__ import annotations

import re
from collections.abc import Iterable

from counterspec.model import Declaration, Note, Span
from counterspec.syntax.code.draft import NON_NULL_TYPE, Draft, Remark

_REQUIRED = re.compile(
    r"必选|必填|必須|必须填|[（(]\s*(?:required|mandatory|obligatorio|obligatoire|Pflichtfeld|обязательно|필수)\s*[)）]"
)
_OPTIONAL = re.compile(
    r"可选|选填|任意項目|[（(]\s*(?:optional|opcional|facultatif|freiwillig|необязательно|선택)\s*[)）]",
    re.IGNORECASE,
)
_VOLUNTARY = re.compile(
    r"\b(?:each|all|every|any)\b[^.\n]{0,40}\b(?:optional|skippable|voluntary|may be skipped)\b",
    re.IGNORECASE,
)
_ASKING = frozenset({("record", "field"), ("enum", "member")})
_TYPE_NAME = re.compile(r"[A-Za-z_]\w*")


def settle(drafts: list[Draft], aliases: dict[str, str]) -> None:
    """Resolve what only the whole file tells: enumerated types, obligations that a text states."""
    enums = {draft.name: draft.name for draft in drafts if draft.kind == "enum" and draft.name}
    enums.update({alias: name for alias, name in aliases.items() if name in enums})
    for draft in drafts:
        if draft.kind in ("field", "parameter") and draft.code_list is None and enums:
            draft.code_list = _enum_of(draft, enums)
        if draft.obligation is None or draft.quote in (None, NON_NULL_TYPE):
            _stated(draft, drafts)


def _enum_of(draft: Draft, enums: dict[str, str]) -> str | None:
    """Return the enum of the same file that the type or a comment of a field names."""
    if draft.type_name:
        for name in _TYPE_NAME.findall(draft.type_name):
            if name in enums:
                return enums[name]
    for note in draft.notes:
        if note.role == "comment" and note.text in enums:
            return enums[note.text]
    return None


def _stated(draft: Draft, drafts: list[Draft]) -> None:
    for note in draft.notes:
        required, optional = _REQUIRED.search(note.text), _OPTIONAL.search(note.text)
        if optional is not None:
            draft.obligation, draft.quote = "optional", optional.group()
            return
        if required is not None:
            draft.obligation, draft.quote = "required", required.group()
            return
    if draft.parent is None or draft.obligation is not None:
        return
    owner = drafts[draft.parent]
    for note in owner.notes if (owner.kind, draft.kind) in _ASKING else ():
        voluntary = _VOLUNTARY.search(note.text)
        if voluntary is not None:
            draft.obligation, draft.quote = "optional", voluntary.group()


class Points:
    """Code points of byte offsets, found in one pass over the offsets that are needed."""

    def __init__(self, data: bytes, offsets: Iterable[int]) -> None:
        self._points: dict[int, int] | None = None
        if data.isascii():
            return
        points: dict[int, int] = {}
        at = count = 0
        for offset in sorted(set(offsets)):
            piece = data[at:offset]
            count += len(piece) if piece.isascii() else len(piece.decode("utf-8", "ignore"))
            points[offset] = count
            at = offset
        self._points = points

    def span(self, start: int, end: int) -> Span:
        if self._points is None:
            return Span(start, end)
        return Span(self._points[start], self._points[end])


def _offsets(drafts: Iterable[Draft], preamble: Iterable[Remark]) -> Iterable[int]:
    for draft in drafts:
        yield from (draft.start, draft.end, draft.left, draft.right)
        for note in draft.notes:
            yield from (note.start, note.end)
    for note in preamble:
        yield from (note.start, note.end)


def declarations(
    data: bytes, drafts: list[Draft], preamble: list[Remark], aliases: dict[str, str]
) -> tuple[tuple[Declaration, ...], tuple[Note, ...]]:
    """Return the finished declarations and the document's preamble."""
    settle(drafts, aliases)
    points = Points(data, _offsets(drafts, preamble))
    return tuple(_finished(draft, points) for draft in drafts), tuple(
        _note(note, points) for note in preamble
    )


def _note(note: Remark, points: Points) -> Note:
    return Note(note.text, points.span(note.start, note.end), note.role)


def _finished(draft: Draft, points: Points) -> Declaration:
    return Declaration(
        kind=draft.kind,
        name=draft.name,
        span=points.span(draft.start, draft.end),
        extent=points.span(draft.left, draft.right),
        parent=draft.parent,
        notes=tuple(_note(note, points) for note in draft.notes),
        type_name=draft.type_name,
        length=draft.length,
        obligation=draft.obligation,
        obligation_quote=draft.quote,
        cardinality=draft.cardinality,
        code_list=draft.code_list,
        code=draft.code,
        use=draft.use,
    )
