"""Bind comments to what they stand beside or above, in any language with lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from counterspec.model import Note, Span
from counterspec.syntax.drafts import clip

Role = Literal["comment", "label", "description", "annotation", "example"]

_NEWLINE = r"(?:\r\n|\n|\r)"
_STACKED = re.compile(rf"[ \t\f,]*+{_NEWLINE}?[ \t\f]*+")
_SAME_LINE = re.compile(r"[ \t\f,;)}\]]*+")
_LINE = re.compile(r"[^\r\n]++")
_OPENING = re.compile(r"[ \t\f]*+(?:--+|/\*+!?|//+[!/]*|<!--+|#+|\*+(?!/))?[-=*#_~+ \t\f]*+")
_REACH = 2_000
"""Comments and line starts further away than this are not looked for."""
_MAX_STACK = 400
"""Comments taken together at most."""
_DECORATION = " \t\f-=*#_~/+"


class Comment(NamedTuple):
    """The place of a comment, markers included; a comment to the end of a line leaves the newline out."""

    start: int
    end: int


class CommentBook:
    """The comments of one text, sorted by place; each is handed out once.

    Ask in document order, and for what stands beside one thing before what stands above the next:
    a comment that continues one beside is not taken for one above.
    """

    def __init__(self, text: str, comments: list[Comment], dead: re.Pattern[str] | None = None) -> None:
        self._text = text
        self._comments = comments
        self._starts = [comment.start for comment in comments]
        self._used = bytearray(len(comments))
        self._dead = dead
        self._returns = "\r" in text

    def near(self, start: int, end: int) -> bool:
        """Whether any comment stands within reach of `start:end`."""
        first = bisect_left(self._starts, start - _REACH)
        return first < len(self._starts) and self._starts[first] < end + _REACH

    def above(self, offset: int) -> Note | None:
        """Return the comment lines directly above, or before on the line of, `offset`."""
        index = bisect_left(self._starts, offset) - 1
        first = index + 1
        below = offset
        floor = max(0, index - _MAX_STACK)
        while index >= floor and not self._used[index] and self._touches(index, below):
            below = self._comments[index].start
            first = index
            index -= 1
        last = bisect_left(self._starts, offset)
        return self._take(first, last)

    def beside(self, offset: int) -> Note | None:
        """Return the comment after `offset` on its line, with lines that continue it in its column."""
        first = bisect_left(self._starts, offset)
        if first == len(self._starts) or self._used[first]:
            return None
        if _SAME_LINE.match(self._text, offset).end() < self._starts[first]:  # type: ignore[union-attr]
            return None
        last = first + 1
        stop = min(len(self._starts), first + _MAX_STACK)
        while last < stop and self._continues(last):
            last += 1
        return self._take(first, last)

    def inside(self, start: int, end: int) -> Note | None:
        """Return the comments between two offsets that nothing else took."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        while first < last and self._used[first]:
            first += 1
        stop = first
        while stop < last and not self._used[stop]:
            stop += 1
        return self._take(first, stop)

    def first(self) -> Note | None:
        """Return the comment at the very beginning of the text, without taking it."""
        if not self._comments or self._text[: self._starts[0]].strip():
            return None
        last = 1
        stop = min(len(self._starts), _MAX_STACK)
        while last < stop and self._touches(last - 1, self._starts[last]):
            last += 1
        return self._note(0, last)

    def _touches(self, index: int, below: int) -> bool:
        comment = self._comments[index]
        gap = _STACKED.match(self._text, comment.end)
        return gap is not None and gap.end() >= below and self._alone(index)

    def _alone(self, index: int) -> bool:
        start = self._starts[index]
        return not self._text[self._line_start(start) : start].strip(" \t\f,")

    def _continues(self, index: int) -> bool:
        before = self._comments[index - 1]
        start = self._starts[index]
        gap = _STACKED.match(self._text, before.end)
        if gap is None or gap.end() < start or not self._alone(index):
            return False
        return self._column(start) == self._column(before.start)

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)

    def _line_start(self, offset: int) -> int:
        floor = max(0, offset - _REACH)
        start = max(self._text.rfind("\n", floor, offset), floor - 1)
        if self._returns:
            start = max(self._text.rfind("\r", floor, offset), start)
        return start + 1

    def _take(self, first: int, last: int) -> Note | None:
        if first >= last:
            return None
        for index in range(first, last):
            self._used[index] = 1
        return self._note(first, last)

    def _note(self, first: int, last: int) -> Note | None:
        return comment_note(self._text, self._starts[first], self._comments[last - 1].end, dead=self._dead)


def comment_note(
    text: str, start: int, end: int, role: Role = "comment", dead: re.Pattern[str] | None = None
) -> Note | None:
    """Return the words of the comment at `start:end`, markers and rulers left out, or None.

    Lines are joined with a newline; the span runs from the first word to the last. Lines that
    `dead` matches are no words but code set aside.
    """
    parts: list[str] = []
    first = last = start
    for line in _LINE.finditer(text, start, end):
        opening = _OPENING.match(text, line.start(), line.end())
        begin = opening.end() if opening else line.start()
        stop = begin + len(_without_closing(text[begin : line.end()]))
        if text[begin:stop].strip() and (dead is None or dead.match(text, begin, stop) is None):
            first = first if parts else begin
            last = stop
            parts.append(text[begin:stop])
    return Note(clip("\n".join(parts)), Span(first, last), role) if parts else None


def _without_closing(line: str) -> str:
    line = line.rstrip()
    if line.endswith("-->"):
        line = line[:-3]
    elif line.endswith("*/"):
        line = line[:-2]
    return line.rstrip(_DECORATION) if line[-3:].strip(_DECORATION) == "" else line.rstrip()
