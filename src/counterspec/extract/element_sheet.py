"""Data elements described one by one: "Name: … Format: … Mandatory: …", as lines or as a two-column table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Note, Passage, Span
from counterspec.syntax.cells import Cell, read_cell
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.table_kinds import views
from counterspec.syntax.table_reading import appended, extent
from counterspec.syntax.table_roles import role_of
from counterspec.syntax.value_lists import read_values

_LINE = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)、]?\s+|[a-z][)）]\s*|"
    r"[-*•]\s*)?([^:：|<>\n]{1,40}?)\s*[:：]\s*(\S.*)",
    re.DOTALL,
)
_VALUE_LINE = re.compile(r"\s*(\w{1,4})\s*[=＝—–]\s*(\S.{0,120})")
_NAMES = ("name3", "name2", "name1", "label")
_QUALITIES = frozenset({"type", "length", "obligation", "nullable", "cardinality", "values"})
_GAP = 5
"""Other passages that may stand between two qualities of one element."""
_BACK = 6
_MAX_QUOTE = 60
_NO_TITLE = re.compile(
    r"[。.;；:：,，]$|: |=|^\s*[•·]|^(?:Table|Figure|表|图)\s*[A-Z]?\d|.{100}", re.IGNORECASE
)


@dataclass(slots=True)
class _Sheet:
    """One data element in the making: its qualities in order, by role; `title` stands above them."""

    title: Cell | None = None
    qualities: list[tuple[str, Cell]] = field(default_factory=list)
    members: list[tuple[str, Cell]] = field(default_factory=list)

    def roles(self) -> set[str]:
        return {role for role, _ in self.qualities}

    def is_element(self) -> bool:
        """Whether enough is said to call it a data element: a name, and two qualities or more."""
        roles = self.roles()
        named = any(role in roles for role in _NAMES) or self.title is not None
        return named and len(roles & _QUALITIES) >= 2


def _extract(document: Document) -> tuple[Declaration, ...]:
    if document.kind != "text" and document.format != "xlsx":
        return ()
    drafts = Drafts()
    for sheet in (*_from_tables(document), *_from_lines(document)):
        if sheet.is_element() and not drafts.full():
            _declare(drafts, document, sheet)
    return appended(drafts.finish(), len(document.declarations))


def _from_tables(document: Document) -> Iterator[_Sheet]:
    tables, found = views(document)
    for view in found:
        if view.kind != "sheet":
            continue
        rows = view.head + tables.rows(view.table, view.read)
        yield from _of_rows(rows, tables.above(view.table))


def _of_rows(rows: list[list[Cell]], title: Cell | None) -> Iterator[_Sheet]:
    """Yield the elements of a table of qualities; the name coming again begins the next."""
    sheet = _Sheet(title)
    for row in rows:
        for key, value in zip(row[::2], row[1::2], strict=False):
            role = role_of(key.text)[0]
            if not role or role == "none" or not value.text or value.span == key.span:
                continue
            if role in _NAMES and role in sheet.roles() and sheet.roles() & _QUALITIES:
                yield sheet
                sheet = _Sheet()
            sheet.qualities.append((role, value))
    yield sheet


def _from_lines(document: Document) -> Iterator[_Sheet]:
    """Yield the elements described by lines of a quality, a colon and its value."""
    passages = [passage for passage in document.passages if passage.kind not in ("cell", "code")]
    sheet: _Sheet | None = None
    gap = 0
    for index, passage in enumerate(passages):
        quality = _quality(document, passage)
        if quality is None:
            gap += _has_words(document, passage)
            if sheet is not None and "values" in sheet.roles() and (member := _member(document, passage)):
                sheet.members.append(member)
                gap = 0
            elif sheet is not None and gap > _GAP:
                yield sheet
                sheet = None
            continue
        if sheet is None or _begins_anew(sheet, quality[0], gap):
            if sheet is not None:
                yield sheet
            sheet = _Sheet(_title(document, passages[max(0, index - _BACK) : index]))
        sheet.qualities.append(quality)
        gap = 0
    if sheet is not None:
        yield sheet


def _begins_anew(sheet: _Sheet, role: str, gap: int) -> bool:
    """Tell whether a quality is the next element's: a name again, or after other lines any quality again."""
    roles = sheet.roles()
    named_again = role in _NAMES and role in roles and bool(roles & _QUALITIES)
    after_values = gap > 1 and "values" in roles and role in _QUALITIES
    return named_again or after_values or (gap > 0 and role in roles and role in _QUALITIES)


