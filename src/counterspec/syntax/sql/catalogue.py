"""What the statements of one SQL text have declared so far, found again by name."""

from __future__ import annotations

from collections.abc import Iterable

from counterspec.model import Note, Span
from counterspec.model.declaration import Kind
from counterspec.syntax.comments import CommentBook, Role
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.sql.mask import Masked
from counterspec.syntax.sql.words import Word


class Catalogue:
    """Drafts of one text with its tables, columns and value lists by lower-case name.

    `faults` are (offset, code, reason).
    """

    def __init__(self, text: str, masked: Masked, book: CommentBook) -> None:
        self.text = text
        self.plain = masked.plain
        self.masked = masked
        self.book = book
        self.drafts = Drafts()
        self.faults: list[tuple[int, str, str]] = []
        self._records: dict[str, Draft] = {}
        self._columns: dict[tuple[int, str], Draft] = {}
        self._lists: dict[str, Draft] = {}

    def record(self, word: Word, extent: tuple[int, int]) -> Draft:
        """Draft a table, view or composite type; it is found by name from now on."""
        draft = self.drafts.add("record", word.text, (word.start, word.end), extent=extent)
        self._records[word.text.casefold()] = draft
        return draft

    def column(self, owner: Draft, word: Word, extent: tuple[int, int], kind: Kind = "field") -> Draft:
        """Draft a column of a record; it is found by name from now on."""
        draft = self.drafts.add(kind, word.text, (word.start, word.end), parent=owner, extent=extent)
        self._columns[owner.index, word.text.casefold()] = draft
        return draft

    def values(self, word: Word, extent: tuple[int, int], parent: Draft | None = None) -> Draft:
        """Draft a list of values; it is found by name from now on."""
        draft = self.drafts.add("enum", word.text, (word.start, word.end), extent=extent, parent=parent)
        self._lists[word.text.casefold()] = draft
        return draft

    def member(self, owner: Draft, word: Word, extent: tuple[int, int] | None = None) -> Draft | None:
        """Draft a value with the comment beside it; an empty value is none."""
        if not word.text.strip():
            return None
        whole = extent or (word.start, word.end)
        draft = self.drafts.add("member", word.text, (word.start, word.end), parent=owner, extent=whole)
        draft.note(self.book.beside(max(whole[1], word.end + 1)))
        return draft

    def members(self, owner: Draft, words: Iterable[Word]) -> None:
        """Draft values in order."""
        for word in words:
            self.member(owner, word)

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
        """Tie columns of an enumerated type to it."""
        for draft in self.drafts.each():
            if draft.kind == "field" and draft.code_list is None and draft.type_name is not None:
                listed = self._lists.get(draft.type_name.casefold())
                draft.code_list = None if listed is None else listed.name


def note_of(word: Word, role: Role = "description") -> Note | None:
    """Return a literal as a note, None where it is blank."""
    return Note(clip(word.text), Span(word.start, word.end), role) if word.text.strip() else None
