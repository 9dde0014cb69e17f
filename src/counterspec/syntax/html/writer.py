"""Write the text of a page so that every block stands on the line of the source where it begins."""

from __future__ import annotations

from counterspec.model import Span
from counterspec.syntax.compose import CELL_END, ROW_END, Composer

BLOCK_END = "\u2029"
"""Parts two blocks that stand on one line of the source, where a line end would move all lines below."""


class Writer:
    """Text in the making. `label` is what stands before the block written last, None where nothing does."""

    def __init__(self, source: str) -> None:
        self._source = source if "\n" in source else source.replace("\r", "\n")
        self._out = Composer()
        self._parts: list[str] = []
        self._start = 0
        self._counted = 0
        self._source_line = 0
        self._line = 0
        self._gap = ""
        self._verbatim: int | None = None
        self.label: str | None = None

    def say(self, text: str, position: int | None) -> None:
        """Add a piece of the block being read; the first one begins at `position` of the source."""
        if not self._parts and position is not None:
            self._start = position
        self._parts.append(text)

    @property
    def pending(self) -> bool:
        """Whether a block is being read."""
        return bool(self._parts)

    def space(self) -> None:
        """Part two pieces of a block."""
        if self._parts:
            self._parts.append(" ")

    def cell_begins(self) -> None:
        """Part a cell from the one before it in its row."""
        self._gap = self._gap or CELL_END

    def row_begins(self) -> None:
        """Part a row from what stands before it."""
        self._gap = BLOCK_END

    def table_ended(self) -> None:
        """Part what follows from the last cell."""
        self._gap = ""

    def begin_verbatim(self) -> None:
        """Keep the lines of what follows."""
        self._verbatim = self._out.length

    def end_verbatim(self) -> Span | None:
        """Return the range of the text whose lines were kept, None where nothing was written."""
        start, self._verbatim = self._verbatim, None
        return Span(start, self._out.length) if start is not None and start < self._out.length else None

    def end_block(self, label: str, *, in_cell: bool) -> Span | None:
        """Write the block being read after its label; its place begins after it. None where it is empty."""
        if not self._parts:
            return None
        joined = "".join(self._parts)
        self._parts = []
        self.label = label or None
        if self._verbatim is not None:
            content = joined.replace("\r\n", "\n").replace("\r", "\n").rstrip()
        else:
            content = " ".join(joined.split())
        if not content.strip():
            return None
        self._go_to_line(in_cell)
        if label:
            self._out.add(label + " ")
        span = self._out.add(content)
        if self._verbatim is not None:
            self._line += content.count("\n")
        return span

    def _go_to_line(self, in_cell: bool) -> None:
        """End lines until the text is where the source is; part the block from one on the same line."""
        # Tags at the start of a verbatim block are few, so that counting from the last place is enough.
        if self._start > self._counted:
            self._source_line += self._source.count("\n", self._counted, self._start)
            self._counted = self._start
        missing = self._source_line - self._line
        if missing > 0:
            self._out.add(ROW_END * missing)
            self._line += missing
        elif self._out.length:
            self._out.add(self._gap or (" " if in_cell else BLOCK_END))
        self._gap = ""

    def words(self, span: Span) -> str:
        """Return a part of what was written."""
        return self._out.part(span)

    def text(self) -> str:
        """Return everything written."""
        return self._out.text()
