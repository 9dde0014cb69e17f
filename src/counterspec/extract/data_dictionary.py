"""Tables whose header names the columns of a data dictionary: one field per row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Note, Span
from counterspec.model.declaration import Obligation
from counterspec.syntax.cells import Cell
from counterspec.syntax.code_references import cited_list
from counterspec.syntax.conditions import condition_in
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.obligations import by_cardinality, legend_of, letters_of, read_obligation
from counterspec.syntax.table_kinds import TableView, views
from counterspec.syntax.table_reading import Tables, appended, extent, owner_above, short_name
from counterspec.syntax.table_roles import Roles, is_type
from counterspec.syntax.value_lists import Value, read_noted, read_values

_MAX_NAME = 160
_NO_NAME = re.compile(
    r"[\s\d.…·\-–—_/\\*#()（）]*$|(?:注|备注|说明|合计|总计|note|notes|total)\s*[:：\d]", re.IGNORECASE
)
_REFERENCE = re.compile(r"^[^\n。；;]{2,160}$")
_NO_LIST = re.compile(
    r"\W*(?:date|datetime|text|free text|string|character string|number|integer|boolean|texte(?: libre)?|"
    r"chaîne de caractères|"
    r"nombre|entier|datum|zahl|freitext|fecha|texto|data|número|日期|文本|字符串|数字|整数|无|none|n/?a)\W*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reading:
    """The state of one document: what was declared, and the record of the last dictionary."""

    tables: Tables
    drafts: Drafts = field(default_factory=Drafts)
    owner: Draft | None = None
    letters: dict[str, Obligation] | None = None

    def legend(self) -> dict[str, Obligation]:
        """Return what the document says its letters of obligation mean; looked for once."""
        if self.letters is None:
            self.letters = legend_of(self.tables.document.text)
        return self.letters


def _extract(document: Document) -> tuple[Declaration, ...]:
    tables, found = views(document)
    reading = _Reading(tables)
    is_tender = document.kind == "text" and document_kind(document).kind == "tender"
    for view in found:
        if view.roles is not None and (not is_tender or _is_typed(view.roles)):
            _dictionary(reading, view, view.roles)
        if reading.drafts.full():
            break
    return appended(reading.drafts.finish(), len(document.declarations))


def _is_typed(roles: Roles) -> bool:
    """Tell whether types or lengths are given; a tender's tables of conditions give none."""
    return roles.type >= 0 or roles.length >= 0


def _dictionary(reading: _Reading, view: TableView, roles: Roles) -> None:
    heads = [cell.text for cell in view.head[roles.header]] if roles.header >= 0 else []
    if roles.header >= 0:
        reading.owner = owner_above(reading.drafts, reading.tables, view.table, view.head[: roles.header])
    rows = view.head[roles.first :] + reading.tables.rows(view.table, view.read)
    _Rows(reading, roles, heads).read(rows)


