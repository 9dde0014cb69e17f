"""Read CREATE TABLE, CREATE TYPE, CREATE DOMAIN, CREATE INDEX and ALTER TABLE."""

from __future__ import annotations

import re

from counterspec.syntax.drafts import Draft
from counterspec.syntax.sql.catalogue import Catalogue, note_of
from counterspec.syntax.sql.columns import read_column, read_columns
from counterspec.syntax.sql.constraints import check, index_columns, is_constraint, table_constraint
from counterspec.syntax.sql.words import (
    NAME,
    PATH,
    STRING,
    closing,
    items,
    last_name,
    literal_at,
    literals,
    name_at,
    outside,
)

_IF = r"(?:IF\s+(?:NOT\s+)?EXISTS\s+)?"
_QUOTED = rf"({STRING}|\"[^\"]*+\")"
TABLE = re.compile(
    rf"(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:\w+\s+){{0,4}}?TABLE\s+{_IF}({PATH})|DECLARE\s+(@\w+)\s+(?:AS\s+)?TABLE\b)\s*+",
    re.IGNORECASE,
)
TYPE = re.compile(rf"CREATE\s+(?:OR\s+REPLACE\s+)?TYPE\s+(?:BODY\s+)?{_IF}({PATH})\s*+", re.IGNORECASE)
DOMAIN = re.compile(rf"CREATE\s+DOMAIN\s+({PATH})\s+(?:AS\s+)?({PATH})?", re.IGNORECASE)
INDEX = re.compile(
    rf"CREATE\s+(?:\w+\s+){{0,3}}?INDEX\s+(?:CONCURRENTLY\s+)?{_IF}(?:{PATH}\s+)??ON\s+(?:ONLY\s+)?({PATH})[^(]{{0,60}}(\()",
    re.IGNORECASE,
)
ALTER = re.compile(
    rf"ALTER\s+(?:\w+\s+)?TABLE\s+{_IF}(?:ONLY\s+)?({PATH})\s*+(?:WITH\s+(?:NO)?CHECK\s+)?", re.IGNORECASE
)
ALTER_TYPE = re.compile(rf"ALTER\s+TYPE\s+({PATH})\s+ADD\s+VALUE\s+{_IF}({STRING})", re.IGNORECASE)
_KIND_OF_TYPE = re.compile(r"(?:AS\s+|IS\s+)?(ENUM|OBJECT|TABLE|UNDER\s+[\w.]+)?\s*+(\()", re.IGNORECASE)
_COMMENT = re.compile(rf"\bCOMMENT\s*+=?\s*+{_QUOTED}", re.IGNORECASE)
_DESCRIPTION = re.compile(rf"\bOPTIONS\s*+\([^;]{{0,400}}?\bdescription\s*+=\s*+{_QUOTED}", re.IGNORECASE)
_PARTITIONED = re.compile(rf"\bPARTITIONED\s+BY\s*+(\((?=\s*+{NAME}\s+[A-Za-z]))", re.IGNORECASE)
_ACTION = re.compile(
    rf"\s*+(?:(?P<add>ADD)\s+(?:COLUMN\s+)?{_IF}|(?P<modify>MODIFY|ALTER)\s+(?:COLUMN\s+)?|CHANGE\s+(?:COLUMN\s+)?{NAME}\s+"
    rf"|(?P<first>ADD|MODIFY)\s*+(?=\()|(?P<next>{NAME}\s+{NAME}))",
    re.IGNORECASE,
)
_OTHER_ACTION = re.compile(
    r"\s*+(?:DROP|RENAME|OWNER|SET|ENABLE|DISABLE|CONVERT|ORDER|VALIDATE|ATTACH|DETACH|INHERIT|NO|CLUSTER|REPLICA"
    r"|PARTITION|SUPPLEMENTAL|PERIOD|ENGINE|FORCE|SWITCH|REBUILD|TRUNCATE)\b",
    re.IGNORECASE,
)
_SET_NOT_NULL = re.compile(rf"\s*+({NAME})\s+SET\s+NOT\s+NULL", re.IGNORECASE)
_NOT_NULL = re.compile(r"\bNOT\s+NULL\b", re.IGNORECASE)
_SET = re.compile(rf"\s*+{NAME}\s+(?:SET|DROP|TYPE|RESTART|ADD|RESET)\b", re.IGNORECASE)
_NAME = re.compile(NAME)
_BODY_AFTER = re.compile(
    r"\s*+(?:ON\s+[\w.]+\s*+|USING\s+\w+\s*+|,[^(;]{0,400}+|ON\s+CLUSTER\s+\S+\s*+)?(?=\()", re.IGNORECASE
)


