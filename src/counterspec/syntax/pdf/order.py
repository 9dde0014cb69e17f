"""The order in which what stands on a page is read: columns where there are any, and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from counterspec.model import Box
from counterspec.syntax.pdf.content import PLAIN, Run
from counterspec.syntax.pdf.lines import Line, is_leftward, same_line, union

_FEW = 4
"""Lines a column must have at least."""
_MAX_PIECES = 6_000
_MAX_DEPTH = 4
_EDGE = 4.0
"""Left edges this close (points) are one column's."""


class Block(Line):
    """A table among the lines: only its box counts here; `grid` is its number."""

    __slots__ = ("grid",)

    def __init__(self, grid: int, box: Box) -> None:
        super().__init__([], box)
        self.grid = grid


def pieces(runs: Iterable[Run]) -> list[Line]:
    """Return runs that follow each other closely on a line, together; wide gaps part them."""
    made: list[Line] = []
    whole: list[Run] = []
    line = -1
    left = right = 0.0
    style = PLAIN
    for run in runs:
        if whole and run.line == line:
            box = run.box
            size = run.style.size or box.y1 - box.y0
            gap = box.x0 - right if box.x0 >= left or not is_leftward(run.text) else left - box.x1
            if -2 * size < gap < size and (run.style is style or run.style.turn == style.turn):
                whole.append(run)
                right = max(right, box.x1)
                left = min(left, box.x0)
                continue
        if whole:
            made.append(_line(whole, left, right))
        whole = [run]
        line, left, right, style = run.line, run.box.x0, run.box.x1, run.style
    if whole:
        made.append(_line(whole, left, right))
    return made


def _line(runs: list[Run], left: float, right: float) -> Line:
    top, low = min(run.box.y0 for run in runs), max(run.box.y1 for run in runs)
    return Line(runs, Box(left, top, right, low))


def count_marks(lines: list[Line]) -> list[Line]:
    """Return the numbers that count a page's lines, 5, 10, 15 …, in a margin or between columns."""
    lone = [line for line in lines if len(line.runs) == 1 and line.runs[0].text.isdecimal()]
    marks = [line for line in lone if len(line.runs[0].text) <= 3 and int(line.runs[0].text) % 5 == 0]
    found: list[Line] = []
    for line in marks:
        middle = (line.box.x0 + line.box.x1) / 2
        last = found[-1] if found else None
        number = int(line.runs[0].text)
        if last is None:
            found = [line] if number == 5 else found
        elif number == int(last.runs[0].text) + 5 and abs((last.box.x0 + last.box.x1) / 2 - middle) < 8:
            found.append(line)
    steps = [two.box.y1 - one.box.y1 for one, two in pairwise(found)]
    places = sorted(line.box.y1 for line in lines)
    pitch = median([two - one for one, two in pairwise(places) if two - one > 3] or [0.0])
    even = all(3.5 * pitch < step < 8 * pitch for step in steps)
    return found if len(found) >= 4 and even else []


def in_order(lines: Sequence[Line], width: float) -> list[Line]:
    """Return lines and blocks in the order they are read, pieces of one row joined."""
    if not lines:
        return []
    ordered = _Order(width)
    ordered.region_of(sorted(lines, key=lambda line: line.box.y0 + line.box.y1), 0)
    return ordered.done


class _Order:
    def __init__(self, width: float) -> None:
        self.width = width
        self.done: list[Line] = []
        self.regions = 0

    def region_of(self, lines: list[Line], depth: int) -> None:
        """Order lines that are sorted from top to bottom."""
        edge = _column_edge(lines, self.width) if depth < _MAX_DEPTH and len(lines) <= _MAX_PIECES else None
        if edge is None:
            self._rows(lines, columnar=depth > 0)
            return
        for band, columnar in _bands(lines, edge):
            if not columnar:
                self._rows(band, columnar=depth > 0)
                continue
            self.region_of([line for line in band if line.box.x1 <= edge], depth + 1)
            self.region_of([line for line in band if line.box.x1 > edge], depth + 1)

    def _rows(self, lines: list[Line], *, columnar: bool) -> None:
        self.regions += 1
        for line in rows(lines):
            line.region = self.regions
            line.columnar = columnar
            self.done.append(line)


# -- columns -----------------------------------------------------------------------------------


