"""Part columns of a ruled table that no line parts, where each of its rows has figures side by side in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from counterspec.syntax.pdf.content import Run
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.pdf.unruled_rows import NUMBER

_ROWS = 4
_MOST = 0.9
_GAP = 2.0
_MAX_COLUMNS = 24


def with_columns(grid: Grid, runs: Sequence[Run]) -> Grid:
    """Return a grid with columns parted where that is sure.

    Nearly all rows have as many figures there, one below the other with a way between them; a cell
    of the head is parted where each part has words and none crosses the way.
    """
    if len(grid.cells) < _ROWS + 1:
        return grid
    words = _words(grid, runs)
    new = {column: edges for column in range(1, len(grid.xs) - 1) if (edges := _edges(grid, column, words))}
    return _parted(grid, new, words) if new else grid


Words = dict[tuple[int, int], list[Run]]


def _words(grid: Grid, runs: Sequence[Run]) -> Words:
    words: Words = {}
    for run in runs:
        place = grid.place((run.box.x0 + run.box.x1) / 2, (run.box.y0 + run.box.y1) / 2)
        if place is not None:
            words.setdefault(place, []).append(run)
    return words


def _own(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a place is a cell of its own."""
    number, height, width = grid.cells[row][column], len(grid.cells), len(grid.cells[row])
    around = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return all(grid.cells[r][c] != number for r, c in around if 0 <= r < height and 0 <= c < width)


def _edges(grid: Grid, column: int, words: Words) -> list[float]:
    """Return where a column is to be parted."""
    rows = [words.get((row, column), []) for row in range(len(grid.cells)) if _own(grid, row, column)]
    figures = [
        sorted(row, key=lambda run: run.box.x0)
        for row in rows
        if row and all(NUMBER.fullmatch(run.text) for run in row) and _is_line(row)
    ]
    if len(figures) < _ROWS:
        return []
    count = round(median(len(row) for row in figures))
    full = [row for row in figures if len(row) == count]
    filled = sum(1 for row in rows if row)
    if not 2 <= count <= _MAX_COLUMNS or len(full) < _MOST * len(figures) or len(full) * 2 < filled:
        return []
    edges = []
    for left in range(count - 1):
        one, two = max(row[left].box.x1 for row in full), min(row[left + 1].box.x0 for row in full)
        if two - one < _GAP:
            return []
        edges.append(_way(one, two, [run for row in rows for run in row]))
    return edges


def _way(left: float, right: float, runs: Sequence[Run]) -> float:
    """Return the middle of the widest way between two edges that no word of the column, its head's too, enters."""
    ways = [(left, right)]
    for run in runs:
        x0, x1 = run.box.x0, run.box.x1
        if x0 < right and x1 > left:
            ways = [part for a, b in ways for part in ((a, min(b, x0)), (max(a, x1), b)) if part[0] < part[1]]
    a, b = max(ways, key=lambda way: way[1] - way[0], default=(left, right))
    return (a + b) / 2


def _is_line(row: Sequence[Run]) -> bool:
    return max(run.box.y0 for run in row) < min(run.box.y1 for run in row)


def _parted(grid: Grid, new: dict[int, list[float]], words: Words) -> Grid:
    xs: list[float] = []
    for column in range(len(grid.xs) - 1):
        xs += [grid.xs[column], *new.get(column, [])]
    number = 1 + max(cell for row in grid.cells for cell in row)
    cells: list[tuple[int, ...]] = []
    for row, numbers in enumerate(grid.cells):
        parted: list[int] = []
        for column, cell in enumerate(numbers):
            edges = new.get(column, [])
            parted.append(cell)
            if edges and _own(grid, row, column) and _parts(words.get((row, column), []), edges):
                parted += range(number, number + len(edges))
                number += len(edges)
            else:
                parted += [cell] * len(edges)
        cells.append(tuple(parted))
    spread = [1 + len(new.get(column, [])) for column in range(len(grid.xs) - 1)]
    return Grid(
        (*xs, grid.xs[-1]),
        grid.ys,
        tuple(cells),
        grid.by,
        _spread(grid.top, spread),
        _spread(grid.bottom, spread),
    )


def _spread(sides: tuple[bool, ...], spread: Sequence[int]) -> tuple[bool, ...]:
    if len(sides) != len(spread):
        return sides
    return tuple(side for side, times in zip(sides, spread, strict=True) for _ in range(times))


def _parts(row: Sequence[Run], edges: Sequence[float]) -> bool:
    """Tell whether each part has words, and none crosses an edge."""
    if any(run.box.x0 + 1 < edge < run.box.x1 - 1 for run in row for edge in edges):
        return False
    borders = [float("-inf"), *edges, float("inf")]
    return all(
        any(left <= (run.box.x0 + run.box.x1) / 2 < right for run in row) for left, right in pairwise(borders)
    )
