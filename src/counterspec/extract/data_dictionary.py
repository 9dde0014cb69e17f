"""Tables whose header names the columns of a data dictionary: one field per row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Note, Span
from counterspec.syntax.cells import Cell
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.obligations import by_cardinality, read_obligation
from counterspec.syntax.table_kinds import TableView, views
from counterspec.syntax.table_reading import Tables, appended, extent, owner_above, short_name
from counterspec.syntax.table_roles import Roles
from counterspec.syntax.value_lists import read_values

_MAX_NAME = 160
_NO_NAME = re.compile(
    r"[\s\d.…·\-–—_/\\*#()（）]*$|(?:注|备注|说明|合计|总计|note|notes|total)\s*[:：\d]", re.IGNORECASE
)
_REFERENCE = re.compile(r"^[^\n。；;]{2,160}$")


@dataclass(slots=True)
class _Reading:
    """The state of one document: what was declared, and the record of the last dictionary."""

    tables: Tables
    drafts: Drafts = field(default_factory=Drafts)
    owner: Draft | None = None


def _extract(document: Document) -> tuple[Declaration, ...]:
    tables, found = views(document)
    reading = _Reading(tables)
    for view in found:
        if view.roles is not None:
            _dictionary(reading, view, view.roles)
        if reading.drafts.full():
            break
    return appended(reading.drafts.finish(), len(document.declarations))


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

    def read(self, rows: list[list[Cell]]) -> None:
        for row in rows:
            if self.drafts.full():
                return
            self._row(row)

    def _row(self, row: list[Cell]) -> None:
        texts = [cell.text for cell in row]
        if not any(texts) or texts == self.heads:
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
            kind = "label" if role == "label" else "description"
            draft.note(Note(clip(cell.text), cell.span, kind))  # type: ignore[arg-type]

    def _qualify(self, draft: Draft, row: list[Cell]) -> None:
        """Add what the other columns say; a row that continues a field adds to what is there."""
        for place in self.roles.descriptions:
            self._note(draft, self._at(row, place), "description")
        draft.type_name = draft.type_name or self._text(row, self.roles.type)
        draft.length = draft.length or self._text(row, self.roles.length)
        draft.cardinality = draft.cardinality or self._text(row, self.roles.cardinality)
        if draft.obligation is None and (quote := self._text(row, self.roles.obligation)):
            draft.oblige(read_obligation(quote, self.roles.obligation_role), quote)
            draft.obligation_quote = quote if draft.obligation else None
        if draft.obligation is None and draft.cardinality and (said := by_cardinality(draft.cardinality)):
            draft.oblige(said, draft.cardinality)
        cell = self._at(row, self.roles.values)
        if cell is not None and cell.text:
            self._values(draft, cell)

    def _text(self, row: list[Cell], place: int) -> str | None:
        cell = self._at(row, place)
        return cell.text or None if cell is not None else None

    def _values(self, draft: Draft, cell: Cell) -> None:
        """Read a cell of values: members where it lists them, else the name of the list."""
        raw = self.document.text[cell.span.start : cell.span.end]
        values = read_values(raw)
        if not values:
            if draft.code_list is None and _REFERENCE.match(cell.text):
                draft.code_list = cell.text
            return
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