def create_table(catalogue: Catalogue, match: re.Match[str], end: int) -> int:
    """Draft a table with its columns; return where the statement goes on behind them."""
    plain, text = catalogue.plain, catalogue.text
    group = 1 if match.group(1) else 2
    word = last_name(text, plain, *match.span(group))
    record = catalogue.record(word, (match.start(), _trimmed(plain, match.start(), end)))
    record.note(catalogue.book.above(match.start()))
    body = _BODY_AFTER.match(plain, match.end(), end)
    opening = match.end() if body is None else body.end()
    if opening >= end or plain[opening] != "(":
        record.note(catalogue.book.beside(match.end()))
        return match.end()
    close = closing(plain, opening, end)
    if close == end:
        catalogue.faults.append((opening, "syntax", "a bracket is never closed"))
    record.note(catalogue.book.beside(opening + 1))
    read_columns(catalogue, record, opening + 1, close)
    if not plain[opening + 1 : close].strip():
        return close + 1
    _describe(catalogue, record, close + 1, end)
    return min(close + 1, end)


def _describe(catalogue: Catalogue, record: Draft, start: int, end: int) -> None:
    """Read what follows a table's columns: its comment, and columns it is partitioned by."""
    plain = catalogue.plain
    for pattern in (_COMMENT, _DESCRIPTION):
        found = pattern.search(plain, start, end)
        if found is not None and not _selects(plain, start, found.start()):
            record.note(note_of(literal_at(catalogue.text, *found.span(1))))
            break
    partitioned = _PARTITIONED.search(plain, start, end)
    if partitioned is not None:
        opening = partitioned.start(1)
        read_columns(catalogue, record, opening + 1, closing(plain, opening, end))
    record.note(catalogue.book.beside(start))


def _selects(plain: str, start: int, end: int) -> bool:
    return re.search(r"\bSELECT\b", plain[start:end], re.IGNORECASE) is not None


def _trimmed(plain: str, start: int, end: int) -> int:
    return start + len(plain[start:end].rstrip())


def create_type(catalogue: Catalogue, match: re.Match[str], end: int) -> None:
    """Draft an enumerated type with its values, or a composite type with its fields."""
    plain, text = catalogue.plain, catalogue.text
    found = _KIND_OF_TYPE.match(plain, match.end(), end)
    if found is None:
        return
    word = last_name(text, plain, *match.span(1))
    extent = (match.start(), _trimmed(plain, match.start(), end))
    opening = found.start(2)
    close = closing(plain, opening, end)
    if (found.group(1) or "").upper() == "ENUM":
        draft = catalogue.values(word, extent)
        draft.note(catalogue.book.above(match.start()))
        draft.note(catalogue.book.beside(opening + 1))
        catalogue.members(draft, literals(text, plain, opening + 1, close))
    else:
        draft = catalogue.record(word, extent)
        draft.note(catalogue.book.above(match.start()))
        draft.note(catalogue.book.beside(opening + 1))
        read_columns(catalogue, draft, opening + 1, close)
    draft.note(catalogue.book.beside(close + 1))


def create_domain(catalogue: Catalogue, match: re.Match[str], end: int) -> None:
    """Draft a domain as a list of the values it allows."""
    plain, text = catalogue.plain, catalogue.text
    extent = (match.start(), _trimmed(plain, match.start(), end))
    draft = catalogue.values(last_name(text, plain, *match.span(1)), extent)
    draft.note(catalogue.book.above(match.start()))
    if match.group(2):
        draft.type_name = last_name(text, plain, *match.span(2)).text
    flat = outside(plain, match.end(), end)
    for found in re.finditer(r"\bCHECK\s*+(\()", flat, re.IGNORECASE):
        opening = match.end() + found.start(1)
        check(catalogue, opening + 1, closing(plain, opening, end), None, draft)
    draft.note(catalogue.book.beside(extent[1]))


