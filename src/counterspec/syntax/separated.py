"""Split separated values into cells by their places in the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from counterspec.model import Span

_SEPARATORS = (",", "\t", ";", "|")
_SNIFF_LINES = 40
_MAX_COLUMNS = 16_384
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')


@dataclass(slots=True)
class Sheet:
    """Rows of cells without their quotes.

    `more` says that rows were left, `unclosed` is where a quote begins that never ends.
    """

    rows: list[tuple[Span, ...]] = field(default_factory=list)
    more: bool = False
    unclosed: int | None = None


def sniff(text: str, *, strict: bool = False) -> str | None:
    """Return the separator that splits the first lines most evenly, None where none does.

    `strict` asks for what prose never shows: at least five lines, all of the same number of cells,
    three or more; or a declared separator.
    """
    if text[:4].lower() == "sep=":
        return text[4:5] or None
    sample = _QUOTED.sub("", text[:65536]).splitlines()[: _SNIFF_LINES + 1]
    lines = [line for line in sample if line.strip()][:_SNIFF_LINES]
    counted = [(_evenness(lines, separator), separator) for separator in _SEPARATORS]
    best, separator = max(counted, key=lambda pair: pair[0])
    if strict:
        counts = {line.count(separator) for line in lines}
        return separator if len(lines) >= 5 and len(counts) == 1 and min(counts) >= 2 else None
    return separator if best > 0 else None


def _evenness(lines: list[str], separator: str) -> float:
    counts = Counter(line.count(separator) for line in lines)
    counts.pop(0, None)
    if not counts:
        return 0.0
    cells, lines_alike = counts.most_common(1)[0]
    return lines_alike / len(lines) + min(cells, 20) / 100


def read_separated(text: str, separator: str, max_rows: int, max_cells: int) -> Sheet:
    """Return the cells of the first rows; quotes may hold separators, line ends and doubled quotes."""
    sheet = Sheet()
    position = text.index("\n") + 1 if text[:4].lower() == "sep=" and "\n" in text else 0
    cells = 0
    end_of_cell = re.compile(rf"[{re.escape(separator)}\r\n]")
    while position < len(text):
        if len(sheet.rows) >= max_rows or cells >= max_cells:
            sheet.more = True
            break
        row, position = _row(text, position, end_of_cell, sheet)
        if any(span.end > span.start for span in row):
            sheet.rows.append(tuple(row))
            cells += len(row)
    return sheet


def _row(text: str, position: int, end_of_cell: re.Pattern[str], sheet: Sheet) -> tuple[list[Span], int]:
    row: list[Span] = []
    while True:
        span, position = _cell(text, position, end_of_cell, sheet)
        if len(row) < _MAX_COLUMNS:
            row.append(span)
        if position >= len(text):
            return row, position
        if text[position] in "\r\n":
            return row, position + (2 if text.startswith("\r\n", position) else 1)
        position += 1
        if position == len(text):
            row.append(Span(position, position))
            return row, position


def _cell(text: str, start: int, end_of_cell: re.Pattern[str], sheet: Sheet) -> tuple[Span, int]:
    """Return one cell's span and the place of the separator or line end after it."""
    if text.startswith('"', start) and sheet.unclosed is None:
        closing = _closing_quote(text, start + 1)
        if closing >= 0:
            after = end_of_cell.search(text, closing + 1)
            return Span(start + 1, closing), after.start() if after else len(text)
        sheet.unclosed = start
    found = end_of_cell.search(text, start)
    end = found.start() if found else len(text)
    return Span(start, end), end


def _closing_quote(text: str, start: int) -> int:
    """Return the place of the quote that closes, -1 where none does; doubled quotes are content."""
    position = text.find('"', start)
    while position >= 0 and text.startswith('"', position + 1):
        position = text.find('"', position + 2)
    return position
