"""Turn pages of runs and grids into one text with passages, tables and words."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from counterspec.model import Box, Page, Passage, Recognition, Span, Table, TablePart
from counterspec.syntax.compose import Composer
from counterspec.syntax.pdf.content import PageContent, Split
from counterspec.syntax.pdf.margins import Edges
from counterspec.syntax.pdf.placed import PlacedTable
from counterspec.syntax.pdf.placing import PageWriter, Tail
from counterspec.syntax.pdf.running import Running
from counterspec.syntax.pdf.setting import Setting
from counterspec.syntax.pdf.sheet import Placed, Sheet, sheet_of
from counterspec.syntax.pdf.stitch import stitched

_AHEAD = 4
"""Pages read before one is written: they show which of its lines run over pages."""


@dataclass(slots=True)
class Layout:
    """The document in the making, page after page; whole once `close` was called.

    `problems` are page, code and reason.
    """

    out: Composer = field(default_factory=Composer)
    pages: list[Page] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    placed: list[PlacedTable] = field(default_factory=list)
    waiting: deque[Sheet] = field(default_factory=deque)
    past: deque[Edges] = field(default_factory=lambda: deque(maxlen=_AHEAD))
    turned: dict[int, Placed] = field(default_factory=dict)
    setting: Setting = field(default_factory=Setting)
    tail: Tail | None = None
    running: Running = field(default_factory=Running)
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def empty_page(self, number: int, width: float = 0.0, height: float = 0.0) -> None:
        """Append a page of which nothing was read."""
        self._add(Sheet(number, width, height))

    def page(
        self, number: int, content: PageContent, split: Split, recognition: Recognition | None = None
    ) -> None:
        """Append a page: its lines in their order, each table where it stands among them."""
        sheet = sheet_of(number, content, split, recognition)
        self.setting.add(sheet.lines, sheet.width, sheet.number)
        self._add(sheet)

    def close(self) -> None:
        """Write the pages that still wait for others."""
        while self.waiting:
            self._write()

    def tables(self) -> Iterator[Table]:
        """Yield the tables, those that go on overleaf as one."""
        self.close()
        for table in stitched(self.placed, self.running):
            turned = any(part.page in self.turned for part in table.parts)
            yield replace(table, parts=tuple(map(self._as_shown, table.parts))) if turned else table

    def _as_shown(self, part: TablePart) -> TablePart:
        """Return a part with its place on the page as shown, where the page was read turned."""
        if part.page not in self.turned:
            return part
        return replace(part, box=self.turned[part.page](part.box), xs=(), ys=())

    def _add(self, sheet: Sheet) -> None:
        self.problems += [(sheet.number, code, reason) for code, reason in sheet.problems]
        self.waiting.append(sheet)
        if len(self.waiting) > _AHEAD:
            self._write()

    def _write(self) -> None:
        sheet = self.waiting.popleft()
        self.setting.settle()
        others = [*self.past, *(other.edges for other in self.waiting)]
        start = self.out.length
        writer = PageWriter(self.out, self.passages, sheet, self.setting, self.tail)
        writer.write(others)
        self.tail = writer.tail
        self.placed += writer.here
        self.running.add(sheet.number, writer.near)
        words = writer.lines.words(sheet.placed)
        width, height = sheet.width, sheet.height
        if sheet.placed is not None:
            self.turned[sheet.number] = sheet.placed
            box = sheet.placed(Box(0.0, 0.0, width, height))
            width, height = box.x1, box.y1
        span = Span(start, self.out.length)
        self.pages.append(Page(sheet.number, span, width, height, words, sheet.recognition))
        self.past.append(sheet.edges.bare())
        self.out.page_end()
