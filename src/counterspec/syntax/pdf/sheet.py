"""A page taken apart: its lines, what stands in its tables, and what is to be kept aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from statistics import median

from counterspec.model import Box, Recognition
from counterspec.syntax.pdf.content import SLANTED, PageContent, Ruling, Run, Split
from counterspec.syntax.pdf.found import find_tables
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.pdf.lines import Line, union
from counterspec.syntax.pdf.margins import Edges, edges_of, is_watermark
from counterspec.syntax.pdf.order import pieces

_DOWNWARDS = 4
Placed = Callable[[Box], Box]


@dataclass(slots=True)
class Sheet:
    """A page before it is written; boxes as it is read, `placed` moves them to the page as shown.

    `lines` are pieces outside the tables from top to bottom, `inside` the runs of each table,
    `turned` lines set at another angle than the page, `hidden` what the page does not show.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    lines: list[Line] = field(default_factory=list)
    turned: list[Line] = field(default_factory=list)
    watermarks: list[Line] = field(default_factory=list)
    hidden: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    inside: dict[int, list[Run]] = field(default_factory=dict)
    rules: list[Ruling] = field(default_factory=list)
    split: Split | None = None
    recognition: Recognition | None = None
    placed: Placed | None = None
    edges: Edges = field(default_factory=Edges)
    problems: list[tuple[str, str]] = field(default_factory=list)


def sheet_of(
    number: int, content: PageContent, split: Split, recognition: Recognition | None = None
) -> Sheet:
    """Take a page apart."""
    shown = [run for run in content.runs if not run.hidden]
    turn = _turn(shown)
    placed = None
    if turn:
        content, placed = upright(content, turn)
        shown = [run for run in content.runs if not run.hidden]
    sheet = Sheet(number, content.width, content.height, split=split, recognition=recognition, placed=placed)
    sheet.hidden = pieces(run for run in content.runs if run.hidden)
    found = find_tables(content)
    sheet.grids, sheet.problems = found.grids, found.problems
    sheet.rules = content.horizontal
    _sort(sheet, shown)
    sheet.lines.sort(key=lambda line: line.box.y0 + line.box.y1)
    sheet.edges = edges_of(sheet.lines, sheet.height)
    return sheet


def _sort(sheet: Sheet, runs: list[Run]) -> None:
    """Put each run where it belongs: a table's cell, a line, a watermark."""
    body = median(run.style.size for run in runs) if runs else 0.0
    boxes = [grid.box for grid in sheet.grids]
    loose: list[Run] = []
    turned: list[Run] = []
    for run in runs:
        if run.style.turn:
            turned.append(run)
            continue
        grid = _grid_of(run.box, boxes) if boxes else None
        if grid is None:
            loose.append(run)
        else:
            sheet.inside.setdefault(grid, []).append(run)
    for line in _columns_of_letters(pieces(loose)):
        if line.style.turn:
            sheet.turned.append(line)
            continue
        (sheet.watermarks if is_watermark(line, body) else sheet.lines).append(line)
    for line in _turned_lines(turned):
        grid = _grid_of(line.box, boxes) if line.style.turn != SLANTED else None
        if is_watermark(line, body):
            sheet.watermarks.append(line)
        elif grid is not None:
            sheet.inside.setdefault(grid, []).append(_one(line))
        else:
            sheet.turned.append(line)


def _columns_of_letters(lines: list[Line]) -> list[Line]:
    """Join Chinese characters that stand one below the other: text written downwards."""
    made: list[Line] = []
    index = 0
    while index < len(lines):
        end = index + 1
        while end < len(lines) and _stands_below(lines[end - 1], lines[end]):
            end += 1
        if end - index >= _DOWNWARDS:
            letters = [line.runs[0] for line in lines[index:end]]
            box = reduce(union, (run.box for run in letters))
            first = letters[0]
            run = first._replace(
                text="".join(run.text for run in letters),
                box=box,
                first=-1,
                style=first.style._replace(turn=1),
            )
            made.append(Line([run], box))
        else:
            made += lines[index:end]
        index = end
    return made


