"""Paragraphs as an author wrote them: joined where the end of a page cut them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.model import Document, Passage, Span
from counterspec.syntax.plain import EAST_ASIAN

_CJK = re.compile(f"[{EAST_ASIAN}]")
_FLOWING = frozenset({"paragraph", "item"})


@dataclass(frozen=True, slots=True)
class Flow:
    """A paragraph over all its pages; `text` is what to read, `spans` leads back to the document.

    `starts` are the offsets in `text` at which each passage's own text begins.
    """

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...] = (0,)

    @property
    def first(self) -> Passage:
        """The passage that it begins with, which has its kind and number."""
        return self.passages[0]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the document's spans of a half-open range of `text`, one for each page it touches."""
        found = []
        for begin, passage in zip(self.starts, self.passages, strict=True):
            size = passage.span.end - passage.span.start
            low, high = max(start - begin, 0), min(end - begin, size)
            if low < high:
                found.append(Span(passage.span.start + low, passage.span.start + high))
        return tuple(found)


def flows(document: Document) -> list[Flow]:
    """Return what the document says, in order, with paragraphs whole that a page's end cut in two."""
    made: list[list[Passage]] = []
    last: list[Passage] | None = None
    for passage in document.body:
        if passage.goes_on and last is not None:
            last.append(passage)
            continue
        made.append([passage])
        if passage.kind in _FLOWING:
            last = made[-1]
    return [_flow(parts, document.text) for parts in made]


def _flow(parts: list[Passage], whole: str) -> Flow:
    if len(parts) == 1:
        return Flow(whole[parts[0].span.start : parts[0].span.end], (parts[0],))
    text = ""
    starts = []
    for part in parts:
        piece = whole[part.span.start : part.span.end]
        if text and piece and not (_CJK.match(text[-1]) and _CJK.match(piece)):
            text += " "
        starts.append(len(text))
        text += piece
    return Flow(text, tuple(parts), tuple(starts))