def _has_words(document: Document, passage: Passage) -> bool:
    """Tell whether a passage is more than a page number or a date."""
    return any(char.isalpha() for char in document.text[passage.span.start : passage.span.end])


def _quality(document: Document, passage: Passage) -> tuple[str, Cell] | None:
    start, end = passage.span
    match = _LINE.fullmatch(document.text[start : min(end, start + 2000)])
    if match is None:
        return None
    role, whole = role_of(match.group(1).strip("*_` "))
    if not whole or role in ("", "none", "number", "owner", "example", "key", "id"):
        return None
    span = Span(start + match.start(2), start + match.end(2))
    return role, read_cell(document.text, span, document.format)


def _member(document: Document, passage: Passage) -> tuple[str, Cell] | None:
    start, end = passage.span
    match = _VALUE_LINE.fullmatch(document.text[start : min(end, start + 200)])
    if match is None:
        return None
    span = Span(start + match.start(2), start + match.end(2))
    return match.group(1), read_cell(document.text, span, document.format)


def _title(document: Document, before: list[Passage]) -> Cell | None:
    """Return the heading or title-like line nearest above the first quality."""
    for passage in reversed(before):
        cell = read_cell(document.text, passage.span, document.format)
        if any(char.isalpha() for char in cell.text) and not _NO_TITLE.search(cell.text):
            return cell
    return None


def _declare(drafts: Drafts, document: Document, sheet: _Sheet) -> None:
    cells = [cell for _, cell in sheet.qualities]
    name = next((cell for role in _NAMES for found, cell in sheet.qualities if found == role), sheet.title)
    if name is None or not name.text:
        return
    draft = drafts.add("field", name.text, name.span, extent=extent([name, *cells]))
    if sheet.title is not None and sheet.title.span != name.span:
        draft.note(Note(clip(sheet.title.text), sheet.title.span, "label"))
    for role, cell in sheet.qualities:
        _qualify(drafts, document, draft, role, cell)
    for code, cell in sheet.members:
        _value(drafts, draft, cell.text, cell.span, code)


def _qualify(drafts: Drafts, document: Document, draft: Draft, role: str, cell: Cell) -> None:
    if role == "type":
        draft.type_name = draft.type_name or cell.text
    elif role == "length":
        draft.length = draft.length or cell.text
    elif role == "cardinality":
        draft.cardinality = draft.cardinality or cell.text
    elif role in ("obligation", "nullable", "notnull") and len(cell.text) <= _MAX_QUOTE:
        obligation = read_obligation(cell.text, role)
        draft.oblige(obligation, cell.text if obligation else None)
    elif role in ("values", "code"):
        _values(drafts, document, draft, cell)
    elif cell.span != draft.span:
        label = role in _NAMES
        draft.note(Note(clip(cell.text), cell.span, "label" if label else "description"))


def _values(drafts: Drafts, document: Document, draft: Draft, cell: Cell) -> None:
    values = read_values(document.text[cell.span.start : cell.span.end])
    pair = _VALUE_LINE.fullmatch(cell.text)
    if values:
        for value in values:
            place = (cell.span.start + value.start, cell.span.start + value.end)
            _value(drafts, draft, value.label, place, value.code)
    elif pair is not None:
        start = document.text.find(pair.group(2), *cell.span)
        _value(
            drafts,
            draft,
            pair.group(2),
            (start, start + len(pair.group(2))) if start >= 0 else cell.span,
            pair.group(1),
        )
    else:
        draft.code_list = draft.code_list or cell.text[:200]


def _value(drafts: Drafts, draft: Draft, label: str, span: tuple[int, int], code: str | None) -> None:
    """Add one value to the list of the element, which its first value opens."""
    owner = next(
        (d for d in drafts.each()[draft.index :] if d.kind == "enum" and d.parent == draft.index), None
    )
    if owner is None:
        owner = drafts.add("enum", draft.name, draft.span, parent=draft)
    drafts.add("member", label, span, parent=owner).code = code


ENTRY = Extractor(
    id="element-sheet",
    title="Data elements described one by one",
    extract=_extract,
    reads="Lines or two-column tables that give a data element's name, format, obligation and values "
    "one below the other.",
)
