"""Read JSON, and forgivingly JSON with comments, JSON5 and lines of JSON, into a positional tree."""

from __future__ import annotations

import json
import re

from counterspec.model import Span
from counterspec.safe import limits
from counterspec.syntax.tree import Array, Flaw, Member, Node, Object, Scalar, Tree
from counterspec.syntax.tree_comments import bind

_STRING = r'"([^"\\{0}]*+(?:\\[\s\S][^"\\{0}]*+)*+)"'
_SKIP = r"[\s,\ufeff]*+"
_STRICT = re.compile(
    _SKIP + r"(?:" + _STRING.format("") + r"(?:\s*+(:)(?:\s*+(?:" + _STRING.format("") + r"|([\w.+-]++)))?+)?+"
    r"|([\[{])|([\]}])|([\w.+-]++))"
)
"""Groups: 1 string or key, 2 colon, 3 string value, 4 bare value, 5 open, 6 close, 7 bare item."""

_LENIENT = re.compile(
    _SKIP + r"(?:" + _STRING.format(r"\n") + r"(?:\s*+(:)(?:\s*+(?:" + _STRING.format(r"\n") + r"|([\w.+-]++)(?!\s*+:)))?+)?+"
    r"|([\[{])|([\]}])"
    r"|([^\s,:{}\[\]\"'`/]++)(?:\s*+(:))?+"
    r"|'((?:[^'\\\n]|\\[\s\S])*+)'(?:\s*+(:))?+"
    r'|"([^"\n]*+)'
    r"|(//[^\n]*+|/\*)"
    r"|([\s\S]))"
)
"""Further groups: 7 bare with 8 colon, 9 single-quoted with 10 colon, 11 unclosed, 12 comment, 13 stray."""

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "", "\r\n": ""}
_TOLERATED = frozenset("/'#,]}+.`")
_MAX_ROWS = 200
"""Lines of a file of JSON lines that are read; the rest are alike."""


def unescape(raw: str) -> str:
    """Decode the escapes of a string; lone surrogates become U+FFFD."""
    if "\\" not in raw:
        return raw
    text = _ESCAPE.sub(_unescaped, raw)
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _unescaped(match: re.Match[str]) -> str:
    body = match.group(1)
    if body[0] in "ux" and len(body) > 1:
        return chr(int(body[1:], 16))
    return _PLAIN.get(body, body)


def parse_json(text: str) -> Tree:
    """Read a text of JSON; comments, trailing commas, bare keys and single quotes are no flaws."""
    flaw = _first_error(text)
    scan = _Scan(text, strict=flaw is None)
    scan.run()
    flaws = [*scan.flaws, *([flaw] if flaw and not _tolerated(text, flaw) else [])]
    bound, lead = bind(text, scan.comments, scan.roots)
    return Tree(tuple(scan.roots), bound, lead, tuple(sorted(flaws, key=lambda item: item.offset)))


def parse_json_lines(text: str) -> Tree:
    """Read the first lines of a text that holds one value a line; each broken line is a flaw."""
    roots: list[Node] = []
    flaws: list[Flaw] = []
    offset, rows = 0, 0
    for line in text.splitlines(keepends=True):
        if rows == _MAX_ROWS:
            flaws.append(Flaw("rows-cut", f"Lines after the first {_MAX_ROWS} were not read as data.", offset))
            break
        if line.strip():
            rows += 1
            tree = _one_line(line, offset)
            roots.extend(tree.roots)
            flaws.extend(tree.flaws)
        offset += len(line)
    return Tree(tuple(roots), flaws=tuple(flaws))


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
            return Flaw("json-syntax", f"Not valid JSON: {error.msg}.", min(error.pos, len(text)))
        except (RecursionError, ValueError):
            return Flaw("json-depth", "Nested too deeply, or a number too long, to be checked.", position)
        position = _BLANK.match(text, end).end()  # type: ignore[union-attr]
        if end == position and position < len(text):
            return Flaw("json-syntax", "Not valid JSON: extra text after the value.", end)
    return None


def _tolerated(text: str, flaw: Flaw) -> bool:
    """Whether the place is one where JSON5 allows more than JSON."""
    if flaw.code != "json-syntax":
        return flaw.code == "json-depth"
    char = text[flaw.offset : flaw.offset + 1]
    before = text[max(0, flaw.offset - 200) : flaw.offset].rstrip()[-1:]
    return bool(char) and (char in _TOLERATED or (before in ("{", ",") and (char.isalpha() or char in "_$'")))


