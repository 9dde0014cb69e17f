"""A stretch of text made of several places of a document, as a paragraph over a page break is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from counterspec.model import Span


class Flow:
    """The parts in one text; offsets of it lead back to the document's.

    Latin parts are joined with a space, which has no place of its own.
    """

    __slots__ = ("_places", "_starts", "parts", "text")

    def __init__(self, text: str, parts: Sequence[Span]) -> None:
        self.parts = tuple(parts)
        self._starts: list[int] = []
        self._places: list[int] = []
        joined = ""
        for part in parts:
            piece = text[part.start : part.end]
            if joined and joined[-1].isascii() and piece[:1].isascii() and not joined[-1].isspace():
                joined = joined[:-1] if joined[-1] == "-" and piece[:1].islower() else joined + " "
            self._starts.append(len(joined))
            self._places.append(part.start)
            joined += piece
        self.text = joined

    def real(self, offset: int) -> int:
        """Return the document's offset of the character at `offset`."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return min(self._places[index] + offset - self._starts[index], self.parts[index].end)

    def real_end(self, offset: int) -> int:
        """Return the document's offset behind the character before `offset`."""
        return self.real(offset - 1) + 1 if offset > 0 else self.real(0)
