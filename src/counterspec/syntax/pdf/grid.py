"""Make tables of ruled lines: where lines cross, cells lie between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterspec.model import Box
from counterspec.syntax.pdf.content import Ruling

_SAME = 2.0
"""Lines this close (points) are one."""
_JOIN = 4.0
"""Gaps in a line, and between a line and the one it should meet, up to this are closed."""
_MAX_LINES = 1_500
_MAX_CELLS = 40_000
_MIN_CELL = 4.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns and rows, and for each place the cell that covers it.

    `cells[row][column]` is the number of the cell; merged cells have one number in every place.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

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


def find_grids(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[Grid]:
    """Return the ruled tables of a page from top to bottom; single boxes are none."""
    across, down = _joined(horizontal), _joined(vertical)
    if not across or not down or len(across) + len(down) > _MAX_LINES:
        return []
    grids = [_grid(rows, columns) for rows, columns in _groups(across, down)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return the lines with those on one line and touching joined."""
    joined: list[Ruling] = []
    row: list[Ruling] = []
    for ruling in sorted(rulings):
        if row and ruling.at - row[0].at > _SAME:
            joined += _row_joined(row)
            row = []
        row.append(ruling)
    return joined + _row_joined(row)


def _row_joined(row: list[Ruling]) -> list[Ruling]:
    joined: list[Ruling] = []
    for ruling in sorted(row, key=lambda line: line.start):
        if joined and ruling.start <= joined[-1].end + _JOIN:
            last = joined[-1]
            joined[-1] = Ruling(last.at, last.start, max(last.end, ruling.end))
        else:
            joined.append(ruling)
    return joined


def _groups(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Return the lines that hang together, crossing or touching, as one table's rows and columns."""
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, line in enumerate(across):
        for j, column in enumerate(down):
            meets = line.start - _JOIN <= column.at <= line.end + _JOIN
            if meets and column.start - _JOIN <= line.at <= column.end + _JOIN:
                group[root(len(across) + j)] = root(i)
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, line in enumerate(across):
        members.setdefault(root(i), ([], []))[0].append(line)
    for j, column in enumerate(down):
        members.setdefault(root(len(across) + j), ([], []))[1].append(column)
    return [(rows, columns) for rows, columns in members.values() if rows and columns]


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _MIN_CELL:
            edges.append(place)
    return edges


def _grid(rows: list[Ruling], columns: list[Ruling]) -> Grid | None:
    # A table open at its sides has no outer verticals: its horizontals end there.
    xs = _edges([*(c.at for c in columns), min(r.start for r in rows), max(r.end for r in rows)])
    ys = _edges([*(r.at for r in rows), min(c.start for c in columns), max(c.end for c in columns)])
    height, width = len(ys) - 1, len(xs) - 1
    if height < 1 or width < 1 or height * width < 2 or height * width > _MAX_CELLS:
        return None
    cells = _cells(xs, ys, rows, columns)
    return Grid(tuple(xs), tuple(ys), cells) if len({cell for row in cells for cell in row}) > 1 else None


def _cells(
    xs: list[float], ys: list[float], rows: list[Ruling], columns: list[Ruling]
) -> tuple[tuple[int, ...], ...]:
    """Give each place the number of its cell: places without a line between them, in rectangles."""
    height, width = len(ys) - 1, len(xs) - 1
    right = _borders(xs, ys, columns)
    below = _borders(ys, xs, rows)
    cells = [[-1] * width for _ in range(height)]
    number = 0
    for row in range(height):
        for column in range(width):
            if cells[row][column] >= 0:
                continue
            across = column
            while across + 1 < width and not right[across + 1][row] and cells[row][across + 1] < 0:
                across += 1
            down = row
            while down + 1 < height and _open_below(below, cells, down, column, across):
                down += 1
            for r in range(row, down + 1):
                cells[r][column : across + 1] = [number] * (across + 1 - column)
            number += 1
    return tuple(tuple(row) for row in cells)


def _open_below(below: list[list[bool]], cells: list[list[int]], row: int, first: int, last: int) -> bool:
    free = all(cells[row + 1][column] < 0 for column in range(first, last + 1))
    return free and not any(below[row + 1][column] for column in range(first, last + 1))


def _borders(edges: list[float], others: list[float], lines: list[Ruling]) -> list[list[bool]]:
    """Return for each edge which of its parts, between two of the other edges, a line is drawn along."""
    drawn = [[False] * (len(others) - 1) for _ in edges]
    for line in lines:
        edge = min(range(len(edges)), key=lambda index: abs(edges[index] - line.at))
        for part in range(len(others) - 1):
            middle = (others[part] + others[part + 1]) / 2
            if line.start - _SAME <= middle <= line.end + _SAME:
                drawn[edge][part] = True
    return drawn
