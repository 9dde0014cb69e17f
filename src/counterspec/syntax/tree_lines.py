"""Read TOML, INI, properties and .env texts, which are made of lines, into a positional tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from counterspec.model import Span
from counterspec.safe import limits
from counterspec.syntax.tree import Array, Flaw, Member, Node, Object, Scalar, Tree
from counterspec.syntax.tree_comments import bind
from counterspec.syntax.tree_json import unescape

_BLANKS = re.compile(r"[ \t\r\n\ufeff]*+")
_KEY_PART = re.compile(r"[ \t]*+(?:\"([^\"\n]*+)\"|'([^'\n]*+)'|([^\s.=\[\]\"'#,{}]++))[ \t]*+")
_MULTI = re.compile(r'"""((?:\\[\s\S]|[^\\])*?)"""(?!")|\'\'\'([\s\S]*?)\'\'\'(?!\')')
_QUOTED = re.compile(r'"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"|\'([^\'\n]*+)\'')
_BARE = re.compile(r"[^,\]}\n#]*+")
_SETTING = re.compile(r"[ \t]*+(?:export[ \t]++)?+([^\s=:#;\[][^=:\n]*+)[=:][ \t]*+([^\n]*+)")
_SECTION = re.compile(r"[ \t]*+\[([^\]\n]++)\]")
_MARGIN = re.compile(r"[ \t]*+([#;!][^\n]*+)?")
_MAX_FLAWS = 50


@dataclass(slots=True)
class _Table:
    """A table under construction; met again, it goes on where it stopped."""

    members: list[Member] = field(default_factory=list)
    inner: dict[str, _Table] = field(default_factory=dict)
    rows: list[Node] = field(default_factory=list)

    def open(self, parts: Sequence[Scalar], *, repeated: bool) -> _Table:
        """Return the table at a path; `repeated` begins a new one of an array of tables."""
        table = self
        for part in parts[:-1]:
            table = table.inner.get(part.text) or table._add(part, repeated=False)
        last = parts[-1]
        known = table.inner.get(last.text)
        return known if known is not None and not repeated else table._add(last, repeated=repeated)

    def _add(self, part: Scalar, *, repeated: bool) -> _Table:
        known = self.inner.get(part.text)
        table = _Table(rows=known.rows if known else [])
        is_new = known is None or (repeated and not known.rows)
        node: Node = Object(table.members, part.start, part.end)
        if repeated:
            table.rows.append(node)
            node = Array(table.rows, part.start, part.end)
        if is_new:
            self.members.append(Member(part.text, part.start, part.end, node))
        self.inner[part.text] = table
        return table


class _Toml:
    """One pass over a text of TOML, line by line; a broken line is a flaw and is passed over."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = _Table()
        self.flaws: list[Flaw] = []
        self.comments: list[Span] = []

    def run(self) -> None:
        into, position = self.root.members, 0
        while (position := self._blanks(position)) < len(self.text):
            if self.text[position] == "[":
                into, position = self._header(position, into)
            else:
                position = self._pair(position, into, 0)
            position = self._end_of_line(position)

    def _blanks(self, position: int) -> int:
        """Pass over white space and comments."""
        while True:
            position = _BLANKS.match(self.text, position).end()  # type: ignore[union-attr]
            if self.text[position : position + 1] != "#":
                return position
            end = self.text.find("\n", position)
            end = len(self.text) if end < 0 else end
            self.comments.append(Span(position, end))
            position = end

    def _end_of_line(self, position: int) -> int:
        """Pass over the rest of a line; anything but a comment there is a flaw."""
        end = self.text.find("\n", position)
        end = len(self.text) if end < 0 else end
        rest = self.text[position:end].strip()
        if rest.startswith("#"):
            self.comments.append(Span(self.text.index("#", position), end))
        elif rest:
            self._flaw("Not valid TOML: this line has no key and value.", position)
        return end

    def _flaw(self, reason: str, position: int) -> None:
        if len(self.flaws) < _MAX_FLAWS:
            self.flaws.append(Flaw("toml-syntax", reason, position))

    def _path(self, position: int) -> tuple[list[Scalar], int]:
        parts: list[Scalar] = []
        while (match := _KEY_PART.match(self.text, position)) is not None and len(parts) < limits.MAX_DEPTH:
            group = match.lastindex or 0
            parts.append(Scalar(match[group], match.start(group), match.end(group), True))
            position = match.end()
            if self.text[position : position + 1] != ".":
                break
            position += 1
        return parts, position

    def _header(self, position: int, into: list[Member]) -> tuple[list[Member], int]:
        repeated = self.text.startswith("[[", position)
        parts, end = self._path(position + 1 + repeated)
        close = "]]" if repeated else "]"
        if not parts or not self.text.startswith(close, end):
            return into, position
        return self.root.open(parts, repeated=repeated).members, end + len(close)

    def _pair(self, position: int, into: list[Member], depth: int) -> int:
        """Read `key = value` into a table; return where it ends, or `position` where it is none."""
        parts, end = self._path(position)
        if not parts or self.text[end : end + 1] != "=":
            return position
        value, end = self._value(end + 1, depth)
        for part in reversed(parts[1:]):
            value = Object([Member(part.text, part.start, part.end, value)], part.start, value.end)
        into.append(Member(parts[0].text, parts[0].start, parts[0].end, value))
        return end

    def _value(self, position: int, depth: int) -> tuple[Node, int]:
        while self.text[position : position + 1] in {" ", "\t"}:
            position += 1
        char = self.text[position : position + 1]
        if char in {"[", "{"} and depth < limits.MAX_DEPTH // 2:
            return self._collection(position, char == "{", depth + 1)
        if char in {'"', "'"}:
            match = _MULTI.match(self.text, position) or _QUOTED.match(self.text, position)
            if match is not None:
                group = match.lastindex or 1
                text = unescape(match[group]) if char == '"' else match[group]
                return Scalar(text, match.start(group), match.end(group), True), match.end()
            self._flaw("Not valid TOML: the string is not closed.", position)
        match = _BARE.match(self.text, position)
        raw = (match[0] if match else "").rstrip()
        return Scalar(raw, position, position + len(raw), False), position + len(raw)

    def _collection(self, position: int, is_table: bool, depth: int) -> tuple[Node, int]:
        start, close = position, "}" if is_table else "]"
        found: list[Any] = []
        position += 1
        while (position := self._blanks(position)) < len(self.text) and self.text[position] != close:
            before = position
            if is_table:
                position = self._pair(position, found, depth)
            else:
                item, position = self._value(position, depth)
                found.append(item)
            position = self._blanks(position)
            if self.text[position : position + 1] == ",":
                position += 1
            elif position == before:
                break
        closed = self.text[position : position + 1] == close
        if not closed:
            self._flaw(f"Not valid TOML: the {'table' if is_table else 'array'} is not closed.", start)
        end = position + closed
        return (Object(found, start, end) if is_table else Array(found, start, end)), end


