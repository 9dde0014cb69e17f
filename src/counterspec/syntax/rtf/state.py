"""What is in force at a place of a rich text: set by control words, kept per group."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterspec.syntax.blocks import Cell


@dataclass(slots=True)
class State:
    """One group's state. `target` is where its text goes: "text", "label", "note", "header", "skip" …"""

    target: str = "text"
    font: int = -1
    skipped: int = 1
    hidden: bool = False
    deleted: bool = False
    white: bool = False
    fresh: bool = True
    starred: bool = False


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
    """A table while it is read, on one level of nesting."""

    rows: list[tuple[list[Cell], Row]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    row: Row = field(default_factory=Row)


def grid(rows: list[tuple[list[Cell], list[int], int]], tolerance: int) -> list[list[Cell]]:
    """Give the cells of rows their widths in columns, by the edges they share with other rows.

    A row is its cells, the right edge of each, and where it begins; edges nearer than `tolerance` are one.
    """
    edges = sorted({edge for _, right, left in rows for edge in (*right, left)})
    columns: dict[int, int] = {}
    column, last = -1, None
    for edge in edges:
        if last is None or edge - last > tolerance:
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
