"""Places in a document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple


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


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Where each line of a text starts; a line ends at LF, at CR, or at CR LF."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> LineIndex:
        starts = [0]
        position = text.find("\n")
        if "\r" in text:
            return cls(_starts_with_carriage_returns(text))
        while position != -1:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        return cls(tuple(starts))

    def line(self, offset: int) -> int:
        """Return the line, from 1, that holds the code point at `offset`."""
        return bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        """Return the column, from 1, of the code point at `offset`."""
        return offset - self.starts[self.line(offset) - 1] + 1


def _starts_with_carriage_returns(text: str) -> tuple[int, ...]:
    starts = [0]
    for index, char in enumerate(text):
        ends_line = char == "\n" or (char == "\r" and text[index + 1 : index + 2] != "\n")
        if ends_line:
            starts.append(index + 1)
    return tuple(starts)
