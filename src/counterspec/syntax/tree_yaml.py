"""Read YAML into a positional tree; broken lines and template lines are passed over, and said."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from counterspec.model import LineIndex, Span
from counterspec.safe import limits
from counterspec.syntax.tree import Array, Flaw, Member, Node, Object, Scalar, Tree
from counterspec.syntax.tree_comments import bind

_UNREADABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_TEMPLATE_LINE = re.compile(r"(?m)^[ \t]*(?:\{\{[-~]?[^\n]*\}\}|\{%[^\n]*%\})[ \t]*\r?$")
_DECODED = re.compile(r"[\n\r\\']")
"""What makes a scalar read otherwise than it is written."""
_TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}")
_new = tuple.__new__
_PROPERTIES = re.compile(r"(?:[!&]\S*\s*)*")
"""Tags and anchors before a value."""
_COMMENT = re.compile(r"(?m)(?:^|(?<=[ \t]))#[^\n\r]*")
_MENDS = 24
"""How many places are mended before the rest is given up."""

_STAND_INS = {"\t": " ", **dict.fromkeys(":@`%|>&*!", "_")}


def parse_yaml(text: str) -> Tree:
    """Read a text of YAML, all its documents; anchors are not followed, an alias stays as written.

    A place that breaks the grammar is a flaw; the character at fault is passed over, then its
    line, and the text read again.
    """
    clean = _filled(_TEMPLATE_LINE, " ", _UNREADABLE.sub(" ", text))
    clean = _filled(_TEMPLATE, "_", clean)
    clean = text if clean == text else clean
    mender = _Mender(LineIndex.of(text))
    while True:
        build = _Build(text, mended=clean is not text)
        error = build.run(clean)
        if error is None or mender.mends >= _MENDS:
            break
        clean = mender.mend(clean, error)
    bound, lead = bind(text, _comments(clean, build.scalars), build.roots)
    return Tree(tuple(build.roots), bound, lead, (*mender.flaws, *build.flaws))


def _filled(pattern: re.Pattern[str], filler: str, text: str) -> str:
    """Replace what a pattern finds by a filler of the same length, so that every offset stays."""
    return pattern.sub(lambda match: filler * len(match.group()), text)


class _Mender:
    """Takes broken places out of a text, one by one, keeping every offset; says each line once."""

    def __init__(self, lines: LineIndex) -> None:
        self.flaws: list[Flaw] = []
        self.mends = 0
        self._lines = lines
        self._said: set[int] = set()
        self._blanked: set[int] = set()

    def mend(self, text: str, error: _FailureError) -> str:
        """Return the text without the place at fault."""
        self.mends += 1
        line = self._lines.line(min(error.offset, len(text)))
        met_before = line in self._said
        self._said.add(line)
        if not met_before:
            self.flaws.append(Flaw("yaml-syntax", error.reason, error.offset))
        char = text[error.offset : error.offset + 1]
        if not met_before and error.suspect == error.offset and char in _STAND_INS:
            return text[: error.offset] + _STAND_INS[char] + text[error.offset + 1 :]
        return self._blank_line(text, self._lines.line(min(error.suspect, len(text))))

    def _blank_line(self, text: str, line: int) -> str:
        while line in self._blanked and line > 1:
            line -= 1
        self._blanked.add(line)
        starts = self._lines.starts
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(text)
        body = text[start:end].rstrip("\r\n")
        return text[:start] + " " * len(body) + text[start + len(body) :]


def _comments(text: str, scalars: list[Span]) -> list[Span]:
    """Return the comments: what begins with # and lies in no scalar."""
    if "#" not in text:
        return []
    starts = [span.start for span in scalars]
    found = []
    for match in _COMMENT.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or match.start() >= scalars[index].end:
            found.append(Span(match.start(), match.end()))
    return found


class _FailureError(Exception):
    """Where the grammar broke: the place, and the place of the line that is likely at fault."""

    def __init__(self, reason: str, offset: int, suspect: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.suspect = suspect


def _failure(error: Any) -> _FailureError:
    """Turn an error of the library into ours; an unclosed thing is at fault where it opens."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context", None) or ""
    offset = mark.index if mark else 0
    suspect = offset
    if error.context_mark and any(word in context for word in ("simple key", "flow", "quoted scalar")):
        suspect = error.context_mark.index
    return _FailureError(f"Not valid YAML: {error.problem or 'broken'}.", offset, suspect)


class _Build:
    """Turns the events of one text into nodes, with an explicit stack."""

    def __init__(self, original: str, *, mended: bool) -> None:
        self.roots: list[Node] = []
        self.flaws: list[Flaw] = []
        self.scalars: list[Span] = []
        self._stack: list[tuple[list[Any], int, bool, Scalar | None]] = []
        self._into: list[Any] = self.roots
        self._in_object = False
        self._key: Scalar | None = None
        self._text = original
        self._mended = mended
        self._has_comments = "#" in original
        self._end = 0

    def run(self, text: str) -> _FailureError | None:
        """Read until the end, the first break of the grammar, or too deep a nesting."""
        failure = None
        try:
            self._read(text)
        except _FailureError as error:
            failure = error
        while self._stack:
            self._leave(self._end)
        return failure

    def _read(self, text: str) -> None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_object,
            yaml.SequenceStartEvent: self._open_array,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
        }
        try:
            while (event := loader.get_event()) is not None and len(self._stack) <= limits.MAX_DEPTH:
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
        except yaml.MarkedYAMLError as error:
            raise _failure(error) from error
        finally:
            loader.dispose()
        if event is not None:
            reason = f"Nested deeper than {limits.MAX_DEPTH}: the rest was left out."
            self.flaws.append(Flaw("depth", reason, event.start_mark.index))

    def _scalar(self, event: Any) -> None:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style
        value = event.value
        if event.tag or event.anchor:
            start = _PROPERTIES.match(self._text, start, end).end()  # type: ignore[union-attr]
        if style == "|" or style == ">":  # noqa: PLR1714 - met for every scalar
            start, end = self._block(start, end)
        elif style:
            start, end = start + 1, end - 1
        if self._mended and not _DECODED.search(self._text, start, end):
            value = self._text[start:end]
        if self._has_comments:
            self.scalars.append(Span(start, end))
        self._end = end
        self._value(_new(Scalar, (value, start, end, bool(style))))

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
        self._end = end
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
        end = self._end = self._trim(start, end)
        node: Node = Object(inner, start, end) if is_object else Array(inner, start, end)
        if self._in_object and self._key is None:
            return  # a mapping or list as a key: what it leads to has no name
        self._value(node)

    def _trim(self, start: int, end: int) -> int:
        """End a block where its last content does, not where the next thing begins."""
        return min(end, self._end) if self._text[start : start + 1] not in {"{", "["} else end

    def _value(self, node: Node) -> None:
        if not self._in_object:
            self._into.append(node)
        elif self._key is not None:
            key = self._key
            self._into.append(_new(Member, (key.text, key.start, key.end, node)))
            self._key = None
        elif isinstance(node, Scalar):
            self._key = node
