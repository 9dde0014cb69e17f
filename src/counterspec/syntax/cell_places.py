"""Where in a workbook a place of the text stands: sheet and cell."""

from __future__ import annotations

from bisect import bisect_right

from counterspec.model import Document, Table
from counterspec.syntax.workbook.package import column_name


class CellPlaces:
    """The cells of a workbook's tables by their places in the text, laid out table by table as asked for."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._tables = [table for table in document.tables if table.origin is not None and table.rows]
        self._starts = [_start(table) for table in self._tables]
        self._cells: dict[int, list[tuple[int, int, int]]] = {}

    def at(self, offset: int) -> str | None:
        """Return the cell that holds a code point as "Sheet!B12", a line above a table as its row.

        None outside workbooks.
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        table = self._tables[index]
        if table.caption is not None and offset < table.caption.end:
            lines = self._text.count("\n", offset, table.caption.end) + 1
            row = (table.origin or (0, 0))[0] - lines + 1
            return f"{_sheet(table)}!{row}:{row}"
        if index not in self._cells:
            self._cells[index] = sorted(_cells(table))
        return self._cell(table, self._cells[index], offset)

    def _cell(self, table: Table, cells: list[tuple[int, int, int]], offset: int) -> str | None:
        place = bisect_right(cells, (offset, len(table.rows), 0)) - 1
        if place < 0 or table.origin is None:
            return None
        _, row, column = cells[place]
        if offset > table.rows[row][column].end:
            return None
        return f"{_sheet(table)}!{column_name(table.origin[1] + column)}{table.origin[0] + row + 1}"


def _start(table: Table) -> int:
    return table.caption.start if table.caption else min(span.start for span in table.rows[0])


def _sheet(table: Table) -> str:
    sheet = table.sheet or ""
    return sheet if sheet.isalnum() else "'" + sheet.replace("'", "''") + "'"


def _cells(table: Table) -> list[tuple[int, int, int]]:
    """Return start, row and column of every cell, of merged ones the first."""
    seen: dict[int, tuple[int, int, int]] = {}
    for row, cells in enumerate(table.rows):
        for column, span in enumerate(cells):
            if span.end > span.start:
                seen.setdefault(span.start, (span.start, row, column))
    return list(seen.values())
