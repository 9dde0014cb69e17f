"""Find the tables of a page: ruled ones, ones of coloured cells, ones whose words are aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from counterspec.model import Box
from counterspec.syntax.pdf.aligned import aligned_tables
from counterspec.syntax.pdf.content import PageContent, Ruling, Run
from counterspec.syntax.pdf.grid import Grid, find_grids
from counterspec.syntax.pdf.rulings import JOIN, MAX_LINES, joined
from counterspec.syntax.pdf.unruled_columns import with_columns
from counterspec.syntax.pdf.unruled_rows import with_rows

_FRAME = 0.55
"""A cell over the table's whole width that covers this share of the page is the frame of its text."""
_MANY = 30
_FEW_FILLED = 0.08
_MAX_FILLS = 3_000
_SMALLEST = (8.0, 6.0)
_COVERED = 0.85
_SHARED_EDGE = 0.6


@dataclass(slots=True)
class Found:
    """The tables of a page, inner ones first, and what is to be said about it: code and reason."""

    grids: list[Grid] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def find_tables(content: PageContent) -> Found:
    """Return the tables of a page that hold text."""
    found = Found()
    runs = [run for run in content.runs if not run.hidden]
    if not runs:
        return found
    if _is_crowded(content.horizontal, content.vertical):
        found.problems.append(("too-large", "the page draws too many lines: tables may be missing"))
    grids = find_grids(content.horizontal, content.vertical)
    coloured = _coloured(content.fills, grids)
    # White lines between coloured cells are drawn inside them only.
    grids = [grid for grid in grids if not any(_holds(other.box, grid.box) for other in coloured)] + coloured
    grids.sort(key=lambda grid: (_area(grid.box), grid.ys[0], grid.xs[0]))
    inside, rest = _sorted_into(grids, runs)
    for grid, its in zip(grids, inside, strict=True):
        if _is_table(grid, its, content):
            found.grids.append(with_columns(with_rows(grid, its), its))
        else:
            rest += its
    boxes = [grid.box for grid in found.grids]
    lines = [
        line
        for line in content.horizontal
        if not any(_holds(box, Box(line.start, line.at, line.end, line.at)) for box in boxes)
    ]
    aligned, unsure = aligned_tables([run for run in rest if not run.style.turn], lines)
    found.grids += [
        grid
        for grid in aligned
        if not _is_framed(grid, content) and not any(_overlap(grid.box, other.box) for other in found.grids)
    ]
    if unsure:
        found.problems.append(("table-unsure", unsure))
    return found


def _sorted_into(grids: Sequence[Grid], runs: Sequence[Run]) -> tuple[list[list[Run]], list[Run]]:
    """Return the runs of each grid, a run counting for the smallest around it, and those of none."""
    if not grids:
        return [], list(runs)
    inside: list[list[Run]] = [[] for _ in grids]
    boxes = [(number, *grid.box) for number, grid in enumerate(grids)]
    rest: list[Run] = []
    for run in runs:
        x0, y0, x1, y1 = run.box
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        for number, left, top, right, bottom in boxes:
            if left <= x <= right and top <= y <= bottom:
                inside[number].append(run)
                break
        else:
            rest.append(run)
    return inside, rest


def _is_crowded(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> bool:
    if len(horizontal) + len(vertical) <= MAX_LINES:
        return False
    return len(joined(horizontal)) + len(joined(vertical)) > MAX_LINES


def _is_table(grid: Grid, runs: Sequence[Run], content: PageContent) -> bool:
    """Tell tables from frames around a page's text, plots and other drawings by what stands in them."""
    if not runs:
        return False
    page = max(content.width * content.height, 1.0)
    for row, numbers in enumerate(grid.cells):
        if len(set(numbers)) == 1 and (row == 0 or grid.cells[row - 1][0] != numbers[0]):
            height = sum(
                grid.ys[at + 1] - grid.ys[at]
                for at, others in enumerate(grid.cells)
                if others[0] == numbers[0]
            )
            if height * (grid.xs[-1] - grid.xs[0]) > _FRAME * page:
                return False
    cells = {number for numbers in grid.cells for number in numbers}
    if len(cells) <= _MANY:
        return True
    places = [grid.place((run.box.x0 + run.box.x1) / 2, (run.box.y0 + run.box.y1) / 2) for run in runs]
    filled = {grid.cells[place[0]][place[1]] for place in places if place is not None}
    if len(filled) >= _FEW_FILLED * len(cells):
        return True
    heads = [set(grid.cells[0]), {numbers[0] for numbers in grid.cells}]
    return any(len(head & filled) * 5 >= len(head) * 3 for head in heads)


def _is_framed(grid: Grid, content: PageContent) -> bool:
    """Tell whether the lines above and below aligned words are a frame around the whole page."""
    box = grid.box
    if _area(box) <= _FRAME * content.width * content.height:
        return False
    middle = (box.y0 + box.y1) / 2
    return any(abs(line.at - box.x0) <= JOIN and line.start < middle < line.end for line in content.vertical)


def _coloured(fills: Sequence[Box], grids: Sequence[Grid]) -> list[Grid]:
    """Return tables whose cells are drawn as coloured rectangles side by side, with gaps for lines."""
    boxes = [grid.box for grid in grids]
    cells = [box for box in fills if box.x1 - box.x0 >= _SMALLEST[0] and box.y1 - box.y0 >= _SMALLEST[1]]
    if not 4 <= len(cells) <= _MAX_FILLS or all(any(_holds(box, cell) for box in boxes) for cell in cells):
        return []
    across = [Ruling(y, box.x0, box.x1) for box in cells for y in (box.y0, box.y1)]
    down = [Ruling(x, box.y0, box.y1) for box in cells for x in (box.x0, box.x1)]
    found = find_grids(across, down)
    return [
        grid for grid in found if not any(_holds(box, grid.box) for box in boxes) and _is_tiled(grid, cells)
    ]


def _holds(outer: Box, box: Box) -> bool:
    return (
        outer.x0 - JOIN <= box.x0
        and box.x1 <= outer.x1 + JOIN
        and outer.y0 - JOIN <= box.y0
        and box.y1 <= outer.y1 + JOIN
    )


def _is_tiled(grid: Grid, cells: Sequence[Box]) -> bool:
    """Tell whether coloured cells fill a grid, its columns running through most of its rows."""
    if len(grid.ys) < 3:
        return False
    inside = [box for box in cells if _inside(box, grid.box)]
    if sum(map(_area, inside)) < _COVERED * _area(grid.box):
        return False
    rows = len(grid.cells)
    return all(
        sum(numbers[edge - 1] != numbers[edge] for numbers in grid.cells) >= _SHARED_EDGE * rows
        for edge in range(1, len(grid.xs) - 1)
    )


def _area(box: Box) -> float:
    return max(box.x1 - box.x0, 0.0) * max(box.y1 - box.y0, 0.0)


def _inside(box: Box, outer: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _overlap(one: Box, two: Box) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1 and one.y0 < two.y1 and two.y0 < one.y1
