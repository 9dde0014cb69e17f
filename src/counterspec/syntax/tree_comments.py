"""Bind the comments of a data file to the keys and items they stand beside or above."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterspec.model import LineIndex, Note, Span
from counterspec.safe import limits
from counterspec.syntax.tree import Array, Member, Node, Scalar, walk

_STARS = re.compile(r"(?m)^[ \t]*\*[ \t]?")
_INDENT = 400
"""A comment further right is taken to stand behind something."""
_GAP = 2000
"""A key further away from a comment is not looked for."""


def comment_note(text: str, span: Span) -> Note | None:
    """Return a comment without its marks, None where nothing but marks is in it."""
    raw = text[span.start : min(span.end, span.start + limits.MAX_NOTE_CHARS)]
    body = _STARS.sub("", raw[2:].removesuffix("*/")) if raw.startswith("/*") else raw
    body = body.strip().strip("/#;!*").strip(" \t\r\n-=~")
    return Note(body, span, "comment") if body else None


def anchors(roots: Sequence[Node]) -> list[int]:
    """Return the starts of all keys and all scalar items, ascending."""
    found: list[int] = []
    for current in walk(roots):
        if isinstance(current, Member):
            found.append(current.start)
        elif isinstance(current, Array):
            found.extend(item.start for item in current.items if isinstance(item, Scalar))
    return sorted(found)


def bind(
    text: str, comments: Sequence[Span], roots: Sequence[Node]
) -> tuple[Mapping[int, tuple[Note, ...]], tuple[Note, ...]]:
    """Return the notes by the anchor they belong to, and the comment at the head of the text.

    A comment on a line of its own belongs to what begins the next line, further comments
    between; a comment behind something belongs to the last thing begun on that line.
    """
    if not comments:
        return {}, ()
    binder = _Binder(text, LineIndex.of(text), anchors(roots))
    for span in comments:
        binder.take(span)
    return {start: tuple(notes) for start, notes in binder.bound.items()}, tuple(binder.lead)


@dataclass(slots=True)
class _Binder:
    """The state of one pass over the comments of a text, in order."""

    text: str
    lines: LineIndex
    places: Sequence[int]
    bound: dict[int, list[Note]] = field(default_factory=lambda: defaultdict(list))
    lead: list[Note] = field(default_factory=list)
    waiting: list[Note] = field(default_factory=list)

    def take(self, span: Span) -> None:
        note = comment_note(self.text, span)
        line_start = self.lines.starts[self.lines.line(span.start) - 1]
        indent = span.start - line_start
        if indent > _INDENT or self.text[line_start : span.start].strip():
            self._behind(note, line_start, span.start)
        else:
            self._alone(note, span)

    def _behind(self, note: Note | None, line_start: int, start: int) -> None:
        index = bisect_left(self.places, start) - 1
        if note and index >= 0 and self.places[index] >= line_start:
            self.bound[self.places[index]].append(note)

    def _alone(self, note: Note | None, span: Span) -> None:
        if self.waiting and self.text.count("\n", self.waiting[-1].span.end, span.start) > 1:
            self.waiting = []
        if note:
            self.waiting.append(note)
            if not self.places or span.start < self.places[0]:
                self.lead.append(note)
        self._below(span)

    def _below(self, span: Span) -> None:
        index = bisect_left(self.places, span.end)
        if not self.waiting or index == len(self.places) or self.places[index] - span.end > _GAP:
            return
        between = self.text[span.end : self.places[index]]
        if between.count("\n") <= 1 and not between.strip(" \t\r\n-{[\"'?"):
            self.bound[self.places[index]].extend(self.waiting)
            self.waiting = []
