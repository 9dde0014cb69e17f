"""Find the code lists that fields refer to in the same document: by annex, table, clause, standard or name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from counterspec.model import Declaration, Document, Span
from counterspec.syntax.code_references import Reference, key_of, references
from counterspec.syntax.numbers import find
from counterspec.syntax.structure import structure_of
from counterspec.syntax.table_captions import read_caption

_GENERIC = re.compile(
    r"代码表?|代碼表?|编码表?|分类|类型|类别|名称|标识符?|数据元?|字典|一览表?|表|コード(?:表|一覧)?|코드표?|"
    r"\b(?:code|codes|list|lists|table|values?|type|of|the|and|data|element|for|set|kod\w*|código\w*|"
    r"codici?e?)\b|[\W\d_]+",
    re.IGNORECASE,
)
_TABLE_NUMBER = re.compile(
    r"\b(?:Table|Tableau|Tabelle|Tabla|Tabela)\s+(?P<number>[A-Z]?\d[\w.\-]{0,9})", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"\s*[A-Z]?\d{1,5}\s*")
_CODES_ARE = re.compile(
    r"(?:代码|代碼|编码|編碼|取值|值域)[^。；;，,]{0,6}(?:见|見|按|依|采用|符合|取自|引用)|"
    r"\b(?:codes?|values?|code list)\b[^.;,]{0,20}\b(?:see|of|in|from|as|per)\b|"
    r"\b(?:codes|valeurs|werte|códigos|valores|codici|valori|коды|значения)\b[^.;,]{0,20}"
    r"\b(?:voir|de|siehe|nach|véase|ver|según|vedi|см)\b",
    re.IGNORECASE,
)
"""Words that say that what is named after them holds the codes, whatever it is called."""
_LEAD = 500
"""How much of the text above a list may name the standard it is taken from."""
_MAX_LISTS = 20_000


def linked(document: Document, declarations: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Return the declarations, fields that refer to a list of the document with its place among them."""
    if document.kind not in ("text", "data") or not any(d.kind == "enum" for d in declarations):
        return declarations
    return _Lists(document, declarations).linked()


class _Lists:
    """The lists of one document by everything that may name them."""

    def __init__(self, document: Document, declarations: tuple[Declaration, ...]) -> None:
        self.document = document
        self.declarations = declarations
        self.filled = {d.parent for d in declarations if d.kind == "member"}
        inside = {d.parent for i, d in enumerate(declarations) if d.kind == "enum" and i in self.filled}
        self.owning = inside | self.filled
        self.by: dict[tuple[str, str], list[int]] = defaultdict(list)
        lists = [i for i, d in enumerate(declarations) if d.kind == "enum" and i in self.filled]
        for index in lists[:_MAX_LISTS]:
            self._enter(index, declarations[index])

    def _enter(self, index: int, enum: Declaration) -> None:
        parent = enum.parent
        if parent is not None and self.declarations[parent].kind in ("field", "parameter"):
            return
        caption = read_caption(enum.number) if enum.number else None
        named = [caption.number] if caption is not None and caption.number else []
        named += [match.group("number") for match in _TABLE_NUMBER.finditer(enum.name[:120])]
        for number in named:
            self.by["table", key_of(number)].append(index)
        for reference in references(enum.number or ""):
            self.by[reference.target, reference.key].append(index)
        section = structure_of(self.document).at(enum.span.start)
        if section.number:
            kind, bare = ("annex" if section.kind == "annex" else "clause"), _bare(section.number)
            steps = bare.split(".")
            for size in range(1, len(steps) + 1):
                self.by[kind if size == 1 else "clause", ".".join(steps[:size])].append(index)
                if kind == "annex":
                    self.by["annex", ".".join(steps[:size])].append(index)
        text = self.document.text
        start = max(section.span.start, enum.span.start - _LEAD)
        lead = text[start : enum.span.start].rpartition("\f")[2] + text[enum.span.start : enum.span.end]
        for number_found in find(lead):
            self.by["standard", key_of(number_found.canonical)].append(index)
        self.by["named", key_of(enum.name)].append(index)

    def linked(self) -> tuple[Declaration, ...]:
        return tuple(
            self._field(declaration) if declaration.kind in ("field", "parameter") and index not in self.owning
            else declaration
            for index, declaration in enumerate(self.declarations)
        )  # fmt: skip

    def _field(self, field: Declaration) -> Declaration:
        texts = [(field.code_list, True), (field.type_name, False)]
        texts += [
            (note.text, _CODES_ARE.search(note.text[:_LEAD]) is not None)
            for note in field.notes
            if note.role in ("description", "comment")
        ]
        for text, is_list in texts:
            found = self._target(field, text, is_list=is_list) if text else None
            if found is not None:
                index, reference = found
                quote = (text or "")[reference.span.start : reference.span.end]
                return replace(field, listed=index, code_list=field.code_list or quote)
        return field

    def _target(self, field: Declaration, text: str, *, is_list: bool) -> tuple[int, Reference] | None:
        found = list(references(text))
        if is_list and not found and _BARE_NUMBER.fullmatch(text):
            found = [Reference("table", key_of(text), Span(0, len(text)))]
        for reference in found:
            lists = list(dict.fromkeys(self.by.get((reference.target, reference.key), ())))
            fitting = [index for index in lists if self._fits(field, index)]
            if len(lists) == 1 and (is_list or fitting or reference.target == "table"):
                return lists[0], reference
            if len(fitting) == 1:
                return fitting[0], reference
        return None

    def _fits(self, field: Declaration, index: int) -> bool:
        """Tell whether a field and a list share a word that says something."""
        enum = self.declarations[index]
        section = structure_of(self.document).at(enum.span.start)
        title = self.document.text[section.title.start : section.title.end] if section.title else ""
        said = [enum.name, title, *(note.text for note in enum.notes)]
        about = [field.name, field.label or ""]
        return any(_share(one[:80], other[:80]) for one in said for other in about)


def _share(one: str, other: str) -> bool:
    """Tell whether two names have a word in common that is no generic one, or two Chinese characters."""
    one, other = (_GENERIC.sub(" ", text).strip().casefold() for text in (one, other))
    words = {word for word in one.split() if word.isascii() and len(word) >= 3}
    if not words.isdisjoint(other.split()):
        return True
    pairs = (one[start : start + 2] for start in range(len(one) - 1))
    return any(pair in other for pair in pairs if not pair.isascii() and " " not in pair)


def _bare(number: str) -> str:
    """Return an annex's or clause's number without its word: "附录 B" and "Annex B" are B."""
    found = re.search(r"([A-ZА-Я]|\d{1,3})((?:\.\d{1,3})*)\s*$", number.strip().rstrip("."))
    return key_of(found.group()) if found else key_of(number)
