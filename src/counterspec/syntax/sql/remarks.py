"""Read the statements that describe tables and columns: COMMENT ON, sp_addextendedproperty."""

from __future__ import annotations

import re
from itertools import pairwise

from counterspec.syntax.drafts import Draft
from counterspec.syntax.sql.catalogue import Catalogue, note_of
from counterspec.syntax.sql.words import NAME, PATH, STRING, Word, last_name, literal_at, literals, name_at

COMMENT_ON = re.compile(
    rf"COMMENT\s+ON\s+(TABLE|COLUMN|(?:MATERIALIZED\s+)?VIEW|(?:FOREIGN\s+)?TABLE|TYPE|DOMAIN)\s+"
    rf"({PATH})\s+IS\s+[NnEe]?({STRING})",
    re.IGNORECASE,
)
PROPERTY = re.compile(r"\bsp_(?:add|update)extendedproperty\b", re.IGNORECASE)
_VALUE = re.compile(rf"@value\s*=\s*[Nn]?({STRING})", re.IGNORECASE)


def comment_on(catalogue: Catalogue, match: re.Match[str], end: int) -> None:
    """Give a description to what it describes; draft that here where this text does not declare it."""
    note = note_of(literal_at(catalogue.text, *match.span(3)))
    extent = (match.start(), match.end())
    if match.group(1).upper() == "COLUMN":
        column = _column(catalogue, match.span(2), extent)
        if column is not None:
            column.note(note)
            column.note(catalogue.book.beside(end))
        return
    word = last_name(catalogue.text, catalogue.plain, *match.span(2))
    if match.group(1).upper() in ("TYPE", "DOMAIN"):
        listed = catalogue.find_values(word.text) or catalogue.find_record(word.text)
        if listed is not None:
            listed.note(note)
        return
    (catalogue.find_record(word.text) or catalogue.record(word, extent)).note(note)


def _column(catalogue: Catalogue, place: tuple[int, int], extent: tuple[int, int]) -> Draft | None:
    parts = list(re.compile(NAME).finditer(catalogue.plain, *place))
    if len(parts) < 2:
        return None
    table = name_at(catalogue.text, *parts[-2].span())
    owner = catalogue.find_record(table.text) or catalogue.record(table, extent)
    word = name_at(catalogue.text, *parts[-1].span())
    return catalogue.find_column(owner, word.text) or catalogue.column(owner, word, extent)


def extended_property(catalogue: Catalogue, start: int, end: int) -> None:
    """Give MS_Description to its table or column; draft that here where this text does not declare it."""
    words = list(literals(catalogue.text, catalogue.plain, start, end, limit=12))
    if not words or words[0].text.casefold() not in ("ms_description", "caption"):
        return
    named = _VALUE.search(catalogue.plain, start, end)
    value = literal_at(catalogue.text, *named.span(1)) if named else words[1] if len(words) > 1 else None
    table, column = _after(words, "table", "view"), _after(words, "column")
    if value is None or table is None:
        return
    extent = (start, end)
    owner = catalogue.find_record(table.text) or catalogue.record(table, extent)
    described = owner
    if column is not None:
        described = catalogue.find_column(owner, column.text) or catalogue.column(owner, column, extent)
    described.note(note_of(value))


def _after(words: list[Word], *kinds: str) -> Word | None:
    """Return the string after the one that says its kind."""
    for word, following in pairwise(words[1:]):
        if word.text.casefold() in kinds:
            return following
    return None
