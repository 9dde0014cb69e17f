"""Turn pages of runs and grids into one text with passages, tables and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

from counterspec.model import Page, Passage, Span, Table, Word
from counterspec.syntax.compose import Composer
from counterspec.syntax.pdf.content import PageContent, Run
from counterspec.syntax.pdf.grid import Grid, find_grids
from counterspec.syntax.pdf.lines import (
    ITEM,
    Line,
    continues,
    in_order,
    is_cut,
    line_pitch,
    same_line,
    touch,
    union,
)
from counterspec.syntax.prose_lines import is_heading

_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_PROSE = 20
_FEW = 3
"""Lines that may stand between a table and the edge of its page where the table goes on overleaf."""

Split = Callable[[Run, list[float]], list[Run]]


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
        self.boxes = [grid.box for grid in grids]
        self.split = split
        self.words: list[Word] = []
        self.lines = 0
        self.here: list[_Placed] = []

    def write(self, runs: list[Run]) -> None:
        inside: dict[int, list[Run]] = {}
        lines: list[Line | int] = []
        last = -1
        for run in runs:
            grid = self._grid_of(run)
            if grid is not None:
                if grid not in inside:
                    lines.append(grid)
                inside.setdefault(grid, []).append(run)
                last = -1
            elif run.line == last and isinstance(lines[-1], Line):
                lines[-1].runs.append(run)
                lines[-1].box = union(lines[-1].box, run.box)
            else:
                lines.append(Line([run], run.box))
                last = run.line
        self._all(in_order(lines, self.grids), inside)

    def _grid_of(self, run: Run) -> int | None:
        x, y = (run.box.x0 + run.box.x1) / 2, (run.box.y0 + run.box.y1) / 2
        for index, box in enumerate(self.boxes):
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                return index
        return None

    def _all(self, lines: list[Line | int], inside: dict[int, list[Run]]) -> None:
        block: list[Line] = []
        for line in lines:
            if isinstance(line, Line):
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
            for piece, cell in self._pieces(run, grid):
                cells.setdefault(cell, []).append(piece)
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

    def _pieces(self, run: Run, grid: Grid) -> Iterator[tuple[Run, int]]:
        """Yield a run with its cell, in pieces where it reaches over the edge between two cells."""
        box = run.box
        middle = (box.y0 + box.y1) / 2
        place = grid.place((box.x0 + box.x1) / 2, middle)
        if place is None:
            return
        row, column = place
        if grid.xs[column] - 1 <= box.x0 and box.x1 <= grid.xs[column + 1] + 1:
            yield run, grid.cells[row][column]
            return
        left, right = (
            grid.place(max(box.x0 + 1, grid.xs[0]), middle),
            grid.place(min(box.x1 - 1, grid.xs[-1]), middle),
        )
        first, last = left[1] if left else column, right[1] if right else column
        if len(run.text) < 2 or len(set(grid.cells[row][first : last + 1])) < 2:
            yield run, grid.cells[row][column]
            return
        for piece in self.split(run, list(grid.xs[first + 1 : last + 1])):
            there = grid.place((piece.box.x0 + piece.box.x1) / 2, middle)
            yield piece, grid.cells[row][there[1] if there else column]

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
        lines: list[Line] = []
        for run in sorted(runs, key=lambda run: (run.box.y0 + run.box.y1) / 2):
            if lines and same_line(lines[-1].box, run.box):
                lines[-1].runs.append(run)
                lines[-1].box = union(lines[-1].box, run.box)
            else:
                lines.append(Line([run], run.box))
        for line in lines:
            line.runs.sort(key=lambda run: run.box.x0)
            line.glued = is_cut(line.runs[-1], line.box, left, right)
        return self._joined(lines)

    # -- running text --------------------------------------------------------------------------

    def _paragraphs(self, lines: list[Line]) -> None:
        if not lines:
            return
        for placed in self.here:
            placed.after += len(lines)
        self.lines += len(lines)
        height = median(line.box.y1 - line.box.y0 for line in lines)
        pitch = line_pitch(lines, height)
        first = 0
        for index in range(1, len(lines) + 1):
            if index == len(lines) or not continues(lines, first, index, height, pitch):
                self._paragraph(lines[first:index], height)
                first = index

    def _paragraph(self, lines: list[Line], height: float) -> None:
        start = self.out.length
        text = self._joined(lines)
        span = Span(start, self.out.length)
        self.out.add("\n")
        large = len(lines) == 1 and lines[0].box.y1 - lines[0].box.y0 > 1.35 * height and len(text) <= 80
        if large or (len(lines) == 1 and is_heading(text)):
            kind = "heading"
        else:
            kind = "item" if ITEM.match(text) else "paragraph"
        self.layout.passages.append(Passage(span, kind))

    def _joined(self, lines: list[Line]) -> str:
        """Write lines as one, with a space where words meet and none between Chinese characters."""
        text = ""
        hyphen = False
        for line in lines:
            for position, run in enumerate(line.runs):
                if text and not hyphen:
                    wrapped = position == 0
                    joins = _CJK.match(run.text) and _CJK.match(text[-1])
                    if not (joins and (wrapped or touch(line.runs[position - 1], run))):
                        self.out.add(" ")
                        text += " "
                span = self.out.add(run.text)
                self.words.append(Word(span, run.box))
                text += run.text
                hyphen = run.hyphen
            hyphen = hyphen or line.glued
        return text
