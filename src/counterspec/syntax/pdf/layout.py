"""Turn pages of runs and grids into one text with passages, tables and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from statistics import median

from counterspec.model import Page, Passage, Recognition, Span, Table
from counterspec.syntax.compose import Composer
from counterspec.syntax.pdf.content import PageContent, Run, Split
from counterspec.syntax.pdf.found import find_tables
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.pdf.lines import ITEM, Line, continues, in_order, line_pitch, union
from counterspec.syntax.pdf.placed import Near, PlacedTable, set_captions
from counterspec.syntax.pdf.running import Running
from counterspec.syntax.pdf.stitch import stitched
from counterspec.syntax.pdf.writing import TableWriter
from counterspec.syntax.prose_lines import is_heading


@dataclass(slots=True)
class Layout:
    """The document in the making, page after page; `problems` are page, code and reason."""

    out: Composer = field(default_factory=Composer)
    pages: list[Page] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    placed: list[PlacedTable] = field(default_factory=list)
    running: Running = field(default_factory=Running)
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def empty_page(self, number: int, width: float = 0.0, height: float = 0.0) -> None:
        """Append a page of which nothing was read."""
        self.pages.append(Page(number, Span(self.out.length, self.out.length), width, height))
        self.out.page_end()

    def page(
        self, number: int, content: PageContent, split: Split, recognition: Recognition | None = None
    ) -> None:
        """Append a page: its lines in their order, each table where its first run stands."""
        found = find_tables(content)
        self.problems += [(number, code, reason) for code, reason in found.problems]
        writer = _PageWriter(self, number, found.grids, split, content.height)
        start = self.out.length
        writer.write([run for run in content.runs if not run.hidden])
        span = Span(start, self.out.length)
        words = tuple(writer.writer.words)
        self.pages.append(Page(number, span, content.width, content.height, words, recognition))
        self.out.page_end()

    def tables(self) -> Iterator[Table]:
        """Yield the tables, those that go on overleaf as one."""
        return stitched(self.placed, self.running)


class _PageWriter:
    """Writes one page into the layout."""

    def __init__(self, layout: Layout, number: int, grids: list[Grid], split: Split, height: float) -> None:
        self.layout = layout
        self.out = layout.out
        self.number = number
        self.grids = grids
        self.boxes = [grid.box for grid in grids]
        self.writer = TableWriter(layout.out, layout.passages, split)
        self.height = height
        self.near: list[Near] = []
        self.here: list[PlacedTable] = []

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
        set_captions(self.here, self.layout.passages)
        self.layout.running.add(self.number, self.near)

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

    def _table(self, grid: Grid, runs: list[Run]) -> None:
        placed = self.writer.table(grid, runs, self.number)
        if placed is not None:
            placed.near, placed.at, placed.height = self.near, len(self.near), self.height
            self.here.append(placed)
            self.layout.placed.append(placed)

    # -- running text --------------------------------------------------------------------------

    def _paragraphs(self, lines: list[Line]) -> None:
        if not lines:
            return
        height = median(line.box.y1 - line.box.y0 for line in lines)
        pitch = line_pitch(lines, height)
        first = 0
        for index in range(1, len(lines) + 1):
            if index == len(lines) or not continues(lines, first, index, height, pitch):
                self._paragraph(lines[first:index], height)
                first = index

    def _paragraph(self, lines: list[Line], height: float) -> None:
        start = self.out.length
        text = self.writer.joined(lines)
        span = Span(start, self.out.length)
        self.out.add("\n")
        large = len(lines) == 1 and lines[0].box.y1 - lines[0].box.y0 > 1.35 * height and len(text) <= 80
        if large or (len(lines) == 1 and is_heading(text)):
            kind = "heading"
        else:
            kind = "item" if ITEM.match(text) else "paragraph"
        box = reduce(union, (line.box for line in lines))
        self.near.append(Near(text, span, box, len(self.layout.passages)))
        self.layout.passages.append(Passage(span, kind))