class _Rows:
    """The rows of one dictionary."""

    def __init__(self, reading: _Reading, roles: Roles, heads: list[str]) -> None:
        self.reading = reading
        self.drafts = reading.drafts
        self.document = reading.tables.document
        self.roles = roles
        self.heads = heads
        self.owner = reading.owner
        self.owners: dict[str, Draft] = {}
        self.last: Draft | None = None
        self.last_name: Span | None = None
        self.values: Draft | None = None
        self.letters: Mapping[str, Obligation | None] = {}

    def read(self, rows: list[list[Cell]]) -> None:
        self.letters = self._letters(rows)
        for row in rows:
            if self.drafts.full():
                return
            self._row(row)

    def _letters(self, rows: list[list[Cell]]) -> Mapping[str, Obligation | None]:
        """Return what the letters of the obligation column mean: by the document's legend, else beside each other."""
        place = self.roles.obligation
        cells = [row[place].text for row in rows if 0 <= place < len(row)]
        return letters_of(cells) | self.reading.legend() if cells else {}

    def _row(self, row: list[Cell]) -> None:
        texts = [cell.text for cell in row]
        if not any(texts) or texts == self.heads or self._is_head(texts):
            return
        name = self._at(row, self.roles.name)
        lone = len({cell.span for cell in row if cell.text}) == 1
        if name is None or not name.text:
            name = self._label_as_name(row, lone)
        if name is not None and self.last_name == name.span and self.last is not None:
            self._qualify(self.last, row)
        elif lone and len(row) > 2 and _is_merged(row):
            self._section(row)
        elif name is not None and not _NO_NAME.match(name.text) and len(name.text) <= _MAX_NAME:
            self._field(name, row)
        elif self.last is not None and (name is None or not name.text):
            self._qualify(self.last, row)

    def _is_head(self, texts: list[str]) -> bool:
        """Tell whether a row repeats the heads, or is the other row of heads on two levels."""
        same = sum(text == head for text, head in zip(texts, self.heads, strict=False) if text)
        return same >= 2 and same * 2 >= sum(map(bool, texts))

    def _label_as_name(self, row: list[Cell], lone: bool) -> Cell | None:
        """Return the label of a row that has no identifier but numbers or types of its own."""
        if lone or not any(self._has(row, place) for place in (self.roles.type, self.roles.obligation)):
            return None
        return next((row[place] for place in self.roles.labels if self._has(row, place)), None)

    def _at(self, row: list[Cell], place: int) -> Cell | None:
        return row[place] if 0 <= place < len(row) else None

    def _has(self, row: list[Cell], place: int) -> bool:
        cell = self._at(row, place)
        return cell is not None and bool(cell.text)

    def _section(self, row: list[Cell]) -> None:
        """Take a row of one merged cell as the name of the record of the rows below it."""
        cell = next(cell for cell in row if cell.text)
        if _NO_NAME.match(cell.text):
            return
        self.owner = self.drafts.add("record", short_name(cell.text), cell.span)
        self.last = self.last_name = None

    def _field(self, name: Cell, row: list[Cell]) -> None:
        draft = self.drafts.add("field", name.text, name.span, parent=self._owner(row), extent=extent(row))
        self.last, self.last_name, self.values = draft, name.span, None
        for place in self.roles.labels:
            self._note(draft, self._at(row, place), "label")
        self._qualify(draft, row)

    def _owner(self, row: list[Cell]) -> Draft | None:
        cell = self._at(row, self.roles.owner)
        if cell is None or not cell.text:
            return self.owner
        if cell.text not in self.owners:
            self.owners[cell.text] = self.drafts.add("record", short_name(cell.text), cell.span)
        return self.owners[cell.text]

    def _note(self, draft: Draft, cell: Cell | None, role: str) -> None:
        if cell is not None and cell.text and cell.span != draft.span:
            draft.note(Note(clip(cell.text), cell.span, "label" if role == "label" else "description"))

    def _qualify(self, draft: Draft, row: list[Cell]) -> None:
        """Add what the other columns say; a row that continues a field adds to what is there."""
        for place in self.roles.descriptions:
            self._note(draft, self._at(row, place), "description")
        draft.type_name = draft.type_name or self._text(row, self.roles.type)
        roles = self.roles
        draft.length = draft.length or self._range(row, roles.length, roles.length_to, "–")
        draft.cardinality = draft.cardinality or self._range(
            row, roles.cardinality, roles.cardinality_to, ".."
        )
        draft.number = draft.number or self._text(row, self.roles.number)
        self._oblige(draft, row)
        cell = self._at(row, self.roles.values)
        if cell is not None and cell.text:
            self._values(draft, cell)
        if draft.code_list is None and self.values is None:
            self._noted(draft, row)

    def _noted(self, draft: Draft, row: list[Cell]) -> None:
        """Read the values, or the list of them, that a note of the row states."""
        for place in self.roles.descriptions:
            cell = self._at(row, place)
            if cell is None or not cell.text:
                continue
            values = read_noted(self.document.text[cell.span.start : cell.span.end])
            if values:
                self._list(draft, cell, values)
                return
            draft.code_list = draft.code_list or cited_list(cell.text, f"{draft.name} {self._label(draft)}")

    @staticmethod
    def _label(draft: Draft) -> str:
        return next((note.text for note in draft.notes if note.role == "label"), "")

    def _oblige(self, draft: Draft, row: list[Cell]) -> None:
        """Read the obligation, and the condition that its own cell or a note of the row states."""
        cell = self._at(row, self.roles.obligation)
        if draft.obligation is None and cell is not None and cell.text:
            place = condition_in(cell.text)
            said = read_obligation(cell.text, self.roles.obligation_role, self.letters)
            draft.oblige("conditional" if place else said, cell.text if place or said else None)
            if place is not None:
                draft.condition, draft.condition_at = cell.text, cell.span
        if draft.obligation is None and draft.cardinality and (by := by_cardinality(draft.cardinality)):
            draft.oblige(by, draft.cardinality)
        if draft.obligation == "required" or draft.condition is not None:
            return
        for note in self.roles.descriptions:
            cell = self._at(row, note)
            place = condition_in(cell.text) if cell is not None else None
            if cell is not None and place is not None:
                draft.condition, draft.condition_at = cell.text[place.start : place.end], cell.span
                if draft.obligation != "conditional":
                    draft.oblige("conditional", draft.condition)
                return

    def _range(self, row: list[Cell], least: int, most: int, dash: str) -> str | None:
        """Return a quality that one column states, or two as the least and the most of it."""
        first, last = self._text(row, least), self._text(row, most)
        return f"{first}{dash}{last}" if first and last and (first != last or dash == "..") else first or last

    def _text(self, row: list[Cell], place: int) -> str | None:
        cell = self._at(row, place)
        return cell.text or None if cell is not None else None

    def _values(self, draft: Draft, cell: Cell) -> None:
        """Read a cell of values: members where it lists them, else the name of the list."""
        raw = self.document.text[cell.span.start : cell.span.end]
        values = read_values(raw)
        if not values:
            if draft.type_name is None and self.roles.type < 0 and is_type(cell.text):
                draft.type_name = cell.text
            if draft.code_list is None and _REFERENCE.match(cell.text) and not _NO_LIST.fullmatch(cell.text):
                draft.code_list = cell.text
            return
        self._list(draft, cell, values)

    def _list(self, draft: Draft, cell: Cell, values: list[Value]) -> None:
        if self.values is None:
            self.values = self.drafts.add("enum", draft.name, draft.span, parent=draft, extent=cell.span)
        for value in values:
            span = (cell.span.start + value.start, cell.span.start + value.end)
            self.drafts.add("member", value.label, span, parent=self.values).code = value.code


def _is_merged(row: list[Cell]) -> bool:
    filled = [cell for cell in row if cell.text]
    return len(filled) == len(row) or (len(filled) == 1 and row[0].text != "")


ENTRY = Extractor(
    id="data-dictionary",
    title="Data dictionary",
    extract=_extract,
    reads=(
        "Tables whose header names identifier, label, type, length, obligation, values or "
        "description, in many "
        "languages: one field per row, below the record that the caption, heading or owner column names."
    ),
)
