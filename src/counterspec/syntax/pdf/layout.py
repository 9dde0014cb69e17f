"""Turn pages of runs and grids into one text with passages, tables and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, median_low

from counterspec.model import Box, Page, Passage, Span, Table, Word
from counterspec.syntax.compose import Composer
from counterspec.syntax.pdf.grid import Grid, find_grids
from counterspec.syntax.pdf.page import PageContent, Run
from counterspec.syntax.prose_lines import is_heading

_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_ITEM = re.compile(r"[-–—•●○■□◆◇★▲△※➢✓√·]|[(（]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[)）、]|\d{1,3}[.．](?!\d)")
_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_INSIDE = re.compile(r"[a-z][A-Z]|_|\d")
_ENDS = tuple("。！？；：;:!?")
_PROSE = 20
_FEW = 3
"""Lines that may stand between a table and the edge of its page where the table goes on overleaf."""

Split = Callable[[Run, list[float]], list[Run]]


@dataclass(slots=True)
class _Line:
    """A line of runs; `glued` where it was cut inside a word and the next line goes on with it."""

    runs: list[Run]
    box: Box
    glued: bool = False


@dataclass(slots=True)
class _Placed:
    """A table on its page; `before` and `after` count the lines of text around it."""

    rows: list[tuple[Span, ...]]
    texts: list[tuple[str, ...]]
    xs: tuple[float, ...]
    page: int
    before: int
    after: int = 0


@dataclass(slots=True)
class Layout:
    """The document in the making, page after page."""

    out: Composer = field(default_factory=Composer)
    pages: list[Page] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    placed: list[_Placed] = field(default_factory=list)

    def empty_page(self, number: int, width: float = 0.0, height: float = 0.0) -> None:
        """Append a page of which nothing was read."""
        self.pages.append(Page(number, Span(self.out.length, self.out.length), width, height))
        self.out.page_end()

    def page(self, number: int, content: PageContent, split: Split) -> None:
        """Append a page: its lines in their order, each table where its first run stands."""
        grids = find_grids(content.horizontal, content.vertical)
        writer = _PageWriter(self, number, grids, split)
        start = self.out.length
        writer.write([run for run in content.runs if not run.hidden])
        span = Span(start, self.out.length)
        self.pages.append(Page(number, span, content.width, content.height, tuple(writer.words)))
        self.out.page_end()

    def tables(self) -> Iterator[Table]:
        """Yield the tables, those that go on overleaf as one."""
        whole: _Placed | None = None
        for part in self.placed:
            if whole is not None and _goes_on(whole, part):
                again = bool(part.texts) and part.texts[0] == whole.texts[0]
                whole.rows += part.rows[1:] if again else part.rows
                whole.page, whole.after = part.page, part.after
                continue
            if whole is not None:
                yield Table(tuple(whole.rows))
            whole = part
        if whole is not None:
            yield Table(tuple(whole.rows))


def _goes_on(whole: _Placed, part: _Placed) -> bool:
    alike = len(whole.xs) == len(part.xs) and all(
        abs(a - b) <= 3 for a, b in zip(whole.xs, part.xs, strict=True)
    )
    return alike and part.page == whole.page + 1 and whole.after <= _FEW and part.before <= _FEW


class _PageWriter:
    """Writes one page into the layout."""

    def __init__(self, layout: Layout, number: int, grids: list[Grid], split: Split) -> None:
        self.layout = layout
        self.out = layout.out
        self.number = number
        self.grids = grids
        self.split = split
        self.words: list[Word] = []
        self.lines = 0
        self.here: list[_Placed] = []

    def write(self, runs: list[Run]) -> None:
        inside: dict[int, list[Run]] = {}
        lines: list[_Line | int] = []
        last = -1
        for run in runs:
            grid = self._grid_of(run)
            if grid is not None:
                if grid not in inside:
                    lines.append(grid)
                inside.setdefault(grid, []).append(run)
                last = -1
            elif run.line == last and isinstance(lines[-1], _Line):
                lines[-1].runs.append(run)
                lines[-1].box = _union(lines[-1].box, run.box)
            else:
                lines.append(_Line([run], run.box))
                last = run.line
        self._all(_in_order(lines, self.grids), inside)

    def _grid_of(self, run: Run) -> int | None:
        x, y = (run.box.x0 + run.box.x1) / 2, (run.box.y0 + run.box.y1) / 2
        return next((index for index, grid in enumerate(self.grids) if grid.place(x, y) is not None), None)

    def _all(self, lines: list[_Line | int], inside: dict[int, list[Run]]) -> None:
        block: list[_Line] = []
        for line in lines:
            if isinstance(line, _Line):
                block.append(line)
                continue
            self._paragraphs(block)
            block = []
            self._table(self.grids[line], inside[line])
        self._paragraphs(block)

    # -- tables --------------------------------------------------------------------------------

    def _table(self, grid: Grid, runs: list[Run]) -> None:
        cells: dict[int, list[Run]] = {}
        for run in runs:
            for piece in self._pieces(run, grid):
                place = grid.place((piece.box.x0 + piece.box.x1) / 2, (piece.box.y0 + piece.box.y1) / 2)
                if place is not None:
                    cells.setdefault(grid.cells[place[0]][place[1]], []).append(piece)
        placed = _Placed([], [], grid.xs, self.number, self.lines)
        spans: dict[int, Span] = {}
        texts: dict[int, str] = {}
        for row in grid.cells:
            self._row(grid, row, cells, spans, texts)
            if any(spans[cell].end > spans[cell].start for cell in row):
                placed.rows.append(tuple(spans[cell] for cell in row))
                placed.texts.append(tuple(texts[cell] for cell in row))
        if placed.rows:
            self.here.append(placed)
            self.layout.placed.append(placed)

    def _pieces(self, run: Run, grid: Grid) -> list[Run]:
        """Cut a run where it reaches over the edge between two cells."""
        middle = (run.box.y0 + run.box.y1) / 2
        left, right = grid.place(run.box.x0 + 1, middle), grid.place(run.box.x1 - 1, middle)
        if left is None or right is None or len(run.text) < 2:
            return [run]
        if grid.cells[left[0]][left[1]] == grid.cells[right[0]][right[1]]:
            return [run]
        return self.split(run, list(grid.xs[left[1] + 1 : right[1] + 1]))

    def _row(
        self,
        grid: Grid,
        row: tuple[int, ...],
        cells: dict[int, list[Run]],
        spans: dict[int, Span],
        texts: dict[int, str],
    ) -> None:
        for column, cell in enumerate(row):
            if column and cell != row[column - 1]:
                self.out.add("\t")
            if cell in spans:
                continue
            start = self.out.length
            width = row.count(cell)
            texts[cell] = self._cell(cells.get(cell, []), grid.xs[column], grid.xs[column + width])
            spans[cell] = Span(start, self.out.length)
            if self.out.length - start > _PROSE:
                self.layout.passages.append(Passage(spans[cell], "cell"))
        self.out.add("\n")

    def _cell(self, runs: list[Run], left: float, right: float) -> str:
        lines: list[_Line] = []
        for run in sorted(runs, key=lambda run: (run.box.y0 + run.box.y1) / 2):
            if lines and _same_line(lines[-1].box, run.box):
                lines[-1].runs.append(run)
                lines[-1].box = _union(lines[-1].box, run.box)
            else:
                lines.append(_Line([run], run.box))
        for line in lines:
            line.runs.sort(key=lambda run: run.box.x0)
            line.glued = _is_cut(line.runs[-1], line.box, left, right)
        return self._joined(lines)

    # -- running text --------------------------------------------------------------------------

    def _paragraphs(self, lines: list[_Line]) -> None:
        if not lines:
            return
        for placed in self.here:
            placed.after += len(lines)
        self.lines += len(lines)
        height = median(line.box.y1 - line.box.y0 for line in lines)
        pitch = _pitch(lines, height)
        first = 0
        for index in range(1, len(lines) + 1):
            if index == len(lines) or not _continues(lines, first, index, height, pitch):
                self._paragraph(lines[first:index], height)
                first = index

    def _paragraph(self, lines: list[_Line], height: float) -> None:
        start = self.out.length
        text = self._joined(lines)
        span = Span(start, self.out.length)
        self.out.add("\n")
        large = len(lines) == 1 and lines[0].box.y1 - lines[0].box.y0 > 1.35 * height and len(text) <= 80
        if large or (len(lines) == 1 and is_heading(text)):
            kind = "heading"
        else:
            kind = "item" if _ITEM.match(text) else "paragraph"
        self.layout.passages.append(Passage(span, kind))

    def _joined(self, lines: list[_Line]) -> str:
        """Write lines as one, with a space where words meet and none between Chinese characters."""
        text = ""
        hyphen = False
        for line in lines:
            for position, run in enumerate(line.runs):
                if text and not hyphen:
                    wrapped = position == 0
                    joins = _CJK.match(run.text) and _CJK.match(text[-1])
                    if not (joins and (wrapped or _touch(line.runs[position - 1], run))):
                        self.out.add(" ")
                        text += " "
                span = self.out.add(run.text)
                self.words.append(Word(span, run.box))
                text += run.text
                hyphen = run.hyphen
            hyphen = hyphen or line.glued
        return text


def _in_order(lines: list[_Line | int], grids: list[Grid]) -> list[_Line | int]:
    """Return lines and tables from top to bottom where they stand in one column, else as they were drawn."""
    boxes = [line.box if isinstance(line, _Line) else grids[line].box for line in lines]
    if not boxes:
        return lines
    wide = 0.2 * (max(box.x1 for box in boxes) - min(box.x0 for box in boxes))
    order = sorted(range(len(lines)), key=lambda index: (boxes[index].y0 + boxes[index].y1) / 2)
    broad = [boxes[index] for index in order if boxes[index].x1 - boxes[index].x0 > wide]
    beside = sum(_same_line(one, two) and not _overlap(one, two) for one, two in pairwise(broad))
    return lines if beside * 10 > len(broad) else [lines[index] for index in order]


def _is_cut(last: Run, line: Box, left: float, right: float) -> bool:
    """Tell whether a line of a cell is full to the letter: then its last word was cut, as long names are."""
    if not _NAME.fullmatch(last.text) or not _INSIDE.search(last.text):
        return False
    letter = (last.box.x1 - last.box.x0) / len(last.text)
    return right - max(line.x0 - left, 0.0) - line.x1 < 0.9 * letter


def _pitch(lines: list[_Line], height: float) -> float:
    """Return the usual distance from one line to the next."""
    steps = [_middle(after) - _middle(before) for before, after in pairwise(lines)]
    usual = [step for step in steps if 0.5 * height < step < 3.5 * height]
    return median_low(usual) if usual else 2 * height


def _middle(line: _Line) -> float:
    return (line.box.y0 + line.box.y1) / 2


def _continues(lines: list[_Line], first: int, index: int, height: float, pitch: float) -> bool:
    """Tell whether a line goes on with the paragraph that begins at `first`."""
    above, line = lines[index - 1], lines[index]
    step = _middle(line) - _middle(above)
    if not 0.5 * height < step < 1.3 * pitch + 1 or not _overlap(above.box, line.box):
        return False
    if _ITEM.match(line.runs[0].text) or _is_heading_line(line):
        return False
    if _is_heading_line(above) and above.runs[-1].text[-1] not in "-,，、":
        return False
    size = max(height, 6.0)
    right = max(
        other.box.x1 for other in lines[max(0, index - 6) : index + 6] if _overlap(other.box, above.box)
    )
    # A line is full where the next word would not have fitted any more.
    word = line.runs[0].box
    full = above.box.x1 + min(max(word.x1 - word.x0, 3 * size), 12 * size) >= right - 0.5 * size
    hangs = _ITEM.match(lines[first].runs[0].text) or above.runs[-1].hyphen
    indented = line.box.x0 > above.box.x0 + (6 if hangs else 1.2) * size
    ended = above.runs[-1].text.endswith(_ENDS) and above.box.x1 < right - size
    return full and not indented and not ended


def _is_heading_line(line: _Line) -> bool:
    return is_heading(" ".join(run.text for run in line.runs))


def _overlap(one: Box, two: Box) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1


def _same_line(one: Box, two: Box) -> bool:
    overlap = min(one.y1, two.y1) - max(one.y0, two.y0)
    return overlap > 0.4 * min(one.y1 - one.y0, two.y1 - two.y0)


def _touch(left: Run, right: Run) -> bool:
    size = max(left.box.y1 - left.box.y0, right.box.y1 - right.box.y0)
    return right.box.x0 - left.box.x1 < 0.4 * size


def _union(one: Box, two: Box) -> Box:
    return Box(min(one.x0, two.x0), min(one.y0, two.y0), max(one.x1, two.x1), max(one.y1, two.y1))
