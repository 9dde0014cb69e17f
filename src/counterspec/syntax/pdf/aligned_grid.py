"""Make a grid of rows of words: columns between gaps that run down all rows, cells that words stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from counterspec.model import Box
from counterspec.syntax.pdf.content import Run
from counterspec.syntax.pdf.grid import Grid

_GAP = 1.3
"""Words this many letter heights apart are of two cells."""
_GUTTER = 5.0
_MAX_COLUMNS = 40
_LEADERS = re.compile(r"\.{4}|…{2}|(?:\. ){4}|·{4}|_{4}")
_LABEL = re.compile(r"[^:：]*[:：]\s*_*")
_NUMBER = re.compile(r"[\[(（【]?\d{1,3}[\])）】.、]{1,2}|[•●○■◆–—-]|[a-z][.)]")
_FULL = 0.8
_LONG_WORDS = 4
_LONG_CJK = 12
_ALIGNED = 3.0
_FEW_RULES = 3

Cell = tuple[float, float, str]
Placed = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words, parted where gaps are wide."""

    cells: tuple[tuple[float, float, str], ...]
    box: Box
    text: str

    @property
    def middle(self) -> float:
        """The height at which the line stands."""
        return (self.box.y0 + self.box.y1) / 2


def row_of(runs: Sequence[Run]) -> Row:
    """Return runs that stand at one height as a row."""
    ordered = sorted(runs, key=lambda run: run.box.x0)
    height = median(run.box.y1 - run.box.y0 for run in ordered)
    cells: list[tuple[float, float, str]] = []
    for run in ordered:
        if cells and run.box.x0 - cells[-1][1] < _GAP * max(height, 5.0):
            left, right, text = cells[-1]
            cells[-1] = (left, max(right, run.box.x1), f"{text} {run.text}")
        else:
            cells.append((run.box.x0, run.box.x1, run.text))
    box = Box(
        min(run.box.x0 for run in runs), min(run.box.y0 for run in runs),
        max(run.box.x1 for run in runs), max(run.box.y1 for run in runs),
    )  # fmt: skip
    return Row(tuple(cells), box, " ".join(cell[2] for cell in cells))


def is_even(rows: Sequence[Row]) -> bool:
    """Tell whether rows have the same number of cells, most of them, each short."""
    counts = [len(row.cells) for row in rows]
    usual = max(set(counts), key=counts.count)
    return counts.count(usual) * 4 >= 3 * len(counts) and usual >= 2


def has_labels(rows: Sequence[Row]) -> bool:
    """Tell whether many cells are labels before something to be filled in."""
    cells = [text for row in rows for _, _, text in row.cells]
    return sum(bool(_LABEL.fullmatch(text)) for text in cells) * 4 > len(cells)


def aligned_grid(
    rows: Sequence[Row], rules: Sequence[float], sides: tuple[float, float] | None = None
) -> Grid | None:
    """Return the grid of rows of words, None where it is not sure.

    `rules` are lines across all of it, `sides` where they begin and end.
    """
    head = [row for row in rows if len(rules) > 2 and row.middle < rules[1]]
    body = [row for row in rows if row not in head] if head else list(rows)
    if len(body) < (2 if head else 3) or any(_LEADERS.search(row.text) for row in rows):
        return None
    xs = _edges(body, rows)
    if len(xs) < 3 or len(xs) > _MAX_COLUMNS or _is_prose(body, xs) or _is_form(body, xs, ruled=bool(head)):
        return None
    if sides is not None:
        xs = (sides[0], *xs[1:-1], sides[1])
    places = [_placed(row, xs) for row in body]
    bands = _bands(body, rules) if len(rules) > _FEW_RULES else None
    starts = bands or _row_starts(places, xs)
    if starts is None or not _is_aligned(_firsts(places, starts), xs):
        return None
    return _grid(xs, head, body, starts, rules)


def _bands(body: Sequence[Row], rules: Sequence[float]) -> list[int] | None:
    """Return which lines begin rows where each row stands between two rules; None where some have no line."""
    bands = [bisect_right(rules, row.middle) for row in body]
    starts = [index for index, band in enumerate(bands) if not index or band != bands[index - 1]]
    return starts if len(starts) == len(rules) - 2 else None


def _firsts(places: Sequence[Placed], starts: Sequence[int]) -> list[Placed]:
    """Return the first line of each cell of each row."""
    firsts: list[Placed] = []
    for start, end in pairwise([*starts, len(places)]):
        first: Placed = {}
        for place in reversed(places[start:end]):
            first.update(place)
        firsts.append(first)
    return firsts


def _edges(body: Sequence[Row], rows: Sequence[Row]) -> tuple[float, ...]:
    """Return the edges of columns: the middles of gaps that no word of the body crosses."""
    spans = sorted((left, right) for row in body for left, right, _ in row.cells)
    gaps: list[tuple[float, float]] = []
    reach = spans[0][1]
    for left, right in spans[1:]:
        if left - reach >= _GUTTER:
            gaps.append((reach, left))
        reach = max(reach, right)
    inner = [(left + right) / 2 for left, right in gaps]
    return (min(row.box.x0 for row in rows) - 1, *inner, max(row.box.x1 for row in rows) + 1)


def _column(x: float, xs: Sequence[float]) -> int:
    return next((index for index in range(len(xs) - 2) if x < xs[index + 1]), len(xs) - 2)


def _placed(row: Row, xs: Sequence[float]) -> Placed:
    """Return the words that stand in each column, as one cell."""
    placed: Placed = {}
    for cell in row.cells:
        column = _column((cell[0] + cell[1]) / 2, xs)
        left, right, text = placed.get(column, (cell[0], cell[1], ""))
        placed[column] = (min(left, cell[0]), max(right, cell[1]), f"{text} {cell[2]}".strip())
    return placed


