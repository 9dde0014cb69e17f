"""Read what a table says of its columns apart from defining them: keys, references, checks, indexes."""

from __future__ import annotations

import re

from counterspec.syntax.drafts import Draft
from counterspec.syntax.sql.catalogue import Catalogue
from counterspec.syntax.sql.expressions import Comparison, comparisons, tokens
from counterspec.syntax.sql.words import NAME, PATH, Word, closing, items, last_name, name_at

_ALLOWING = frozenset({"IN", "=", "~~", "LIKE"})
_CONSTRAINT = re.compile(
    rf"\s*+(?:CONSTRAINT\s+{NAME}\s+(?:PRIMARY|FOREIGN|UNIQUE|CHECK|NOT\s+NULL|EXCLUDE|DEFAULT)\b"
    r"|CONSTRAINT\s+(?:PRIMARY|FOREIGN|UNIQUE|CHECK)\b"
    rf"|PRIMARY\s+KEY\b|FOREIGN\s+KEY\b|UNIQUE\s*+(?:\(|KEY\b|INDEX\b|(?:NON)?CLUSTERED\b|NULLS\b|{NAME}\s*+\()"
    rf"|CHECK\s*+\(|(?:KEY|INDEX)\s*+(?:{NAME}\s*+)?(?:USING\s+\w+\s*+|TYPE\s+\w+\s*+)?\((?!\s*\d+\s*\))"
    rf"|(?:FULLTEXT|SPATIAL)\s+(?:KEY|INDEX|{NAME}\s*+\()|EXCLUDE\s*+(?:USING\b|\()|PERIOD\s+FOR\b"
    rf"|INDEX\s+{NAME}\s+(?:\w+\s+TYPE|(?:NON)?CLUSTERED)\b"
    rf"|LIKE\s+{PATH}|SUPPLEMENTAL\s+LOG|PROJECTION\s+\w+\s*+\()",
    re.IGNORECASE,
)
_PRIMARY = re.compile(r"PRIMARY\s+KEY(?=\W)[^(]{0,60}(\()", re.IGNORECASE)
_FOREIGN = re.compile(
    rf"FOREIGN\s+KEY\s*+(?:{NAME}\s*+)?\(\s*+({NAME})\s*+\)\s*+REFERENCES\s+({PATH})", re.IGNORECASE
)
_CHECK = re.compile(r"\bCHECK\s*+(\()", re.IGNORECASE)
_INDEX = re.compile(
    rf"\s*+(?:FULLTEXT\s+|SPATIAL\s+)?(?:KEY|INDEX)\b\s*+(?:{NAME}\s*+)?[^(]{{0,40}}(\()", re.IGNORECASE
)
_INDEXED = re.compile(rf"\s*+(?:\(\s*+)?(?:(?:LOWER|UPPER)\s*+\(\s*+)?({NAME})", re.IGNORECASE)


def is_constraint(plain: str, start: int, end: int) -> bool:
    """Whether an item of a table's list constrains columns and defines none."""
    return _CONSTRAINT.match(plain, start, end) is not None


def table_constraint(catalogue: Catalogue, owner: Draft, start: int, end: int) -> None:
    """Apply a constraint to the columns of `owner`; draft the columns of an index."""
    plain = catalogue.plain
    primary = _PRIMARY.search(plain, start, end)
    if primary is not None:
        _primary(catalogue, owner, primary, end)
    foreign = _FOREIGN.search(plain, start, end)
    if foreign is not None:
        column = catalogue.find_column(owner, name_at(catalogue.text, *foreign.span(1)).text)
        if column is not None:
            column.code_list = last_name(catalogue.text, plain, *foreign.span(2)).text
    checked = _CHECK.search(plain, start, end)
    if checked is not None:
        opening = checked.start(1)
        check(catalogue, opening + 1, closing(plain, opening, end), owner, None)
    index = _INDEX.match(plain, start, end)
    if index is not None:
        index_columns(catalogue, owner, index.start(1), end)


def _primary(catalogue: Catalogue, owner: Draft, match: re.Match[str], end: int) -> None:
    opening = match.start(1)
    quote = catalogue.text[match.start() : opening].strip()
    for begin, stop in items(catalogue.plain, opening + 1, closing(catalogue.plain, opening, end)):
        named = _INDEXED.match(catalogue.plain, begin, stop)
        column = named and catalogue.find_column(owner, name_at(catalogue.text, *named.span(1)).text)
        if column and column.obligation != "required":
            column.oblige("required", quote)


def check(catalogue: Catalogue, start: int, end: int, owner: Draft | None, column: Draft | None) -> None:
    """Draft the values that a condition allows, below the column they are for.

    `column` is the one being defined; else the column is found among those of `owner`.
    """
    for comparison in comparisons(catalogue.text, tokens(catalogue.plain, start, end)):
        if comparison.values and comparison.operator in _ALLOWING:
            target = _target(catalogue, comparison, owner, column)
            if target is not None:
                catalogue.members(target, comparison.values)


def _target(
    catalogue: Catalogue, comparison: Comparison, owner: Draft | None, column: Draft | None
) -> Draft | None:
    name = comparison.column.text
    if column is not None and name.casefold() in (column.name.casefold(), "value"):
        return column
    return catalogue.find_column(owner, name) if owner is not None else None


def index_columns(catalogue: Catalogue, owner: Draft | None, opening: int, end: int) -> None:
    """Draft each column of the index whose list opens at `opening`."""
    plain = catalogue.plain
    for begin, stop in items(plain, opening + 1, closing(plain, opening, end)):
        match = _INDEXED.match(plain, begin, stop)
        if match is not None:
            word: Word = name_at(catalogue.text, *match.span(1))
            place = (word.start, word.end)
            catalogue.drafts.add("condition", word.text, place, parent=owner, extent=place, use="index")
