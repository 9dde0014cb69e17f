"""Rows of tables as older formats write them: cells one after another, edges, marks of merging."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterspec.syntax.blocks import Blocks, Cell

_MAX_CELLS = 1000
_NEAR = 25
"""Edges nearer than this are one, in twips."""


@dataclass(slots=True)
class Row:
    """The definition of a table row: right edges of its cells and how they are merged."""

    left: int = 0
    edges: list[int] = field(default_factory=list)
    downwards: list[bool] = field(default_factory=list)
    leftwards: list[bool] = field(default_factory=list)
    header: bool = False
    _down: bool = False
    _left: bool = False

    def word(self, word: str, number: int | None) -> None:
        """Take in a control word of a row's definition."""
        if word == "clvmrg":
            self._down = True
        elif word == "clmrg":
            self._left = True
        elif word == "trhdr":
            self.header = True
        elif word == "trleft":
            self.left = number or 0
        elif word == "cellx" and len(self.edges) < 1000:
            self.edges.append(number or 0)
            self.downwards.append(self._down)
            self.leftwards.append(self._left)
            self._down = self._left = False


@dataclass(slots=True)
class OpenTable:
    """A table while it is read, on one level of nesting. `parts` are the paragraphs of the cell being read."""

    rows: list[tuple[list[Cell], Row]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    row: Row = field(default_factory=Row)

    def end_cell(self, text: str) -> None:
        """Take in the last paragraph of a cell."""
        if text:
            self.parts.append(text)
        if len(self.cells) < _MAX_CELLS:
            self.cells.append(" ".join(self.parts))
        self.parts = []

    def end_row(self, row: Row) -> None:
        """Make a row of the cells read, merged as its definition says."""
        cells: list[Cell] = []
        edges: list[int] = []
        for index, text in enumerate(self.cells):
            edge = row.edges[index] if index < len(row.edges) else 0
            if index < len(row.leftwards) and row.leftwards[index] and cells:
                edges[-1] = edge
                continue
            continues = index < len(row.downwards) and row.downwards[index]
            cells.append(Cell("" if continues else text, continues=continues))
            edges.append(edge)
        known = len(self.cells) <= len(row.edges)
        if cells:
            self.rows.append((cells, Row(row.left, edges if known else [], header=row.header)))
        self.cells = []

    def finish(self, blocks: Blocks) -> None:
        """Write the table, with what is left of a row that never ended."""
        if self.parts or self.cells:
            self.end_cell("")
            self.end_row(Row())
        rows = [(cells, row.edges, row.left) for cells, row in self.rows]
        if rows:
            blocks.table(grid(rows), self.rows[0][1].header or None)


def grid(rows: list[tuple[list[Cell], list[int], int]]) -> list[list[Cell]]:
    """Give the cells of rows their widths in columns, by the edges they share with other rows.

    A row is its cells, the right edge of each, and where it begins, in twips.
    """
    edges = sorted({edge for _, right, left in rows for edge in (*right, left)})
    columns: dict[int, int] = {}
    column, last = -1, None
    for edge in edges:
        if last is None or edge - last > _NEAR:
            column += 1
            last = edge
        columns[edge] = column
    made: list[list[Cell]] = []
    for cells, right, left in rows:
        line: list[Cell] = []
        at = columns.get(left, 0)
        if at and len(right) == len(cells):
            line.append(Cell("", at))
        for index, cell in enumerate(cells):
            if len(right) == len(cells):
                cell.columns = max(columns[right[index]] - at, 1)
                at = columns[right[index]]
            line.append(cell)
        made.append(line)
    return made