def _row_starts(places: Sequence[Placed], xs: Sequence[float]) -> list[int] | None:
    """Return which lines begin rows: those with a first cell; others go on, where the line above is full."""
    starts = [0]
    if 0 not in places[0]:
        return None
    for index in range(1, len(places)):
        here, above = places[index], places[index - 1]
        if 0 in here:
            starts.append(index)
        elif not all(
            column in above and _is_full(above[column], here[column], column, places) for column in here
        ):
            if len(here) < len(xs) - 2:
                return None
            starts.append(index)
    return starts


def _is_full(cell: Cell, below: Cell, column: int, places: Sequence[Placed]) -> bool:
    """Tell whether a line reaches nearly as far as the longest of its column, or had no room for the next word."""
    most = max(place[column][1] for place in places if column in place)
    width = most - min(place[column][0] for place in places if column in place)
    first = below[2].split(" ", 1)[0]
    word = (below[1] - below[0]) * len(first) / max(len(below[2]), 1)
    return most - cell[1] <= max(0.3 * width, word + 3.0)


def _is_aligned(places: Sequence[Placed], xs: Sequence[float]) -> bool:
    """Tell whether the words of each column stand left, right or centred on one line, and in most rows."""
    good = 0
    for column in range(len(xs) - 1):
        cells = [place[column] for place in places if column in place]
        if len(cells) * 5 < 2 * len(places):
            continue
        lines = ([c[0] for c in cells], [c[1] for c in cells], [(c[0] + c[1]) / 2 for c in cells])
        near = max(sum(abs(x - median(line)) <= _ALIGNED for x in line) for line in lines)
        good += near * 5 >= 4 * len(cells)
    return good >= 2 and good >= len(xs) - 2


def _is_prose(body: Sequence[Row], xs: Sequence[float]) -> bool:
    """Tell whether two or more columns hold running text: full lines of many words."""
    columns = 0
    for left, right in pairwise(xs):
        cells = [cell for row in body for cell in row.cells if left <= (cell[0] + cell[1]) / 2 < right]
        if len(cells) < 3:
            continue
        width = max(cell[1] for cell in cells) - min(cell[0] for cell in cells)
        full = sum(cell[1] - cell[0] >= _FULL * width for cell in cells)
        long = sum(len(cell[2].split()) >= _LONG_WORDS or len(cell[2]) >= 4 * _LONG_CJK for cell in cells)
        cjk = sum(sum(char >= "\u2e80" for char in cell[2]) >= _LONG_CJK for cell in cells)
        columns += 2 * full >= len(cells) and 2 * max(long, cjk) >= len(cells)
    return columns >= 2 or (columns == 1 and len(xs) == 3 and _is_list(body, xs))


def _is_list(body: Sequence[Row], xs: Sequence[float]) -> bool:
    first = [row.cells[0][2] for row in body if row.cells[0][1] < xs[1]]
    return sum(bool(_NUMBER.fullmatch(text)) for text in first) * 2 > len(first)


def _is_form(body: Sequence[Row], xs: Sequence[float], *, ruled: bool) -> bool:
    """Tell whether rows are labels with what is filled in, addresses, or the items of a list."""
    if len(xs) > 3:
        return False
    labels = sum(bool(_LABEL.fullmatch(row.cells[0][2])) for row in body)
    return labels * 2 >= len(body) or (not ruled and _is_list(body, xs))


def _grid(
    xs: tuple[float, ...],
    head: Sequence[Row],
    body: Sequence[Row],
    starts: Sequence[int],
    rules: Sequence[float],
) -> Grid:
    heads, parts = _head_cells(head, xs)
    rows = [(body[start], body[end - 1]) for start, end in pairwise([*starts, len(body)])]
    top = rules[0] if rules else min(row.box.y0 for row in body) - 1
    ys = [top]
    for above, below in pairwise(parts):
        ys.append((above.box.y1 + below.box.y0) / 2)
    if head:
        ys.append(rules[1])
    if len(rows) == len(rules) - 2:
        ys += rules[2:-1]
    else:
        for (_, last), (first, _) in pairwise(rows):
            ys.append((last.box.y1 + first.box.y0) / 2)
    ys.append(rules[-1] if rules else max(row.box.y1 for row in body) + 1)
    number = 1 + max((cell for row in heads for cell in row), default=-1)
    cells = list(heads)
    for _ in rows:
        cells.append(tuple(range(number, number + len(xs) - 1)))
        number += len(xs) - 1
    return Grid(xs, tuple(ys), tuple(cells), "alignment")


def _head_cells(head: Sequence[Row], xs: Sequence[float]) -> tuple[list[tuple[int, ...]], list[Row]]:
    """Return the header's rows, as one where each of its words stands over one column, and the lines parting it."""
    width = len(xs) - 1
    if not head:
        return [], []
    spanning = [[_covered(cell, xs) for cell in row.cells] for row in head]
    if all(len(span) == 1 for row in spanning for span in row) or len(head) == 1:
        return [tuple(range(width))], []
    rows: list[tuple[int, ...]] = []
    number = 0
    for spans in spanning:
        row = [-1] * width
        for span in spans:
            for column in span:
                row[column] = number
            number += 1
        for column in range(width):
            if row[column] < 0:
                row[column] = number
                number += 1
        rows.append(tuple(row))
    return rows, list(head)


def _covered(cell: tuple[float, float, str], xs: Sequence[float]) -> range:
    first, last = _column(cell[0] + 0.5, xs), _column(cell[1] - 0.5, xs)
    return range(first, last + 1)
