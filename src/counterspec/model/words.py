"""The words of a page, kept small: a thousand pages have half a million."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from counterspec.model.span import Box, Span


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text on a page with its place.

    `confidence` is what the recognition engine gave it, 0 to 1; None for text the file itself holds.
    """

    span: Span
    box: Box
    confidence: float | None = None

    def part(self, span: Span, text: str) -> Box:
        """Return the part of the box that a range of the document's text covers, by the letters' usual widths."""
        first, last = max(span.start, self.span.start), min(span.end, self.span.end)
        if last - first >= self.span.end - self.span.start:
            return self.box
        own = text[self.span.start : self.span.end]
        start, end = first - self.span.start, last - self.span.start
        # A box ends where the ink does: half a full-width sign at either end is blank.
        lead = _HALF if own[0] in _OPENING else 0.0
        whole = _width(own) - lead - (_HALF if own[-1] in _CLOSING else 0.0)
        step = (self.box.x1 - self.box.x0) / whole
        left = self.box.x0 + step * (_width(own[:start]) - lead) if start else self.box.x0
        right = self.box.x0 + step * (_width(own[:end]) - lead) if end < len(own) else self.box.x1
        return Box(left, self.box.y0, right, self.box.y1)


_OPENING, _CLOSING = frozenset("（《「『【〔〈"), frozenset("。，、；：！？）》」』】〕〉")
_HALF = 0.55


def _width(text: str) -> float:
    """Return how wide letters are in ems: Chinese and full-width ones one, others about half."""
    return sum(1.0 if char >= "\u2e80" else 0.55 for char in text)


class Words(Sequence[Word]):
    """Words in the order of the text, made when asked for; boxes to a hundredth of a point."""

    __slots__ = ("_boxes", "_confidences", "_ends", "_starts")

    def __init__(
        self, starts: Sequence[int], ends: Sequence[int], boxes: Sequence[float], confidences: Sequence[float]
    ) -> None:
        self._starts = array("I", starts)
        self._ends = array("I", ends)
        self._boxes = array("f", boxes)
        self._confidences = array("f", confidences)

    @classmethod
    def of(cls, words: Iterable[Word]) -> Words:
        """Keep words, which come in the order of the text."""
        made = list(words)
        sure = [-1.0 if word.confidence is None else word.confidence for word in made]
        return cls(
            [word.span.start for word in made],
            [word.span.end for word in made],
            [edge for word in made for edge in word.box],
            sure if any(value >= 0 for value in sure) else (),
        )

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Word]: ...
    def __getitem__(self, index: int | slice) -> Word | Sequence[Word]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = range(len(self._starts))[index]
        box = self._boxes[4 * place : 4 * place + 4]
        sure = self._confidences[place] if self._confidences else -1.0
        return Word(
            Span(self._starts[place], self._ends[place]),
            Box(*(round(edge, 2) for edge in box)),
            None if sure < 0 else round(sure, 4),
        )

    def __iter__(self) -> Iterator[Word]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash((len(self), self._starts.tobytes(), self._boxes.tobytes()))

    @property
    def parts(self) -> tuple[array[int], array[int], array[float], array[float]]:
        """Starts, ends, edges of the boxes, and confidences (empty where there are none), as they are kept."""
        return self._starts, self._ends, self._boxes, self._confidences

    def within(self, span: Span) -> Sequence[Word]:
        """Return the words that a range of the text touches."""
        return self[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]
