"""Read JSON, and forgivingly JSON with comments, JSON5 and lines of JSON, into a positional tree."""

from __future__ import annotations

import json
import re
from typing import Any

from counterspec.model import Span
from counterspec.safe import limits
from counterspec.syntax.tree import Array, Flaw, Member, Node, Object, Scalar, Tree
from counterspec.syntax.tree_comments import bind

_STRING = r'"([^"\\{0}]*+(?:\\(?:\r\n|[\s\S])[^"\\{0}]*+)*+)"'
_PAIR = _STRING + r"(?:\s*+(:)(?:\s*+(?:" + _STRING + r"|([\w.+-]++){1}))?+)?+"
_STRICT = re.compile(
    r"[\s,\ufeff]*+(?:" + _PAIR.replace("{0}", "").replace("{1}", "") + r"|([\w.+-]++)"
    r"|([\[{])(?:[-+\d\s,eE]*+\.[-+\d\s,eE.]*+\])?+|([\]}]))"
)
"""Groups: 1 string or key, 2 colon, 3 string value, 4 bare value, 5 bare item, 6 open, 7 close.

An array of nothing but fractions (places, weights) is one token: nothing in it is ever declared.
"""

_LENIENT = re.compile(
    r"[\s,\ufeff]*+(?:" + _PAIR.replace("{0}", r"\n").replace("{1}", r"(?!\s*+:)") + r"|([\w.+-]++)(?!\s*+:)"
    r"|([\[{])|([\]}])"
    r"|([^\s,:{}\[\]\"'`/]++)(?:\s*+(:))?+"
    r"|'((?:[^'\\\n]|\\[\s\S])*+)'(?:\s*+(:))?+"
    r"|[\"']([^\n]*+)"
    r"|(//[^\n]*+|/\*)"
    r"|([\s\S]))"
)
"""Further groups: 8 bare with 9 colon, 10 single-quoted with 11 colon, 12 unclosed, 13 comment, 14 stray."""

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "", "\r\n": ""}
_TOLERATED = frozenset("/'#+.")
_MAX_FLAWS = 50
_MAX_ROWS = 200
"""Lines of a file of JSON lines that are read; the rest are alike."""


def unescape(raw: str) -> str:
    """Decode the escapes of a string; lone surrogates become U+FFFD."""
    if "\\" not in raw:
        return raw
    text = _ESCAPE.sub(_unescaped, raw)
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _unescaped(match: re.Match[str]) -> str:
    body = match.group(1)
    if body[0] in "uUx" and len(body) > 1:
        return chr(int(body[1:], 16))
    return _PLAIN.get(body, body)


def parse_json(text: str) -> Tree:
    """Read a text of JSON; comments, trailing commas, bare keys and single quotes are no flaws."""
    flaw = _first_error(text)
    scan = _Scan(text, strict=flaw is None)
    scan.run()
    flaws = [*scan.flaws, *([flaw] if flaw and not _tolerated(text, flaw) else [])]
    bound, lead = bind(text, scan.comments, scan.roots)
    flaws.sort(key=lambda item: item.offset)
    return Tree(tuple(scan.roots), bound, lead, tuple(flaws[:_MAX_FLAWS]))


def parse_json_lines(text: str) -> Tree:
    """Read the first lines of a text that holds one value a line; each broken line is a flaw."""
    roots: list[Node] = []
    flaws: list[Flaw] = []
    offset, rows = 0, 0
    for line in text.splitlines(keepends=True):
        if rows == _MAX_ROWS:
            flaws.append(Flaw("rows-cut", f"Lines after the first {_MAX_ROWS} were left out.", offset))
            break
        if line.strip():
            rows += 1
            tree = _one_line(line, offset)
            roots.extend(tree.roots)
            flaws.extend(tree.flaws)
        offset += len(line)
    return Tree(tuple(roots), flaws=tuple(flaws[-_MAX_FLAWS:]))


def _one_line(line: str, offset: int) -> Tree:
    flaw = _first_error(line)
    scan = _Scan(line, strict=flaw is None, shift=offset)
    scan.run()
    moved = [flaw._replace(offset=flaw.offset + offset)] if flaw else []
    return Tree(tuple(scan.roots), flaws=(*scan.flaws, *moved))


_DECODER = json.JSONDecoder(strict=False)
_BLANK = re.compile(r"[\s\ufeff]*")


def _first_error(text: str) -> Flaw | None:
    """Return the first place where the text is not JSON; several values after one another are."""
    position = _BLANK.match(text).end()  # type: ignore[union-attr]
    while position < len(text):
        try:
            _, end = _DECODER.raw_decode(text, position)
        except json.JSONDecodeError as error:
            code = "truncated" if error.pos >= len(text.rstrip()) else "json-syntax"
            return Flaw(code, f"Not valid JSON: {error.msg}.", min(error.pos, len(text)))
        except (RecursionError, ValueError):
            return Flaw("json-depth", "Nested too deeply, or a number too long, to be checked.", position)
        position = _BLANK.match(text, end).end()  # type: ignore[union-attr]
        if end == position and position < len(text):
            return Flaw("json-syntax", "Not valid JSON: extra text after the value.", end)
    return None


