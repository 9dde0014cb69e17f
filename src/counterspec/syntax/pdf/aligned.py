"""Find tables without lines between their columns: words that stand under each other, gaps between them.

Only what something else shows to be a table is one: lines above and below it, as three-line
tables have them, or a caption. What merely looks like one is named as unsure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from counterspec.model import Box
from counterspec.syntax.pdf.aligned_grid import Row, aligned_grid, has_labels, is_even, row_of
from counterspec.syntax.pdf.content import Ruling, Run
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.pdf.rulings import joined
from counterspec.syntax.table_captions import read_caption

_SAME_ENDS = 5.0
_WIDE = 100.0
_MAX_RULES = 200
_MAX_RUNS = 6_000
_UNSURE_ROWS = 4
_UNSURE_COLUMNS = 3
_APART = 2.2
"""Rows of a table that has no lines stand at most so many times the usual step apart."""


@dataclass(frozen=True, slots=True)
class _Stack:
    """Lines of one width above each other."""

    x0: float
    x1: float
    ys: tuple[float, ...]


def aligned_tables(runs: Sequence[Run], horizontal: Iterable[Ruling]) -> tuple[list[Grid], str]:
    """Return tables of aligned words, and a reason where something is likely one and is left as text."""
    if len(runs) < 6 or len(runs) > _MAX_RUNS:
        return [], ""
    runs = list(runs)
    grids: list[Grid] = []
    left = _rows(runs)
    for stack in _stacks(horizontal, runs):
        inside = [run for run in runs if _within(run.box, stack)]
        if len(inside) < 4 or any(_crosses(run.box, stack) for run in runs):
            continue
        grid = aligned_grid(_rows(inside), stack.ys, (stack.x0, stack.x1))
        if grid is not None:
            grids.append(grid)
            runs = [run for run in runs if not _within(run.box, stack)]
    left = _rows(runs) if grids else left
    unsure = ""
    for block in _captioned(left):
        grid = aligned_grid(block, ())
        if grid is not None:
            grids.append(grid)
            left = [row for row in left if row not in block]
        elif _is_likely(block):
            unsure = _told(block)
    if not unsure:
        likely = next(filter(_is_likely, _blocks(left)), None)
        unsure = _told(likely) if likely else ""
    return grids, unsure


def _told(block: Sequence[Row]) -> str:
    return f"{len(block)} lines look like a table without lines and were read as text: {block[0].text[:60]!r}"


def _rows(runs: Sequence[Run]) -> list[Row]:
    """Return runs that stand at one height as rows."""
    rows: list[list[Run]] = []
    top = bottom = 0.0
    for run in sorted(runs, key=lambda run: run.box.y0 + run.box.y1):
        y0, y1 = run.box.y0, run.box.y1
        if rows and min(bottom, y1) - max(top, y0) > 0.4 * min(bottom - top, y1 - y0):
            rows[-1].append(run)
            top, bottom = min(top, y0), max(bottom, y1)
        else:
            rows.append([run])
            top, bottom = y0, y1
    return [row_of(row) for row in rows]


def _stacks(horizontal: Iterable[Ruling], runs: Sequence[Run]) -> list[_Stack]:
    """Return lines of one width above each other, three or more, from top to bottom."""
    lines = [line for line in joined(horizontal) if line.end - line.start >= _WIDE][:_MAX_RULES]
    stacks: list[list[Ruling]] = []
    for line in sorted(lines):
        home = next((stack for stack in stacks if _same_ends(stack[-1], line)), None)
        if home is None:
            stacks.append([line])
        elif line.at - home[-1].at > 3:
            home.append(line)
    found = [_Stack(stack[0].start, stack[0].end, ys) for stack in stacks for ys in _tables_of(stack, runs)]
    return sorted(found, key=lambda stack: stack.ys)


def _tables_of(stack: Sequence[Ruling], runs: Sequence[Run]) -> list[tuple[float, ...]]:
    """Part lines of one width into tables: where a caption stands between two, another table begins."""
    if len(stack) < 3:
        return []
    left, right = stack[0].start, stack[0].end
    # One of two columns of text may hold the lines.
    rows = _rows([run for run in runs if left <= (run.box.x0 + run.box.x1) / 2 <= right])
    captions = [row.middle for row in rows if read_caption(row.text)]
    parts: list[list[float]] = [[stack[0].at]]
    for above, below in pairwise(line.at for line in stack):
        if any(above < place < below for place in captions):
            parts.append([])
        parts[-1].append(below)
    return [tuple(part) for part in parts if len(part) >= 3]


def _same_ends(one: Ruling, two: Ruling) -> bool:
    return abs(one.start - two.start) <= _SAME_ENDS and abs(one.end - two.end) <= _SAME_ENDS


def _within(box: Box, stack: _Stack) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return stack.ys[0] < y < stack.ys[-1] and stack.x0 <= x <= stack.x1


def _crosses(box: Box, stack: _Stack) -> bool:
    """Tell whether a word reaches over a side of the lines: they are none of a table's."""
    inside = stack.ys[0] < (box.y0 + box.y1) / 2 < stack.ys[-1]
    return inside and any(box.x0 < side - 3 and box.x1 > side + 3 for side in (stack.x0, stack.x1))


def _captioned(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows close under each caption, up to where a wider gap or no second column comes."""
    found: list[list[Row]] = []
    for index, row in enumerate(rows):
        if len(row.cells) <= 2 and read_caption(row.text):
            block = next(iter(_blocks(rows[index + 1 : index + 120])), [])
            if block and block[0].middle - row.middle < 3.5 * (row.box.y1 - row.box.y0):
                found.append(block)
    return found


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Return runs of rows of two or more cells each, in even steps."""
    blocks: list[list[Row]] = []
    block: list[Row] = []
    for row in rows:
        usual = median(b.middle - a.middle for a, b in pairwise(block)) if len(block) > 1 else 0.0
        step = row.middle - block[-1].middle if block else 0.0
        height = row.box.y1 - row.box.y0
        if len(row.cells) < 2 or (block and step > max(_APART * usual, 3.2 * height)):
            blocks += [block] if len(block) > 1 else []
            block = []
        if len(row.cells) >= 2:
            block.append(row)
    return blocks + ([block] if len(block) > 1 else [])


def _is_likely(block: Sequence[Row]) -> bool:
    return (
        len(block) >= _UNSURE_ROWS
        and median(len(row.cells) for row in block) >= _UNSURE_COLUMNS
        and is_even(block)
        and not has_labels(block)
        and aligned_grid(block, ()) is not None
    )
