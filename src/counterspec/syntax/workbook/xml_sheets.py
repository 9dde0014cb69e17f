"""The sheets of a workbook that is kept as one XML file (Excel 2003), as grids of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from counterspec.safe.limits import MAX_TABLE_CELLS
from counterspec.syntax.compose import flat
from counterspec.syntax.office_parts import attribute, number
from counterspec.syntax.workbook.book import MAX_COLUMNS, Grid

_MOST_EMPTY = 10_000


def xml_sheets(root: Element) -> Iterator[tuple[Grid, bool]]:
    """Yield each sheet with whether it is shown."""
    for index, sheet in enumerate(root.iter("Worksheet"), start=1):
        shown = all(e.text not in {"SheetHidden", "SheetVeryHidden"} for e in sheet.iter("Visible"))
        yield _grid(sheet, index), shown


def _grid(sheet: Element, index: int) -> Grid:
    rows: list[list[str]] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    notes: list[str] = []
    cells = 0
    for row in sheet.iter("Row"):
        given = number(row, "Index")
        if given > len(rows) + 1:
            rows.extend([] for _ in range(min(given - len(rows) - 1, _MOST_EMPTY)))
        line: list[str] = []
        for cell in row.iter("Cell"):
            column = number(cell, "Index")
            line.extend([""] * (min(column - 1, MAX_COLUMNS) - len(line)))
            across, down = number(cell, "MergeAcross", MAX_COLUMNS), number(cell, "MergeDown", _MOST_EMPTY)
            if 1 < (across + 1) * (down + 1) <= MAX_TABLE_CELLS // 10 - len(merged):
                place = (len(rows), len(line))
                for lower in range(down + 1):
                    merged.update(
                        {(place[0] + lower, place[1] + right): place for right in range(across + 1)}
                    )
            notes.extend(flat("".join(comment.itertext())) for comment in cell.iter("Comment"))
            line.append(flat("".join(part for data in cell.findall("Data") for part in data.itertext())))
            line.extend([""] * across)
            if len(line) >= MAX_COLUMNS:
                break
        cells += len(line)
        if cells > MAX_TABLE_CELLS:
            break
        rows.append(line[:MAX_COLUMNS])
    width = max(map(len, rows), default=0)
    for line in rows:
        line.extend([""] * (width - len(line)))
    return Grid(index, attribute(sheet, "Name"), rows, merged, notes=[note for note in notes if note])
