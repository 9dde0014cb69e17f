"""Read YAML into a positional tree; broken lines and template lines are passed over, and said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from counterspec.model import LineIndex, Span
from counterspec.safe import limits
from counterspec.syntax.tree import Array, Flaw, Member, Node, Object, Scalar, Tree
from counterspec.syntax.tree_comments import bind

if TYPE_CHECKING:
    import yaml

_UNREADABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_TEMPLATE_LINE = re.compile(r"(?m)^[ \t]*(?:\{\{[-~]?[^\n]*\}\}|\{%[^\n]*%\})[ \t]*\r?$")
_COMMENT = re.compile(r"(?m)(?:^|(?<=[ \t]))#[^\n\r]*")
_MENDS = 12
"""How many broken lines are blanked before the rest is given up."""


def parse_yaml(text: str) -> Tree:
    """Read a text of YAML, all its documents; anchors are not followed, an alias stays as written.

    A line that breaks the grammar is a flaw; it is blanked and the text read again.
    """
    clean = _blank(_TEMPLATE_LINE, _UNREADABLE.sub(" ", text))
    flaws: list[Flaw] = []
    lines = LineIndex.of(text)
    blanked: set[int] = set()
    while True:
        build = _Build()
        error = build.run(clean)
        if error is None:
            break
        flaws.append(Flaw("yaml-syntax", f"Not valid YAML: {error.reason}.", error.offset))
        line = _line_to_blank(lines, error.suspect, blanked)
        if len(flaws) > _MENDS or line is None:
            break
        blanked.add(line)
        clean = _blank_line(clean, lines, line)
    bound, lead = bind(text, _comments(clean, build.scalars), build.roots)
    return Tree(tuple(build.roots), bound, lead, (*flaws, *build.flaws))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Replace what a pattern finds by blanks, so that every offset stays."""
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _line_to_blank(lines: LineIndex, offset: int, blanked: set[int]) -> int | None:
    line = lines.line(max(0, min(offset, lines.starts[-1])))
    while line in blanked:
        line -= 1
    return line if line >= 1 else None


def _blank_line(text: str, lines: LineIndex, line: int) -> str:
    start = lines.starts[line - 1]
    end = lines.starts[line] if line < len(lines.starts) else len(text)
    body = text[start:end].rstrip("\r\n")
    return text[:start] + " " * len(body) + text[start + len(body) :]


def _comments(text: str, scalars: list[Span]) -> list[Span]:
    """Return the comments: what begins with # and lies in no scalar."""
    starts = [span.start for span in scalars]
    found = []
    for match in _COMMENT.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or match.start() >= scalars[index].end:
            found.append(Span(match.start(), match.end()))
    return found


class _Failure(Exception):
    """Where the grammar broke: the place, and the place of the line that is likely at fault."""

    def __init__(self, reason: str, offset: int, suspect: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.suspect = suspect


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise _failure(error) from error
    except yaml.YAMLError as error:
        raise _Failure(str(error).splitlines()[0], 0, 0) from error


def _failure(error: yaml.MarkedYAMLError) -> _Failure:
    offset = error.problem_mark.index if error.problem_mark else 0
    suspect = offset
    if error.context_mark and "simple key" in (error.context or ""):
        suspect = error.context_mark.index
    return _Failure(error.problem or "broken", offset, suspect)


class _Build:
    """Turns the events of one text into nodes, with an explicit stack."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.flaws: list[Flaw] = []
        self.scalars: list[Span] = []
        self._stack: list[tuple[list[Any], int, bool, Scalar | None]] = []
        self._into: list[Any] = self.roots
        self._in_object = False
        self._key: Scalar | None = None
        self._text = ""
        self._end = 0

    def run(self, text: str) -> _Failure | None:
        """Read until the end, the first break of the grammar, or too deep a nesting."""
        self._text = text
        failure = None
        try:
            self._read(text)
        except _Failure as error:
            failure = error
        while self._stack:
            self._leave(self._end)
        return failure

    def _read(self, text: str) -> None:
        handlers = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._open_object,
            "SequenceStartEvent": self._open_array,
            "MappingEndEvent": self._close,
            "SequenceEndEvent": self._close,
            "AliasEvent": self._alias,
        }
        for event in _events(text):
            handler = handlers.get(type(event).__name__)
            if handler is None:
                continue
            handler(event)
            if len(self._stack) > limits.MAX_DEPTH:
                offset = event.start_mark.index
                self.flaws.append(Flaw("depth", f"Nested deeper than {limits.MAX_DEPTH}: the rest was left out.", offset))
                return

    def _scalar(self, event: Any) -> None:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style
        if style in {"|", ">"}:
            start, end = self._block(start, end)
        self.scalars.append(Span(start, end))
        quoted = style in {'"', "'"}
        if quoted and self._text[start : start + 1] == style:
            start, end = start + 1, end - 1
        self._value(Scalar(event.value, start, end, quoted or style in {"|", ">"}))

    def _block(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of a block's content: without its indicator and the blanks around it."""
        first = self._text.find("\n", start, end)
        start = end if first < 0 else first + 1
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return start, end

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self._value(Scalar(self._text[start:end], start, end, False))

    def _open_object(self, event: Any) -> None:
        self._open(event, True)

    def _open_array(self, event: Any) -> None:
        self._open(event, False)

    def _open(self, event: Any, is_object: bool) -> None:
        self._stack.append((self._into, event.start_mark.index, self._in_object, self._key))
        self._into, self._in_object, self._key = [], is_object, None

    def _close(self, event: Any) -> None:
        self._leave(event.end_mark.index)

    def _leave(self, end: int) -> None:
        inner, is_object = self._into, self._in_object
        self._into, start, self._in_object, self._key = self._stack.pop()
        end = self._trim(start, end)
        node: Node = Object(inner, start, end) if is_object else Array(inner, start, end)
        if self._in_object and self._key is None:
            return  # a mapping or list as a key: what it leads to has no name
        self._value(node)

    def _trim(self, start: int, end: int) -> int:
        """A block ends where its last content does, not where the next thing begins."""
        return min(end, self._end) if self._text[start : start + 1] not in {"{", "["} else end

    def _value(self, node: Node) -> None:
        self._end = max(self._end, node.end)
        if not self._in_object:
            self._into.append(node)
        elif self._key is not None:
            self._into.append(Member(self._key.text, self._key.start, self._key.end, node))
            self._key = None
        elif isinstance(node, Scalar):
            self._key = node