def _column_edge(lines: list[Line], width: float) -> float | None:
    """Return where the second of two columns begins, None where the lines stand in one."""
    if len(lines) < 2 * _FEW:
        return None
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    starts: dict[int, int] = {}
    for line in lines:
        if left + 0.12 * width < line.box.x0 < right - 0.12 * width:
            place = round(line.box.x0 / _EDGE)
            starts[place] = starts.get(place, 0) + 1
    best, most = None, 0
    likely = sorted(starts, key=lambda place: (-starts[place], place))[:4]
    for place in likely:
        if starts[place] + starts.get(place - 1, 0) + starts.get(place + 1, 0) < _FEW:
            break
        edge = (place - (1.5 if starts.get(place - 1) else 0.5)) * _EDGE
        held = sum(len(band) for band, columnar in _bands(lines, edge) if columnar)
        if held > most:
            best, most = edge, held
    return best


def _bands(lines: list[Line], edge: float) -> list[tuple[list[Line], bool]]:
    """Cut lines where one crosses the edge between two columns; tell which stretches are columns."""
    bands: list[list[Line]] = [[]]
    for line in lines:
        if line.box.x0 < edge < line.box.x1:
            bands += [[line], []]
        else:
            bands[-1].append(line)
    merged: list[tuple[list[Line], bool]] = []
    full = [_are_columns(band, edge, _FEW) for band in bands]
    for band, columnar in zip(bands, full, strict=True):
        # Beside real columns a few lines more are columns, too.
        columns = columnar or (any(full) and len(band) > 2 and _are_columns(band, edge, 1))
        if merged and not columns and not merged[-1][1]:
            merged[-1][0].extend(band)
        elif band:
            merged.append((list(band), columns))
    return merged


def _are_columns(band: list[Line], edge: float, few: int) -> bool:
    """Tell whether both sides of an edge hold running text, each line filling its column."""
    left = [line for line in band if line.box.x1 <= edge and line.runs]
    right = [line for line in band if line.box.x0 >= edge and line.runs]
    if len(left) < few or len(right) < few:
        return False
    if not _is_prose(left) or (few < _FEW and not _is_prose(right)):
        return False
    if few < _FEW:
        return True
    # Two columns on the right are together no column: each is looked at by itself.
    return (_is_prose(right) and (_flow(left) or _flow(right))) or (
        _flow(left)
        and len(right) > len(left)
        and _column_edge(right, max(line.box.x1 for line in right)) is not None
    )


def _is_prose(lines: list[Line]) -> bool:
    widths = [line.box.x1 - line.box.x0 for line in lines]
    whole = max(line.box.x1 for line in lines) - min(line.box.x0 for line in lines)
    size = median(line.size for line in lines)
    return median(widths) >= 0.62 * whole and whole >= 8 * size and median(map(_weight, lines)) >= 14


def _flow(lines: list[Line]) -> bool:
    """Tell whether lines follow each other evenly, as running text does and the rows of a table rarely do."""
    steps = sorted(two.box.y1 - one.box.y1 for one, two in pairwise(lines))
    usual = steps[len(steps) // 4]
    return sum(step < 1.4 * usual + 1 for step in steps) >= 0.6 * len(steps)


def _weight(line: Line) -> int:
    """Return the width of a line in letters, Chinese characters counting for two."""
    return sum(len(run.text) if run.text.isascii() else 2 * len(run.text) for run in line.runs)


# -- rows --------------------------------------------------------------------------------------


def rows(lines: list[Line]) -> list[Line]:
    """Join the pieces that stand at one height, from left to right (Arabic and Hebrew: to the left)."""
    made: list[list[Line]] = []
    for line in lines:
        if made and line.runs and made[-1][0].runs and _fits(made[-1], line):
            made[-1].append(line)
        else:
            made.append([line])
    return [_row(row) for row in made]


def _fits(row: list[Line], line: Line) -> bool:
    for other in reversed(row):
        across = min(other.box.x1, line.box.x1) - max(other.box.x0, line.box.x0)
        if across > 0.5 * min(other.box.x1 - other.box.x0, line.box.x1 - line.box.x0):
            return False
    tall = max(row, key=lambda other: other.box.y1 - other.box.y0)
    return same_line(tall.box, line.box)


def _row(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.box.x0)
    if sum(is_leftward(line.text) for line in row) * 2 > len(row):
        row.reverse()
    whole = row[0]
    for line in row[1:]:
        whole.runs.extend(line.runs)
        whole.box = union(whole.box, line.box)
    return whole
