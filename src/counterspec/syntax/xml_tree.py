"""Read XML into a tree that knows the place of every name, value and text; nothing is expanded or fetched.

Only the five named entities and character references are resolved, so declared entities cannot
grow. What is not well formed is recovered from and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from counterspec.safe.limits import MAX_DEPTH

_MAX_ERRORS = 50
_NAME = r"[^\s<>/=\"'!?]++"
_START = re.compile(rf"<({_NAME})((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_END = re.compile(rf"</({_NAME})[^<>]*+>?")
_BROKEN = re.compile(rf"<({_NAME})([^<>]*+)(>?)")
_ATTRIBUTE = re.compile(rf"(?<=[\s\"'])({_NAME})\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{1,40}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_SUBSET = re.compile(
    r"[^\[\]>\"'<]++|\"[^\"]*+\"|'[^']*+'|<!--(?:[^-]|-(?!->))*+|<[^>]*+>?|\[|\]|.", re.DOTALL
)


class Attribute(NamedTuple):
    """The value of an attribute, references resolved; `start:end` is its place between the quotes."""

    value: str
    start: int
    end: int


@dataclass(slots=True)
class Node:
    """An element. `prefix` and `local` are its name; `start:end` runs from "<" to the end of its end tag.

    `tag_end` is where its start tag ends. `items` holds, in order, child elements, texts and
    comments; attributes keep their prefixes.
    """

    prefix: str
    local: str
    start: int
    tag_end: int
    end: int
    attributes: dict[str, Attribute] = field(default_factory=dict)
    items: list[Node | Text | Remark] = field(default_factory=list)

    def children(self) -> Iterator[Node]:
        """Yield the child elements."""
        return (item for item in self.items if isinstance(item, Node))

    def get(self, name: str) -> str | None:
        """Return the value of the attribute written without a prefix, None where it is absent."""
        attribute = self.attributes.get(name)
        return None if attribute is None else attribute.value


class Text(NamedTuple):
    """A run of characters that are not only white space; `raw` (CDATA) has no references."""

    start: int
    end: int
    raw: bool


class Remark(NamedTuple):
    """A comment, markers included."""

    start: int
    end: int


class Fault(NamedTuple):
    """Something that is not as XML asks; `code` is "syntax", "entities" or "too-deep"."""

    offset: int
    code: str
    reason: str


@dataclass(slots=True)
class Tree:
    """The top-level items of a text (root elements, comments) and the faults met."""

    top: Node
    faults: list[Fault]

    def root(self) -> Node | None:
        """Return the first element, None where there is none."""
        return next(self.top.children(), None)


def parse(text: str) -> Tree:
    """Read `text`; an unclosed element ends where its parent does."""
    return _Parser(text).run()


def resolve(raw: str) -> str:
    """Replace character references and the five named entities; others stay as written."""
    return _REFERENCE.sub(_resolved, raw) if "&" in raw else raw


def _resolved(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name, match.group())
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._faults: list[Fault] = []
        self._top = Node("", "", 0, 0, len(text))
        self._stack: list[tuple[str, Node]] = [("", self._top)]
        self._buried = 0

    def run(self) -> Tree:
        text, position = self._text, 0
        while len(self._faults) < _MAX_ERRORS:
            bracket = text.find("<", position)
            self._characters(position, len(text) if bracket == -1 else bracket)
            if bracket == -1:
                break
            position = self._markup(bracket)
        else:
            self._fault(position, "syntax", "too many faults: the rest was not read")
        self._close_all()
        return Tree(self._top, self._faults)

    def _markup(self, at: int) -> int:
        following = self._text[at + 1 : at + 2]
        if following == "/":
            return self._end_tag(at)
        if following == "!":
            return self._declaration(at)
        if following == "?":
            return self._past(at, "?>", "processing instruction")
        match = _START.match(self._text, at)
        if match is None:
            return self._broken(at)
        start, stop = match.span(2)
        self._open(match, empty=stop > start and self._text[stop - 1] == "/")
        return match.end()

    def _open(self, match: re.Match[str], *, empty: bool) -> None:
        at, end = match.span()
        name = match.group(1)
        start, stop = match.span(2)
        if len(self._stack) + self._buried > MAX_DEPTH:
            self._bury(at, empty)
            return
        prefix, _, local = name.rpartition(":")
        node = Node(prefix, local, at, end, end, self._attributes(start, stop) if stop > start + 1 else {})
        self._stack[-1][1].items.append(node)
        if not empty:
            self._stack.append((name, node))

    def _bury(self, at: int, empty: bool) -> None:
        if not self._buried and not any(fault.code == "too-deep" for fault in self._faults):
            self._fault(at, "too-deep", f"elements nested deeper than {MAX_DEPTH} were left out")
        self._buried += not empty

    def _attributes(self, start: int, stop: int) -> dict[str, Attribute]:
        found: dict[str, Attribute] = {}
        for match in _ATTRIBUTE.finditer(self._text, start, stop):
            name, group = match.group(1), match.lastindex or 0
            if name not in found:
                value = match.group(group)
                begin, end = match.span(group)
                found[name] = Attribute(resolve(value) if "&" in value else value, begin, end)
        return found

    def _end_tag(self, at: int) -> int:
        match = _END.match(self._text, at)
        if match is None:
            self._fault(at, "syntax", "an end tag without a name")
            return at + 2
        if self._buried:
            self._buried -= 1
        else:
            self._close(match.group(1), at, match.end())
        return match.end()

    def _close(self, name: str, at: int, end: int) -> None:
        depth = len(self._stack) - 1
        while depth > 0 and self._stack[depth][0] != name:
            depth -= 1
        if depth == 0:
            self._fault(at, "syntax", f"</{name[:60]}> closes nothing")
            return
        if depth < len(self._stack) - 1:
            self._fault(at, "syntax", f"<{self._stack[-1][0][:60]}> is not closed before </{name[:60]}>")
        for _, node in self._stack[depth + 1 :]:
            node.end = at
        self._stack[depth][1].end = end
        del self._stack[depth:]

    def _close_all(self) -> None:
        if len(self._stack) > 1:
            name, node = self._stack[-1]
            self._fault(node.start, "syntax", f"<{name[:60]}> is never closed")
        for _, node in self._stack[1:]:
            node.end = len(self._text)

    def _declaration(self, at: int) -> int:
        if self._text.startswith("<!--", at):
            end = self._past(at, "-->", "comment", offset=4)
            if not self._buried:
                self._stack[-1][1].items.append(Remark(at, end))
            return end
        if self._text.startswith("<![CDATA[", at):
            end = self._past(at, "]]>", "CDATA section")
            if not self._buried and self._text[at + 9 : end - 3].strip():
                self._stack[-1][1].items.append(Text(at + 9, max(end - 3, at + 9), raw=True))
            return end
        return self._doctype(at)

    def _doctype(self, at: int) -> int:
        """Pass over a document type, its internal subset included."""
        depth = 0
        for match in _SUBSET.finditer(self._text, at + 2):
            piece = match.group()
            depth += (piece == "[") - (piece == "]")
            if piece.startswith("<!ENTITY") and not any(f.code == "entities" for f in self._faults):
                self._fault(match.start(), "entities", "declared entities are not expanded")
            if depth <= 0 and piece == ">":
                return match.end()
        self._fault(at, "syntax", "a declaration is never closed")
        return len(self._text)

    def _past(self, at: int, closing: str, what: str, offset: int = 2) -> int:
        found = self._text.find(closing, at + offset)
        if found == -1:
            self._fault(at, "syntax", f"a {what} is never closed")
            return len(self._text)
        return found + len(closing)

    def _broken(self, at: int) -> int:
        """Take what can be taken of a start tag that is cut, or holds a stray quote."""
        self._fault(at, "syntax", "a start tag is not well formed")
        match = _BROKEN.match(self._text, at)
        if match is None:
            return at + 1
        # Taken for an empty element: what follows would else be swallowed as its content.
        self._open(match, empty=True)
        return match.end()

    def _characters(self, start: int, end: int) -> None:
        if self._buried or start >= end or len(self._stack) == 1:
            return
        if not self._text[start:end].isspace():
            self._stack[-1][1].items.append(Text(start, end, raw=False))

    def _fault(self, offset: int, code: str, reason: str) -> None:
        self._faults.append(Fault(offset, code, reason))
