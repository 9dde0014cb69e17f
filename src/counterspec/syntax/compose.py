"""Build the text of a document that has none of its own: cells, rows, pages, with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterable

from counterspec.model import Span

_BREAKS = re.compile(r"[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
CELL_END = "\t"
ROW_END = "\n"
PAGE_END = "\f"


class Composer:
    """Text in the making: what is added gets its span at once."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def add(self, text: str) -> Span:
        """Append `text` as it is."""
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def line(self, text: str) -> Span:
        """Append one line; its span does not hold the line end. Line breaks inside become spaces."""
        span = self.add(flat(text))
        self.add(ROW_END)
        return span

    def row(self, cells: Iterable[str]) -> list[Span]:
        """Append the cells of one row, separated by tabs; they hold no breaks (see `flat`)."""
        texts = list(cells)
        spans: list[Span] = []
        start = self.length
        for text in texts:
            end = start + len(text)
            spans.append(Span(start, end))
            start = end + 1
        self._parts.append(CELL_END.join(texts))
        self._parts.append(ROW_END)
        self.length = start if texts else start + 1
        return spans

    def page_end(self) -> None:
        """End a page."""
        self.add(PAGE_END)

    def part(self, span: Span) -> str:
        """Return a part of what was added last, or of all of it."""
        end, parts = self.length, []
        for added in reversed(self._parts):
            parts.append(added)
            end -= len(added)
            if end <= span.start:
                break
        return "".join(reversed(parts))[span.start - end : span.end - end]

    def tail(self, span: Span) -> str | None:
        """Return the words at `span` where they are the last line written, None anywhere else."""
        end, last = self.length, []
        for part in reversed(self._parts[-4:]):
            last.append(part)
            end -= len(part)
            if end <= span.start:
                joined = "".join(reversed(last))
                after = joined[span.end - end :]
                return joined[span.start - end : span.end - end] if not after.strip() else None
        return None

    def text(self) -> str:
        """Return everything added so far."""
        joined = "".join(self._parts)
        self._parts = [joined]
        return joined


def flat(text: str) -> str:
    """Return `text` on one line, without outer white space."""
    return _BREAKS.sub(" ", text).strip()