def parse_toml(text: str) -> Tree:
    """Read a text of TOML."""
    scan = _Toml(text)
    scan.run()
    root = Object(scan.root.members, 0, len(text))
    bound, lead = bind(text, scan.comments, (root,))
    return Tree((root,), bound, lead, tuple(scan.flaws))


def parse_settings(text: str) -> Tree:
    """Read lines of `key = value` or `key: value`, with sections in brackets: INI, properties, .env."""
    tables, flaws, comments = _Table(), list[Flaw](), list[Span]()
    into, position = tables.members, 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        margin = _MARGIN.match(text, position, end)
        if margin is not None and margin.group(1):
            comments.append(Span(margin.start(1), end))
        elif (section := _SECTION.match(text, position, end)) is not None:
            name = Scalar(section[1], section.start(1), section.end(1), True)
            into = tables.open([name], repeated=False).members
        elif (setting := _SETTING.match(text, position, end)) is not None:
            end = _setting(text, setting, end, into)
        elif (
            text[position:end].strip() and not _is_continued(text, position, into) and len(flaws) < _MAX_FLAWS
        ):
            reason = "This line is neither a key with a value nor a section."
            flaws.append(Flaw("settings-syntax", reason, position))
        position = end + 1
    root = Object(tables.members, 0, len(text))
    bound, lead = bind(text, comments, (root,))
    return Tree((root,), bound, lead, tuple(flaws))


def _is_continued(text: str, position: int, into: list[Member]) -> bool:
    """Whether an indented line goes on with the value of the setting before."""
    return bool(into) and text[position] in {" ", "\t"}


def settings_share(text: str) -> float:
    """Return which share of the lines that are no comments, and not indented, are settings or sections."""
    lines = [line for line in text.splitlines()[:300] if line.strip() and line[0] not in "#;! \t"]
    known = sum(1 for line in lines if _SECTION.match(line) or _SETTING.match(line))
    return known / len(lines) if lines else 0.0


def _setting(text: str, match: re.Match[str], end: int, into: list[Member]) -> int:
    """Add one setting; a value that ends in a backslash goes on in the next line."""
    while text[end - 1 : end] == "\\" and end < len(text):
        following = text.find("\n", end + 1)
        end = len(text) if following < 0 else following
    raw = text[match.start(2) : end].rstrip()
    start, quoted = match.start(2), len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'"
    body = raw[1:-1] if quoted else raw
    value = Scalar(unescape(body), start + quoted, start + quoted + len(body), True)
    key = match[1].rstrip()
    into.append(Member(key, match.start(1), match.start(1) + len(key), value))
    return end
