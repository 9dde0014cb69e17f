"""The sheets of an OpenDocument workbook, as grids of what their cells show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.safe.limits import MAX_TABLE_CELLS
from counterspec.syntax.compose import flat
from counterspec.syntax.office_parts import attribute, number
from counterspec.syntax.opendocument.styles import Styles
from counterspec.syntax.workbook.book import MAX_COLUMNS, Grid

_MOST_EMPTY = 10_000
_MOST_REPEATED = 2_000
_HIDDEN = {"collapse", "filter"}


@dataclass(slots=True)
class Sheet:
    """A sheet while it is read. `cut` says that it has more cells than are read."""

    grid: Grid
    visible: bool = True
    hidden_rows: list[int] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cut: bool = False


def sheets(content: Element, styles: Styles) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in order."""
    spreadsheet = next(content.iter("spreadsheet"), None)
    tables = [e for e in spreadsheet if e.tag == "table"] if spreadsheet is not None else []
    for index, table in enumerate(tables, start=1):
        sheet = Sheet(
            Grid(index, attribute(table, "name"), []), not styles.is_invisible(attribute(table, "style-name"))
        )
        _fill(sheet, table)
        sheet.grid.merged, sheet.grid.notes = sheet.merged, sheet.notes
        yield sheet


def _fill(sheet: Sheet, table: Element) -> None:
    rows, cells = sheet.grid.rows, 0
    waiting = 0
    for row in _rows(table):
        line = _line(sheet, row, len(rows) + waiting)
        times = max(1, number(row, "number-rows-repeated", 2_000_000))
        if not line:
            waiting += times
            continue
        # Empty rows are kept only where something stands below them.
        rows.extend([] for _ in range(min(waiting, _MOST_EMPTY)))
        waiting = 0
        if attribute(row, "visibility") in _HIDDEN:
            sheet.hidden_rows.append(len(rows) + 1)
        times = min(times, _MOST_REPEATED)
        cells += times * len(line)
        if cells > MAX_TABLE_CELLS:
            sheet.cut = True
            return
        rows.extend(list(line) for _ in range(times))
    width = max(map(len, rows), default=0)
    for made in rows:
        made.extend([""] * (width - len(made)))


def _line(sheet: Sheet, row: Element, index: int) -> list[str]:
    """Return what the cells of a row show, without empty ones at its end."""
    line: list[str] = []
    for cell in row:
        if cell.tag not in {"table-cell", "covered-table-cell"}:
            continue
        text = flat(
            " ".join(words for p in cell if p.tag == "p" and (words := "".join(p.itertext()).strip()))
        )
        times = max(1, number(cell, "number-columns-repeated", 20_000))
        covered = cell.tag == "covered-table-cell"
        if not covered:
            _merge(sheet, cell, index, len(line))
            sheet.notes.extend(_notes(cell))
        line.extend(["" if covered else text] * min(times, MAX_COLUMNS - len(line)))
        if len(line) >= MAX_COLUMNS:
            break
    while line and not line[-1]:
        line.pop()
    return line


def _merge(sheet: Sheet, cell: Element, row: int, column: int) -> None:
    down, across = number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned")
    area = max(down, 1) * min(max(across, 1), MAX_COLUMNS)
    if area > 1 and len(sheet.merged) + area <= MAX_TABLE_CELLS // 10:
        for lower in range(row, row + max(down, 1)):
            for right in range(column, column + max(across, 1)):
                sheet.merged[lower, right] = (row, column)


def _notes(cell: Element) -> Iterator[str]:
    for note in cell.iter("annotation"):
        words = flat(" ".join("".join(p.itertext()) for p in note.iter("p")))
        author = "".join("".join(e.itertext()) for e in note.iter("creator")).strip()
        words = words.removeprefix(f"{author}:").strip() if author else words
        if words:
            yield words


def _rows(table: Element) -> Iterator[Element]:
    stack = list(reversed(table))
    while stack:
        element = stack.pop()
        if element.tag == "table-row":
            yield element
        elif element.tag in {"table-header-rows", "table-rows", "table-row-group"}:
            stack.extend(reversed(element))