def _tolerated(text: str, flaw: Flaw) -> bool:
    """Whether the place is one where JSON5 allows more than JSON."""
    if flaw.code != "json-syntax":
        return flaw.code == "json-depth"  # the pass over the text says itself what it leaves out
    char = text[flaw.offset : flaw.offset + 1]
    if not char:
        return False
    before = text[max(0, flaw.offset - 200) : flaw.offset].rstrip()[-1:]
    bare = before in {"{", ","} and (char.isalpha() or char in {"_", "$"})
    trailing = char in {"]", "}"} and before == ","
    return char in _TOLERATED or trailing or bare


_new = tuple.__new__
_Frame = tuple[list[Any], int, bool, Scalar | None]
"""What is around an open value: its list, the start of the value, whether it is an object, its key."""


class _Scan:
    """One pass over a text with an explicit stack; damage is skipped, what is open at the end is closed."""

    def __init__(self, text: str, *, strict: bool, shift: int = 0) -> None:
        self.text = text
        self.match = (_STRICT if strict else _LENIENT).match
        self.shift = shift
        self.roots: list[Node] = []
        self.flaws: list[Flaw] = []
        self.comments: list[Span] = []
        self._stack: list[_Frame] = []
        self._into: list[Any] = self.roots
        self._in_object = False
        self._key: Scalar | None = None

    def run(self) -> None:
        """Read everything; the branches stand in the order of how often they are met."""
        text, match, shift, new = self.text, self.match, self.shift, _new
        position = 0
        while (token := match(text, position)) is not None:
            position = token.end()
            group = token.lastindex or 0
            if group in {3, 4}:
                start, end = token.span(group)
                raw = token[group]
                value = unescape(raw) if "\\" in raw else raw
                node: Member | Scalar = new(Scalar, (value, start + shift, end + shift, group == 3))
                if self._in_object:
                    start, end = token.span(1)
                    node = new(Member, (unescape(token[1]), start + shift, end + shift, node))
                self._into.append(node)
            elif group in {5, 1}:
                start, end = token.span(group)
                self._value(new(Scalar, (unescape(token[group]), start + shift, end + shift, group == 1)))
            elif group == 7:
                self._close(token[7] == "}", position + shift)
            elif group == 6:
                position = self._open(token.start(6), position)
            elif group == 2:
                self._key = Scalar(unescape(token[1]), token.start(1) + shift, token.end(1) + shift, True)
            else:
                position = self._other(token, group, position)
        while self._stack:
            self._leave(len(text) + shift)

    def _value(self, node: Node) -> None:
        key = self._key
        if not self._in_object:
            self._into.append(node)
        elif key is not None:
            self._into.append(_new(Member, (key.text, key.start, key.end, node)))
            self._key = None
        elif isinstance(node, Scalar):
            self._into.append(Member(node.text, node.start, node.end, Scalar("", node.end, node.end, False)))

    def _open(self, bracket: int, position: int) -> int:
        start = bracket + self.shift
        if position > bracket + 1:
            self._value(Array((), start, position + self.shift))
            return position
        if len(self._stack) >= limits.MAX_DEPTH:
            self.flaws.append(Flaw("depth", f"Nesting deeper than {limits.MAX_DEPTH} was left out.", start))
            return self._skip(start, position)
        self._stack.append((self._into, start, self._in_object, self._key))
        self._into, self._in_object, self._key = [], self.text[bracket] == "{", None
        return position

    def _skip(self, start: int, position: int) -> int:
        """Pass over a value that lies too deep; it stays as an empty one."""
        depth = 1
        while depth and (token := self.match(self.text, position)) is not None:
            opens = token.lastindex == 6 and token.end() == token.start(6) + 1
            position = token.end()
            depth += opens - (token.lastindex == 7)
        self._value(Array((), start, position + self.shift))
        return position

    def _close(self, is_object: bool, end: int) -> None:
        """Close what is open; a bracket of the wrong kind also closes what stands unclosed before it."""
        if not self._stack:
            return
        if self._in_object != is_object:
            if len(self._stack) < 2 or self._stack[-1][2] != is_object:
                return
            self._leave(end - 1)
        self._leave(end)

    def _leave(self, end: int) -> None:
        inner = self._into
        node: Node = _new(Object, (inner, self._stack[-1][1], end))
        if not self._in_object:
            node = _new(Array, (inner, self._stack[-1][1], end))
        self._into, _, self._in_object, self._key = self._stack.pop()
        self._value(node)
        self._key = None

    def _other(self, token: re.Match[str], group: int, position: int) -> int:
        start, end = token.start(group) + self.shift, token.end(group) + self.shift
        if group in (8, 10):
            self._value(Scalar(unescape(token[group]), start, end, group == 10))
        elif group in (9, 11):
            start, end = token.span(group - 1)
            self._key = Scalar(unescape(token[group - 1]), start + self.shift, end + self.shift, True)
        elif group == 12:
            text = token[12].rstrip(" ,\r")
            self._value(Scalar(text, start, start + len(text), False))
        elif group == 13:
            position = self._comment(token, position)
        return position

    def _comment(self, token: re.Match[str], position: int) -> int:
        if token[13] == "/*":
            close = self.text.find("*/", position)
            position = close + 2 if close >= 0 else len(self.text)
        self.comments.append(Span(token.start(13) + self.shift, position + self.shift))
        return position
