"""A positional tree for JSON, YAML, TOML and their kin: what stands where, in code points.

The tree keeps what was written: duplicate keys stay, aliases are not followed, numbers are text.
`start` and `end` of a string are those of its content, without quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from counterspec.model import Note, Span


class Scalar(NamedTuple):
    """A string, number or literal; `text` is decoded, `quoted` says that quotes stood around it."""

    text: str
    start: int
    end: int
    quoted: bool

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Object(NamedTuple):
    """A mapping; its members stand in the order of the document."""

    members: Sequence[Member]
    start: int
    end: int


class Array(NamedTuple):
    """A sequence of nodes."""

    items: Sequence[Node]
    start: int
    end: int


Node: TypeAlias = Scalar | Object | Array


class Member(NamedTuple):
    """A key with its value; `start` and `end` are those of the key without quotes."""

    key: str
    start: int
    end: int
    value: Node

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def extent(self) -> Span:
        return Span(self.start, max(self.end, reach(self.value)))

    @property
    def name(self) -> Scalar:
        """The key as a scalar."""
        return Scalar(self.key, self.start, self.end, True)


class Flaw(NamedTuple):
    """Something a parser could not read, at a code point."""

    code: str
    reason: str
    offset: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The roots of a text (several documents, or lines, give several) and what is wrong with it.

    `comments` are keyed by the start of the key or item they stand beside or above; `lead` is
    the comment at the head of the text.
    """

    roots: tuple[Node, ...] = ()
    comments: Mapping[int, tuple[Note, ...]] = field(default_factory=dict)
    lead: tuple[Note, ...] = ()
    flaws: tuple[Flaw, ...] = ()


_NUMBER = re.compile(r"[-+]?(?:0x[0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)\Z")
_LITERALS = frozenset({"true", "false", "null", "~", "", "yes", "no", "on", "off", "none", "nan"})


def get(node: Node | None, *path: str) -> Node | None:
    """Return the value under the keys of `path`, None where a key is missing; the first of twins counts."""
    for key in path:
        if not isinstance(node, Object):
            return None
        for item in node.members:
            if item.key == key:
                node = item.value
                break
        else:
            return None
    return node


def member(node: Node | None, *keys: str) -> Member | None:
    """Return the first member whose key is one of `keys`, the earlier key first."""
    if not isinstance(node, Object):
        return None
    by_key = {item.key: item for item in reversed(node.members)} if len(keys) > 1 else None
    if by_key is None:
        return next((item for item in node.members if item.key == keys[0]), None)
    return next((by_key[key] for key in keys if key in by_key), None)


def text_at(node: Node | None, *keys: str) -> Scalar | None:
    """Return the first non-empty scalar under one of `keys`, the earlier key first."""
    if not isinstance(node, Object):
        return None
    best, rank = None, len(keys)
    for item in node.members:
        value = item.value
        if item.key in keys and isinstance(value, Scalar) and value.text.strip():
            place = keys.index(item.key)
            if place < rank:
                best, rank = value, place
    return best


def members(node: Node | None) -> Sequence[Member]:
    return node.members if isinstance(node, Object) else ()


def items(node: Node | None) -> Sequence[Node]:
    return node.items if isinstance(node, Array) else ()


def scalars(node: Node | None) -> list[Scalar]:
    """Return the scalar items of an array; a scalar alone counts as an array of one."""
    if isinstance(node, Scalar):
        return [node]
    return [item for item in items(node) if isinstance(item, Scalar)]


def keys(node: Node | None) -> frozenset[str]:
    return frozenset(item.key for item in members(node))


def reach(node: Node) -> int:
    """Return the end of a node; a table of TOML ends where its last member does."""
    end = node.end
    for _ in range(8):
        if isinstance(node, Object) and node.members:
            node = node.members[-1].value
            end = max(end, node.end)
        else:
            break
    return end


def whole(node: Node) -> Span:
    """Return the place of a node, brackets and all."""
    return Span(node.start, reach(node))


def is_word(node: Node | None) -> bool:
    """Whether a node is text and not a number, a truth value or nothing."""
    if not isinstance(node, Scalar):
        return False
    if node.quoted:
        return bool(node.text.strip())
    text = node.text
    return text.lower() not in _LITERALS and not _NUMBER.match(text) and not text.startswith(("*", "!"))


def is_number(node: Node | None) -> bool:
    return isinstance(node, Scalar) and bool(_NUMBER.match(node.text))


def is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.text.lower() == "true"


def walk(roots: Sequence[Node]) -> Iterator[Member | Node]:
    """Yield every member and node in the order of the document."""
    stack: list[Member | Node] = list(reversed(roots))
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, Member):
            stack.append(current.value)
        elif isinstance(current, Object):
            stack.extend(reversed(current.members))
        elif isinstance(current, Array):
            stack.extend(reversed(current.items))
