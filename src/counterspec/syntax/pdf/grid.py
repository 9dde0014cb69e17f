"""Make tables of ruled lines: where lines cross, cells lie between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from counterspec.model import Box
from counterspec.syntax.pdf.content import Ruling
from counterspec.syntax.pdf.rulings import MIN_CELL, SAME, Lines, groups, shared_ends

_MAX_CELLS = 40_000
_MOST = 0.3
"""Where this share of the places is no part of a rectangular cell, the lines are a drawing."""

Places = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the edges of its columns and rows, and for each place the cell that covers it.

    `cells[row][column]` is the number of the cell; merged cells have one number in every place.
    `top` and `bottom` say for each column whether a line closes the table there: a cell that the page's
    end cuts may be open.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: Places
    by: Literal["rules", "alignment"] = "rules"
    top: tuple[bool, ...] = ()
    bottom: tuple[bool, ...] = ()

    @property
    def box(self) -> Box:
        """The rectangle of the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column of a point, None outside the table."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2), column


def find_grids(horizontal: Iterable[Ruling], vertical: Iterable[Ruling]) -> list[Grid]:
    """Return the ruled tables of a page from top to bottom.

    Boxes, stacks of boxes and drawings of boxes and arrows are none. Lines may be broken, doubled
    or drawn for each cell, and lie up to two points off.
    """
    grids = [_grid(lines) for lines in groups(horizontal, vertical)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _grid(lines: Lines) -> Grid | None:
    # A table open at its sides has no outer lines there: those across end there together.
    xs = edges([*(line.at for line in lines.down), *shared_ends(lines.across, lines.down)])
    ys = edges([*(line.at for line in lines.across), *shared_ends(lines.down, lines.across)])
    height, width = len(ys) - 1, len(xs) - 1
    if height < 1 or width < 2 or height * width > _MAX_CELLS:
        return None
    right, below = _borders(xs, ys, lines.down), _borders(ys, xs, lines.across)
    walls = _Walls(right, below, height, width)
    cells = walls.cells()
    if max(len(set(row)) for row in cells) < 2 or walls.odd > _MOST * height * width:
        return None
    return Grid(tuple(xs), tuple(ys), cells, "rules", tuple(below[0]), tuple(below[-1]))


def edges(places: Iterable[float]) -> list[float]:
    """Return the places in order, those of one double line once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > MIN_CELL:
            found.append(place)
    return found


def _borders(edges: Sequence[float], others: Sequence[float], lines: Iterable[Ruling]) -> list[list[bool]]:
    """Return for each edge which of its parts, between two of the other edges, a line is drawn along."""
    drawn = [[False] * (len(others) - 1) for _ in edges]
    middles = [(one + two) / 2 for one, two in pairwise(others)]
    for line in lines:
        place = bisect_left(edges, line.at)
        near = edges[max(place - 1, 0) : place + 1]
        edge = max(place - 1, 0) + min(range(len(near)), key=lambda index: abs(near[index] - line.at))
        for part in range(bisect_left(middles, line.start - SAME), bisect_right(middles, line.end + SAME)):
            drawn[edge][part] = True
    return drawn


class _Walls:
    """The lines drawn between the places of a grid; `odd` counts places of no rectangular cell."""

    def __init__(self, right: list[list[bool]], below: list[list[bool]], height: int, width: int) -> None:
        self.right = right
        self.below = below
        self.height = height
        self.width = width
        self.odd = 0
        # A side without any line is open; where it has some, cells without one are no cells. At
        # the top or the bottom, though, a cell may go on to another page.
        sides = any(right[0]), any(right[-1])
        ends = any(below[0]) and not all(below[-1]), any(below[-1]) and not all(below[0])
        self.leaks = (*sides, *ends)

    def cells(self) -> Places:
        """Give each place the number of its cell: places without a line between them, in rectangles."""
        cells = [[-1] * self.width for _ in range(self.height)]
        number = 0
        seen = [[False] * self.width for _ in range(self.height)]
        for row in range(self.height):
            for column in range(self.width):
                if cells[row][column] < 0:
                    self._count(row, column, seen)
                    self._take(cells, row, column, number)
                    number += 1
        return tuple(tuple(row) for row in cells)

    def _take(self, cells: list[list[int]], row: int, column: int, number: int) -> None:
        across = column
        while across + 1 < self.width and not self.right[across + 1][row] and cells[row][across + 1] < 0:
            across += 1
        down = row
        while down + 1 < self.height and self._goes_on(cells, down, column, across):
            down += 1
        for r in range(row, down + 1):
            cells[r][column : across + 1] = [number] * (across + 1 - column)

    def _goes_on(self, cells: list[list[int]], row: int, first: int, last: int) -> bool:
        below = self.below[row + 1]
        inner = self.right[first + 1 : last + 1]
        return not (
            any(cells[row + 1][column] >= 0 or below[column] for column in range(first, last + 1))
            or any(edge[row + 1] for edge in inner)
        )

    def _count(self, row: int, column: int, seen: list[list[bool]]) -> None:
        """Add the places of an open region to `odd` where it is no closed rectangle."""
        if seen[row][column]:
            return
        todo = [(row, column)]
        seen[row][column] = True
        places: list[tuple[int, int]] = []
        leaks = False
        while todo:
            place = todo.pop()
            places.append(place)
            leaks = leaks or self._leaks(*place)
            for r, c in self._open(*place):
                if not seen[r][c]:
                    seen[r][c] = True
                    todo.append((r, c))
        rows, columns = {r for r, _ in places}, {c for _, c in places}
        if leaks or len(rows) * len(columns) != len(places):
            self.odd += len(places)

    def _open(self, row: int, column: int) -> Iterable[tuple[int, int]]:
        if column + 1 < self.width and not self.right[column + 1][row]:
            yield row, column + 1
        if column and not self.right[column][row]:
            yield row, column - 1
        if row + 1 < self.height and not self.below[row + 1][column]:
            yield row + 1, column
        if row and not self.below[row][column]:
            yield row - 1, column

    def _leaks(self, row: int, column: int) -> bool:
        left, right, top, bottom = self.leaks
        return (
            (column == 0 and left and not self.right[0][row])
            or (column == self.width - 1 and right and not self.right[-1][row])
            or (row == 0 and top and not (self.below[0][column] or self.below[-1][column]))
            or (row == self.height - 1 and bottom and not (self.below[-1][column] or self.below[0][column]))
        )