class _Scan:
    """One pass over a text with an explicit stack; damage is skipped, what is open at the end is closed."""

    def __init__(self, text: str, *, strict: bool, shift: int = 0) -> None:
        self.text = text
        self.strict = strict
        self.shift = shift
        self.roots: list[Node] = []
        self.flaws: list[Flaw] = []
        self.comments: list[Span] = []
        self._stack: list[tuple[list[Node] | list[Member], int, bool, tuple[str, int, int] | None]] = []
        self._nodes: list[Node] = self.roots
        self._members: list[Member] | None = None
        self._key: tuple[str, int, int] | None = None

    def run(self) -> None:
        text, match, shift = self.text, (_STRICT if self.strict else _LENIENT).match, self.shift
        position = 0
        while (token := match(text, position)) is not None:
            position = token.end()
            group = token.lastindex
            if group == 3 or group == 4:
                self._pair(token, group, shift)
            elif group == 1:
                self._value(Scalar(unescape(token[1]), token.start(1) + shift, token.end(1) + shift, True))
            elif group == 2:
                self._key = (unescape(token[1]), token.start(1) + shift, token.end(1) + shift)
            elif group == 5:
                position = self._open(token, position)
            elif group == 6:
                self._close(token[6] == "}", position + shift)
            else:
                position = self._other(token, group or 0, position)
        while self._stack:
            self._leave(len(text) + shift)

    def _pair(self, token: re.Match[str], group: int, shift: int) -> None:
        value = unescape(token[3]) if group == 3 else token[4]
        scalar = Scalar(value, token.start(group) + shift, token.end(group) + shift, group == 3)
        if self._members is None:
            self._nodes.append(scalar)
            return
        self._members.append(Member(unescape(token[1]), token.start(1) + shift, token.end(1) + shift, scalar))

    def _value(self, node: Node) -> None:
        if self._members is None:
            self._nodes.append(node)
        elif self._key is not None:
            self._members.append(Member(*self._key, node))
            self._key = None
        elif isinstance(node, Scalar) and not self.strict:
            self._members.append(Member(node.text, node.start, node.end, Scalar("", node.end, node.end, False)))

    def _open(self, token: re.Match[str], position: int) -> int:
        start = token.start(5) + self.shift
        if len(self._stack) >= limits.MAX_DEPTH:
            self.flaws.append(Flaw("depth", f"Nesting deeper than {limits.MAX_DEPTH} was left out.", start))
            return self._skip(start, position)
        is_object = token[5] == "{"
        current = self._members if self._members is not None else self._nodes
        self._stack.append((current, start, is_object, self._key))
        self._key = None
        self._nodes = []
        self._members = [] if is_object else None
        return position

    def _skip(self, start: int, position: int) -> int:
        """Pass over a value that lies too deep; it stays as an empty one."""
        match, depth = (_STRICT if self.strict else _LENIENT).match, 1
        while depth and (token := match(self.text, position)) is not None:
            position = token.end()
            depth += (token.lastindex == 5) - (token.lastindex == 6)
        self._value(Array((), start, position + self.shift))
        return position

    def _close(self, is_object: bool, end: int) -> None:
        """Close what is open; a bracket of the wrong kind closes to its own opener if there is one."""
        if not self._stack:
            return
        if self._stack[-1][2] != is_object:
            if not any(entry[2] == is_object for entry in self._stack[-8:]):
                return
            while self._stack[-1][2] != is_object:
                self._leave(end - 1)
        self._leave(end)

    def _leave(self, end: int) -> None:
        outer, start, is_object, key = self._stack.pop()
        inner = self._members if is_object else self._nodes
        node: Node = Object(inner or (), start, end) if is_object else Array(self._nodes, start, end)  # type: ignore[arg-type]
        if self._stack and self._stack[-1][2]:
            self._members, self._nodes = outer, []  # type: ignore[assignment]
        else:
            self._members, self._nodes = None, outer  # type: ignore[assignment]
        self._key = key
        self._value(node)
        self._key = None

    def _other(self, token: re.Match[str], group: int, position: int) -> int:
        shift = self.shift
        if group == 7:
            self._value(Scalar(token[7], token.start(7) + shift, token.end(7) + shift, False))
        elif group in (8, 10):
            self._key = (unescape(token[group - 1]), token.start(group - 1) + shift, token.end(group - 1) + shift)
        elif group == 9:
            self._value(Scalar(unescape(token[9]), token.start(9) + shift, token.end(9) + shift, True))
        elif group == 11:
            self._value(Scalar(token[11].rstrip(" ,\r"), token.start(11) + shift, token.end(11) + shift, False))
        elif group == 12:
            position = self._comment(token, position)
        return position

    def _comment(self, token: re.Match[str], position: int) -> int:
        if token[12] == "/*":
            close = self.text.find("*/", position)
            position = close + 2 if close >= 0 else len(self.text)
        self.comments.append(Span(token.start(12) + self.shift, position + self.shift))
        return position
