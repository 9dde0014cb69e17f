"""Grammars: loaded when first used, kept, and asked for all nodes of interest in one query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, Protocol, cast


class Node(Protocol):
    """What the readers use of a tree-sitter node; offsets are UTF-8 bytes, half-open."""

    @property
    def type(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def start_byte(self) -> int: ...
    @property
    def end_byte(self) -> int: ...
    @property
    def is_missing(self) -> bool: ...
    @property
    def has_error(self) -> bool: ...
    @property
    def named_child_count(self) -> int: ...
    @property
    def children(self) -> Sequence[Node]: ...
    @property
    def named_children(self) -> Sequence[Node]: ...
    def child_by_field_name(self, name: str, /) -> Node | None: ...
    def children_by_field_name(self, name: str, /) -> Sequence[Node]: ...
    def named_child(self, index: int, /) -> Node | None: ...
    def descendant_for_byte_range(self, start: int, end: int, /) -> Node | None: ...


class Place(NamedTuple):
    """A piece of the source: its text and its half-open bytes."""

    text: str
    start: int
    end: int


def first_child(node: Node) -> Node | None:
    """Return the first named child; None where there is none."""
    return node.named_child(0) if node.named_child_count else None


def last_child(node: Node) -> Node | None:
    """Return the last named child; None where there is none."""
    count = node.named_child_count
    return node.named_child(count - 1) if count else None


class Grammar(NamedTuple):
    """Where a grammar's wheel keeps it: module and function."""

    module: str
    function: str = "language"


Parsed = tuple[Node, list[tuple[int, int, int, int, Node]]]
"""The root and the nodes asked for, outermost first: start, minus end, rank of the pattern, serial, node."""


_MAX_MATCHES = 1_000
"""Patterns that may be half matched at once: only nesting without sense needs more."""
_MAX_LEVELS = 2_000
"""Levels of the tree that are looked at, several to a bracket; the query slows down far below."""


@cache
def _parse_tools(
    grammar: Grammar, patterns: tuple[str, ...]
) -> tuple[Callable[[bytes], Node], Callable[[Node], dict[str, list[Node]]]]:
    from tree_sitter import Language, Parser, Query, QueryCursor

    language = Language(getattr(import_module(grammar.module), grammar.function)())
    query = Query(language, "\n".join(_captured(pattern, rank) for rank, pattern in enumerate(patterns)))

    def parse(data: bytes) -> Node:
        return cast(Node, Parser(language).parse(data).root_node)

    def captures(root: Node) -> dict[str, list[Node]]:
        cursor = QueryCursor(query, match_limit=_MAX_MATCHES)
        cursor.set_max_start_depth(_MAX_LEVELS)
        return cast(dict[str, list[Node]], cursor.captures(cast(Any, root)))

    return parse, captures


def _captured(pattern: str, rank: int) -> str:
    """Mark what a pattern asks for: the node it calls `@it`, else the outermost."""
    return pattern.replace("@it", f"@r{rank}") if "@it" in pattern else f"{pattern} @r{rank}"


def parse(
    grammar: Grammar, patterns: tuple[str, ...], data: bytes, mend: Callable[[bytes], bytes] | None = None
) -> Parsed:
    """Parse `data` and return every node that one of the patterns matches, in document order.

    A node stands as often as a pattern matches it.

    Damaged code gives a tree with ERROR nodes; what stands inside them is found as well. `mend`
    rewrites, byte for byte, what a grammar is known to stumble over; where the rewritten code has
    errors too, the less damaged tree is kept.
    """
    parse_bytes, captures = _parse_tools(grammar, (*patterns, "(ERROR)"))
    mended = mend(data) if mend is not None else data
    root = parse_bytes(mended)
    nodes_by_name = captures(root)
    damage = f"r{len(patterns)}"
    if root.has_error and mended != data:
        second = parse_bytes(data)
        found_again = captures(second)
        if _extent(found_again.get(damage, [])) < _extent(nodes_by_name.get(damage, [])):
            root, nodes_by_name = second, found_again
    nodes_by_name.pop(damage, None)
    found: list[tuple[int, int, int, int, Node]] = []
    for name, nodes in nodes_by_name.items():
        rank = int(name[1:])
        found += [(node.start_byte, -node.end_byte, rank, serial, node) for serial, node in enumerate(nodes)]
    found.sort()
    return root, found


def _extent(nodes: list[Node]) -> int:
    return sum(node.end_byte - node.start_byte for node in nodes) + len(nodes)
