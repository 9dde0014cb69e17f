"""What the statements of one SQL text have declared so far, found again by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from counterspec.model import Note, Span
from counterspec.model.declaration import Kind
from counterspec.syntax.comments import CommentBook, Role
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.sql.mask import Masked, with_line_feeds
from counterspec.syntax.sql.words import Word

MAX_ROWS = 2_000
"""Rows of one table that are read; a longer one holds data, not a list of values."""


class Catalogue:
    """Drafts of one text with its tables, columns and value lists by lower-case name.

    `lines` is the text with its lines ended alike, `plain` the same masked.

    `faults` are (offset, code, reason).
    """

    def __init__(self, text: str, masked: Masked, book: CommentBook) -> None:
        self.text = text
        self.lines = with_line_feeds(text)
        self.plain = masked.plain
        self.masked = masked
        self.book = book
        self.drafts = Drafts()
        self.faults: list[tuple[int, str, str]] = []
        self._records: dict[str, Draft] = {}
        self._sources: dict[str, Draft] = {}
        self._columns: dict[tuple[int, str], Draft] = {}
        self._lists: dict[str, Draft] = {}
        self._rows: dict[str, Draft] = {}
        self._names: dict[int, list[str]] = {}
        self.row_counts: Counter[str] = Counter()

    def record(self, word: Word, extent: tuple[int, int]) -> Draft:
        """Draft a table, view or composite type; it is found by name from now on."""
        draft = self.drafts.add("record", word.text, (word.start, word.end), extent=extent)
        self._records[word.text.casefold()] = draft
        return draft

    def source(self, word: Word, extent: tuple[int, int]) -> Draft:
        """Return the table a query reads from, drafting it there where this text does not declare it."""
        key = word.text.casefold()
        if key not in self._records and key not in self._sources:
            place = (word.start, word.end)
            self._sources[key] = self.drafts.add("record", word.text, place, extent=extent)
        return self._records.get(key) or self._sources[key]

    def column(self, owner: Draft, word: Word, extent: tuple[int, int], kind: Kind = "field") -> Draft:
        """Draft a column of a record; it is found by name from now on."""
        draft = self.drafts.add(kind, word.text, (word.start, word.end), parent=owner, extent=extent)
        self._columns[owner.index, word.text.casefold()] = draft
        self._names.setdefault(owner.index, []).append(word.text)
        return draft

    def values(self, word: Word, extent: tuple[int, int], parent: Draft | None = None) -> Draft:
        """Draft a list of values; it is found by name from now on."""
        draft = self.drafts.add("enum", word.text, (word.start, word.end), extent=extent, parent=parent)
        self._lists[word.text.casefold()] = draft
        return draft

    def member(self, owner: Draft, word: Word, row: tuple[int, int] | None = None) -> Draft | None:
        """Draft a value; an empty value is none.

        The comment beside it is its own where it has a row, or a line apart from its owner's name.
        """
        if not word.text.strip():
            return None
        place = (word.start, word.end)
        draft = self.drafts.add("member", word.text, place, parent=owner, extent=row or place)
        if row is not None:
            draft.note(self.book.beside(row[1]))
        elif self.plain.find("\n", owner.span.end, word.start) != -1:
            draft.note(self.book.beside(word.end + 1))
        return draft

    def members(self, owner: Draft, words: Iterable[Word]) -> None:
        """Draft values in order."""
        for word in words:
            self.member(owner, word)

    def rows_of(self, table: Word, extent: tuple[int, int]) -> Draft:
        """Return the list of a lookup table's rows, drafting it where its first row stands."""
        key = table.text.casefold()
        if key not in self._rows:
            place = (table.start, table.end)
            self._rows[key] = self.drafts.add("enum", table.text, place, extent=extent)
            self._rows[key].note(self.book.above(extent[0]))
        return self._rows[key]

    def full_rows(self) -> int | None:
        """Return where the first list of values stands whose rows were not all read, None where none is."""
        places = [draft.span.start for name, draft in self._rows.items() if self.row_counts[name] >= MAX_ROWS]
        return min(places, default=None)

    def column_names(self, table: str) -> list[str]:
        """Return the names of a declared table's columns in order."""
        owner = self.find_record(table)
        return [] if owner is None else self._names.get(owner.index, [])

    def find_record(self, name: str) -> Draft | None:
        """Return the record declared under `name`, None where this text declares none."""
        return self._records.get(name.casefold())

    def find_column(self, owner: Draft, name: str) -> Draft | None:
        """Return a column of `owner` by name."""
        return self._columns.get((owner.index, name.casefold()))

    def find_values(self, name: str) -> Draft | None:
        """Return the list of values declared under `name`."""
        return self._lists.get(name.casefold())

    def tie(self) -> None:
        """Tie columns of an enumerated type to it, and describe the rows of a table as the table is."""
        for name, rows in self._rows.items():
            for note in self._records[name].notes if name in self._records else ():
                rows.note(note)
        for draft in self.drafts.each():
            if draft.kind == "field" and draft.code_list is None and draft.type_name is not None:
                listed = self._lists.get(draft.type_name.casefold())
                draft.code_list = None if listed is None else listed.name


def note_of(word: Word, role: Role = "description") -> Note | None:
    """Return a literal as a note, None where it is blank."""
    return Note(clip(word.text), Span(word.start, word.end), role) if word.text.strip() else None