def create_index(catalogue: Catalogue, match: re.Match[str], end: int) -> None:
    """Draft each column that an index sorts by."""
    table = last_name(catalogue.text, catalogue.plain, *match.span(1))
    index_columns(catalogue, catalogue.find_record(table.text), match.start(2), end)


def alter_type(catalogue: Catalogue, match: re.Match[str], end: int) -> None:
    """Draft a value that is added to an enumerated type."""
    word = last_name(catalogue.text, catalogue.plain, *match.span(1))
    owner = catalogue.find_values(word.text)
    if owner is None:
        owner = catalogue.values(word, (match.start(), _trimmed(catalogue.plain, match.start(), end)))
    catalogue.member(owner, literal_at(catalogue.text, *match.span(2)))


def alter_table(catalogue: Catalogue, match: re.Match[str], end: int) -> None:
    """Draft the columns that a statement adds or redefines, and apply its constraints."""
    owner = table_named(
        catalogue, match.span(1), (match.start(), _trimmed(catalogue.plain, match.start(), end))
    )
    adding = False
    for start, stop in items(catalogue.plain, match.end(), end):
        action = _ACTION.match(catalogue.plain, start, stop)
        if action is None:
            _comment_table(catalogue, owner, start, stop)
        elif action.group("next"):
            adding = adding and _OTHER_ACTION.match(catalogue.plain, start, stop) is None
            if adding:
                _define(catalogue, owner, start, stop)
        else:
            adding = action.group("modify") is None
            _act(catalogue, owner, action, stop)


def table_named(catalogue: Catalogue, place: tuple[int, int], extent: tuple[int, int]) -> Draft:
    """Return the table named at `place`, drafting it there where this text does not create it."""
    word = last_name(catalogue.text, catalogue.plain, *place)
    return catalogue.find_record(word.text) or catalogue.record(word, extent)


def _act(catalogue: Catalogue, owner: Draft, action: re.Match[str], stop: int) -> None:
    plain, start = catalogue.plain, action.end()
    if start < stop and plain[start] == "(":
        for begin, end in items(plain, start + 1, closing(plain, start, stop)):
            _define(catalogue, owner, begin, end)
        return
    if is_constraint(plain, start, stop):
        table_constraint(catalogue, owner, start, stop)
        return
    forced = _SET_NOT_NULL.match(plain, start, stop)
    if forced is not None:
        column = catalogue.find_column(owner, name_at(catalogue.text, *forced.span(1)).text)
        if column is not None:
            column.oblige("required", "SET NOT NULL")
    elif _SET.match(plain, start, stop) is None:
        _define(catalogue, owner, start, stop)


def _define(catalogue: Catalogue, owner: Draft, start: int, stop: int) -> None:
    """Draft a column, or give what it says to the one declared before."""
    named = _NAME.search(catalogue.plain, start, stop)
    if named is None or _OTHER_ACTION.match(catalogue.plain, start, stop):
        return
    known = catalogue.find_column(owner, name_at(catalogue.text, *named.span()).text)
    if known is None:
        draft = read_column(catalogue, owner, start, stop)
        if draft is not None:
            draft.note(catalogue.book.above(catalogue.plain.rfind("\n", 0, start) + 1))
        return
    if _NOT_NULL.search(outside(catalogue.plain, start, stop)):
        known.oblige("required", "NOT NULL")
    comment = _COMMENT.search(catalogue.plain, start, stop)
    if comment is not None:
        known.note(note_of(literal_at(catalogue.text, *comment.span(1))))


def _comment_table(catalogue: Catalogue, owner: Draft, start: int, stop: int) -> None:
    comment = _COMMENT.search(catalogue.plain, start, stop)
    if comment is not None:
        owner.note(note_of(literal_at(catalogue.text, *comment.span(1))))
