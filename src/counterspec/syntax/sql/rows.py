"""Read the rows that statements put into lookup tables: a code and a label each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from counterspec.syntax.sql.catalogue import MAX_ROWS, Catalogue, note_of
from counterspec.syntax.sql.lookup import Cell, member_of, roles_of
from counterspec.syntax.sql.mask import CopyData
from counterspec.syntax.sql.words import (
    NAME,
    PATH,
    STRING,
    Word,
    closing,
    items,
    last_name,
    literal_at,
    name_at,
)

INSERT = re.compile(
    rf"(?:(?:INSERT|REPLACE|MERGE)\s+(?:\w+\s+){{0,3}}?INTO\s+(?:TABLE\s+)?|INSERT\s+(?:IGNORE\s+|OVERWRITE\s+TABLE\s+)?)"
    rf"({PATH})\s*+(?:AS\s+\w+\s*+)?(\()?",
    re.IGNORECASE,
)
INSERT_ALL = re.compile(r"INSERT\s+ALL\s", re.IGNORECASE)
_INTO = re.compile(rf"\bINTO\s+({PATH})\s*+(\()?", re.IGNORECASE)
_COPIED = re.compile(rf"COPY\s+({PATH})\s*+(?:\(([^)]*+)\))?", re.IGNORECASE)
_VALUES = re.compile(r"\bVALUES\b\s*+", re.IGNORECASE)
_QUERY = re.compile(r"\s*+(?:SELECT|VALUES|WITH)\b", re.IGNORECASE)
_ROW = re.compile(r"[\s,]*+(?:ROW\s*+)?(\()")
_SELECT = re.compile(r"\bSELECT\b\s*+", re.IGNORECASE)
_SELECT_END = re.compile(r"\bFROM\b|\bUNION\b(?:\s+ALL\b)?|\bWHERE\b|;", re.IGNORECASE)
_TEXT = re.compile(
    rf"\s*+[NnEe]?(?:CAST\s*+\(\s*+[Nn]?)?({STRING}|\"[^\"]*+\")\s*+(?:::\s*+[\w ]+|AS\s+[\w() ]+)?\s*+"
)
_NUMBER = re.compile(r"\s*+(-?\d[\w.-]*+)\s*+")
_EXPRESSION = re.compile(
    rf"\s*+(?!(?:NULL|TRUE|FALSE|DEFAULT|SYSDATE|CURRENT_\w+)\b)(?:{PATH}|\*)\s*+", re.IGNORECASE
)
_NAME = re.compile(NAME)


def insert(catalogue: Catalogue, match: re.Match[str], end: int) -> None:
    """Draft the rows that an INSERT puts into a lookup table, as members of a list named by it."""
    opening = match.start(2) if match.group(2) else None
    _insert(catalogue, match.span(1), opening, match.end(), (match.start(), end))


def insert_all(catalogue: Catalogue, start: int, end: int) -> None:
    """Read Oracle's INSERT ALL: one INTO … VALUES for each row."""
    intos = list(_INTO.finditer(catalogue.plain, start, end))[: MAX_ROWS + 1]
    for match, following in zip(intos, [*intos[1:], None], strict=False):
        stop = end if following is None else following.start()
        opening = match.start(2) if match.group(2) else None
        _insert(catalogue, match.span(1), opening, match.end(), (match.start(), stop))


def copy(catalogue: Catalogue, data: CopyData) -> None:
    """Draft the rows that follow a COPY … FROM stdin, a line each, cells divided by tabs."""
    match = _COPIED.match(catalogue.lines, data.head, data.start)
    if match is None:
        return
    text, position = catalogue.lines, data.start
    add = _adder(catalogue, match.span(1), _columns(text, text, match.span(2)), (data.head, data.end))
    while position < data.end and add is not None:
        stop = text.find("\n", position, data.end)
        stop = data.end if stop == -1 else stop
        if not add(list(_tabbed(text, position, stop)), (position, stop)):
            return
        position = stop + 1


def _insert(
    catalogue: Catalogue, place: tuple[int, int], opening: int | None, after: int, extent: tuple[int, int]
) -> None:
    plain, text, end = catalogue.plain, catalogue.text, extent[1]
    columns: list[str] = []
    if opening is not None and _QUERY.match(plain, opening + 1, end) is None:
        after = min(closing(plain, opening, end) + 1, end)
        columns = _columns(text, plain, (opening + 1, after - 1))
    add = _adder(catalogue, place, columns, extent)
    for begin, stop, selected in _rows(plain, after, end) if add is not None else ():
        cells = [_cell(text, plain, *item) for item in items(plain, begin, stop)]
        if selected and any(cell.raw == "?" for cell in cells):
            return
        if add is None or not add(cells, (begin, stop)):
            return


def _columns(text: str, plain: str, place: tuple[int, int]) -> list[str]:
    if place[0] == -1:
        return []
    found = (_NAME.search(plain, *item) for item in items(plain, *place))
    return ["" if name is None else name_at(text, *name.span()).text for name in found]


_Add = Callable[[list[Cell], tuple[int, int]], bool]


def _adder(
    catalogue: Catalogue, place: tuple[int, int], columns: list[str], extent: tuple[int, int]
) -> _Add | None:
    """Return a function that drafts a row and says whether more are wanted; None where none are."""
    table = last_name(
        catalogue.text, catalogue.plain if catalogue.plain[place[0]] != " " else catalogue.text, *place
    )
    counts, key = catalogue.row_counts, table.text.casefold()
    if counts[key] >= MAX_ROWS or catalogue.drafts.full():
        return None
    roles = roles_of(tuple(columns or catalogue.column_names(table.text)))
    if not roles.lookup:
        return None

    def add(cells: list[Cell], row: tuple[int, int]) -> bool:
        counts[key] += 1
        found = member_of(cells, roles)
        if found is not None:
            owner = catalogue.rows_of(table, extent)
            member = catalogue.member(owner, found.label, row)
            if member is not None:
                member.code = found.code
                for word in found.more:
                    member.note(note_of(word))
        return counts[key] < MAX_ROWS and not catalogue.drafts.full()

    return add


def _rows(plain: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the inside of each row of VALUES (…), (…), or, with True, of SELECT … UNION SELECT …."""
    values = _VALUES.search(plain, start, end)
    select = _SELECT.search(plain, start, end if values is None else values.start())
    while select is not None:
        stop = _SELECT_END.search(plain, select.end(), end)
        yield select.end(), end if stop is None else stop.start(), True
        select = _SELECT.search(plain, select.end(), end) if stop is not None else None
        values = None
    position = end if values is None else values.end()
    while (row := _ROW.match(plain, position, end)) is not None:
        close = closing(plain, row.start(1), end)
        yield row.start(1) + 1, close, False
        position = close + 1


def _cell(text: str, plain: str, start: int, end: int) -> Cell:
    found = _TEXT.match(plain, start, end)
    if found is not None:
        return Cell(literal_at(text, *found.span(1)), "")
    number = _NUMBER.fullmatch(plain, start, end)
    if number is not None:
        return Cell(None, number.group(1))
    return Cell(None, "?" if _EXPRESSION.fullmatch(plain, start, end) else "")


def _tabbed(text: str, start: int, end: int) -> Iterator[Cell]:
    position = start
    for part in text[start:end].rstrip(" ").split("\t"):
        if part == "\\N":
            yield Cell(None, "")
        elif _NUMBER.fullmatch(part):
            yield Cell(None, part)
        else:
            yield Cell(Word(part, position, position + len(part)), "")
        position += len(part) + 1
