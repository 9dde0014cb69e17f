"""Part rows of a ruled table that no line parts, where each line of words in them is a row of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from counterspec.model import Box
from counterspec.syntax.pdf.content import Run
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.pdf.lines import same_line, union

LEADER = re.compile(r"[.…·_]+")
NUMBER = re.compile(
    r"[(\[<>+±~≈$€£¥-]*\d[\d.,’']*[%)\]*†‡a-z]{0,2}(?<![,.])|[-–—−.…*]+|\([A-Z*–—-]\)|[Nn]/?[Aa]"
)
"""What a column of figures holds: no list of numbers that goes on after a comma."""
_NUMERIC = 0.9
_LINES = 4
_TALL = 30.0
_ALL = 0.8
_LOOSE = 0.7
_MAX_LINES = 400


def with_rows(grid: Grid, runs: Sequence[Run]) -> Grid:
    """Return a grid with tall rows parted where that is sure.

    Each cell has a word in nearly every line, and lines end where the next word would have fitted,
    so that they are no wrapped text.
    """
    cuts: dict[int, list[float]] = {}
    tall = [row for row in range(len(grid.cells)) if grid.ys[row + 1] - grid.ys[row] > _TALL]
    tall = [row for row in tall if _is_plain(grid, row)]
    first: dict[int, int] = dict.fromkeys(tall, 0)
    for run in runs if tall else ():
        # Few rows have many words in their first cell: the others need no second look.
        if run.box.x0 < grid.xs[1]:
            row = bisect_right(grid.ys, _middle(run.box)) - 1
            if row in first:
                first[row] += 1
    for row in (row for row, words in first.items() if words >= _LINES):
        top, bottom = grid.ys[row], grid.ys[row + 1]
        found = _cuts(grid, [run for run in runs if top < _middle(run.box) < bottom])
        if found:
            cuts[row] = found
    return _parted(grid, cuts) if cuts else grid


def _is_plain(grid: Grid, row: int) -> bool:
    numbers = grid.cells[row]
    return len(set(numbers)) == len(numbers) >= 2 and not _is_merged(grid, row)


def _middle(box: Box) -> float:
    return (box.y0 + box.y1) / 2


def _is_merged(grid: Grid, row: int) -> bool:
    numbers = set(grid.cells[row])
    around = [grid.cells[other] for other in (row - 1, row + 1) if 0 <= other < len(grid.cells)]
    return any(numbers & set(other) for other in around)


def _cuts(grid: Grid, runs: Sequence[Run]) -> list[float]:
    lines = word_lines(runs)
    width = len(grid.xs) - 1
    if not _LINES <= len(lines) <= _MAX_LINES:
        return []
    columns: list[list[list[Run]]] = [[] for _ in range(width)]
    led = [any(LEADER.fullmatch(run.text) for run in line) for line in lines]
    lines = [[run for run in line if not LEADER.fullmatch(run.text)] or line for line in lines]
    for line in lines:
        parts: list[list[Run]] = [[] for _ in range(width)]
        for run in line:
            place = grid.place((run.box.x0 + run.box.x1) / 2, _middle(run.box))
            if place is not None:
                parts[place[1]].append(run)
        for column, part in enumerate(parts):
            columns[column].append(part)
    if sum(
        all(columns[column][index] for column in range(width)) for index in range(len(lines))
    ) < _ALL * len(lines):
        return []
    # The first cell of a row is never empty: what has none may belong to the row above.
    if not all(columns[0]) or not all(
        _is_loose(part, grid.xs[n + 1], led if n == 0 else ()) for n, part in enumerate(columns)
    ):
        return []
    boxes = [_around(line) for line in lines]
    wrapped = [_goes_on(above, below, columns) for above, below in pairwise(range(len(lines)))]
    return [
        (above.y1 + below.y0) / 2
        for (above, below), one in zip(pairwise(boxes), wrapped, strict=True)
        if not one
    ]


def _goes_on(above: int, below: int, columns: Sequence[Sequence[Sequence[Run]]]) -> bool:
    """Tell whether a line of no more than a name goes on in the next: indented, in small letters."""
    one, two = columns[0][above], columns[0][below]
    return (
        not any(column[above] for column in columns[1:])
        and any(column[below] for column in columns[1:])
        and bool(one and two)
        and two[0].box.x0 > one[0].box.x0 + 1
        and two[0].text[:1].islower()
    )


def _is_loose(lines: Sequence[Sequence[Run]], right: float, led: Sequence[bool]) -> bool:
    """Tell whether the lines of a cell end before its edge, where the next line's first word would have fitted.

    A line whose name is `led` to its figures by dots ends there.
    """
    filled = [line for line in lines if line]
    numeric = [line for line in filled if all(NUMBER.fullmatch(run.text) for run in line)]
    if len({len(line) for line in numeric}) == 1 and len(numeric) >= _NUMERIC * len(filled):
        return True
    pairs = [(above, below) for above, below in pairwise(lines) if above and below]
    left = min((line[0].box.x0 for line in lines if line), default=0.0)
    loose = 0
    ends = [end for end, above, below in zip(led, lines, lines[1:], strict=False) if above and below]
    for number, (above, below) in enumerate(pairs):
        if number < len(ends) and ends[number]:
            loose += 1
            continue
        size = above[-1].box.y1 - above[-1].box.y0
        first = below[0].text
        word = below[0].box.x1 - below[0].box.x0 if first[:1] < "\u2e80" else size
        indent = above[0].box.x0 - left
        loose += right - above[-1].box.x1 - indent > word + size
    return bool(pairs) and loose >= _LOOSE * len(pairs)


def word_lines(runs: Sequence[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = []
    box = Box(0, 0, 0, 0)
    for run in sorted(runs, key=lambda run: _middle(run.box)):
        if lines and same_line(box, run.box):
            lines[-1].append(run)
            box = union(box, run.box)
        else:
            lines.append([run])
            box = run.box
    return [sorted(line, key=lambda run: run.box.x0) for line in lines]


def _around(line: Sequence[Run]) -> Box:
    box = line[0].box
    for run in line[1:]:
        box = union(box, run.box)
    return box


def _parted(grid: Grid, cuts: dict[int, list[float]]) -> Grid:
    ys: list[float] = []
    cells: list[tuple[int, ...]] = []
    number = 1 + max(cell for row in grid.cells for cell in row)
    for row, numbers in enumerate(grid.cells):
        ys += [grid.ys[row], *cuts.get(row, [])]
        cells.append(numbers)
        for _ in cuts.get(row, []):
            cells.append(tuple(range(number, number + len(numbers))))
            number += len(numbers)
    return Grid(grid.xs, (*ys, grid.ys[-1]), tuple(cells), grid.by, grid.top, grid.bottom)
