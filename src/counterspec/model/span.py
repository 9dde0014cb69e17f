"""Places in a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle on a page in PDF points, origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    def shared(self, other: Box) -> float:
        """Return how much of the smaller of the two lies in the other, 0 to 1."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (self, other))
        return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Where each line of a text starts; a line ends at LF, at CR, or at CR LF."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> LineIndex:
        return cls((0, *(match.end() for match in _LINE_END.finditer(text))))

    def line(self, offset: int) -> int:
        """Return the line, from 1, that holds the code point at `offset`."""
        return bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        """Return the column, from 1, of the code point at `offset`."""
        return offset - self.starts[self.line(offset) - 1] + 1