def _stands_below(above: Line, line: Line) -> bool:
    """Tell whether a lone character stands right below another."""
    one, two = above.runs, line.runs
    if len(one) != 1 or len(two) != 1 or len(one[0].text) != 1 or len(two[0].text) != 1:
        return False
    if one[0].text < "\u2e80" or two[0].text < "\u2e80":
        return False
    size = max(above.size, 4.0)
    aside = abs((above.box.x0 + above.box.x1) - (line.box.x0 + line.box.x1)) / 2
    return aside < 0.4 * size and 0.7 * size < line.box.y1 - above.box.y1 < 2.2 * size


def _turned_lines(runs: list[Run]) -> list[Line]:
    lines: list[Line] = []
    for run in runs:
        last = lines[-1].runs[-1] if lines else None
        if last is not None and last.line == run.line and last.style.turn == run.style.turn:
            lines[-1].runs.append(run)
            lines[-1].box = union(lines[-1].box, run.box)
        else:
            lines.append(Line([run], run.box))
    return lines


def _one(line: Line) -> Run:
    """Return a line as one run: across a cell its words would be taken for lines."""
    return line.runs[0]._replace(text=line.text, box=line.box, hyphen=line.runs[-1].hyphen, first=-1)


def _grid_of(box: Box, boxes: list[Box]) -> int | None:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    for index, grid in enumerate(boxes):
        if grid.x0 <= x <= grid.x1 and grid.y0 <= y <= grid.y1:
            return index
    return None


# -- pages whose text lies on its side ---------------------------------------------------------


def _turn(runs: list[Run]) -> int:
    """Return the quarter turns at which most of the text is set."""
    letters = [0, 0, 0, 0]
    for run in runs:
        if run.style.turn != SLANTED:
            letters[run.style.turn] += len(run.text)
    most = max(range(4), key=lambda turn: letters[turn])
    return most if most and letters[most] > 0.85 * sum(letters) else 0


def upright(content: PageContent, turn: int) -> tuple[PageContent, Placed]:
    """Return a page's content turned so that its text stands upright, and what moves boxes back."""
    across, down = content.width, content.height
    # `turn` clockwise quarter turns of the text are undone by as many the other way.
    ahead, back = _turned(across, down, -turn % 4), None
    width, height = (down, across) if turn % 2 else (across, down)
    back = _turned(width, height, turn)
    runs = [
        run._replace(box=ahead(run.box), style=run.style._replace(turn=_less(run.style.turn, turn)))
        for run in content.runs
    ]
    lines = [Box(line.start, line.at, line.end, line.at) for line in content.horizontal]
    lines += [Box(line.at, line.start, line.at, line.end) for line in content.vertical]
    moved = [ahead(box) for box in lines]
    horizontal = [Ruling(box.y0, box.x0, box.x1) for box in moved if box.x1 - box.x0 > box.y1 - box.y0]
    vertical = [Ruling(box.x0, box.y0, box.y1) for box in moved if box.x1 - box.x0 <= box.y1 - box.y0]
    made = PageContent(width, height, runs, horizontal, vertical, content.image_share)
    made.fills = [ahead(box) for box in content.fills]
    return made, back


def _less(turn: int, by: int) -> int:
    return turn if turn == SLANTED else (turn - by) % 4


def _turned(width: float, height: float, turn: int) -> Placed:
    """Return what turns boxes on a page of this size by clockwise quarter turns."""
    if turn == 1:
        return lambda box: Box(height - box.y1, box.x0, height - box.y0, box.x1)
    if turn == 2:
        return lambda box: Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if turn == 3:
        return lambda box: Box(box.y0, width - box.x1, box.y1, width - box.x0)
    return lambda box: box
