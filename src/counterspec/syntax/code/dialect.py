"""What one language's tree looks like: which node types play which part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from counterspec.syntax.code.tree import Grammar, Node, first_child, last_child


class Entry(NamedTuple):
    """One entry of a literal collection; `key` is None in a sequence."""

    key: Node | None
    value: Node
    node: Node


class Call(NamedTuple):
    """A call: the node of its name, what it is called on, its arguments without wrappers, and their node."""

    name: Node
    receiver: Node | None
    args: Sequence[Node]
    arguments: Node | None


Unwrap = Callable[[Node], "Node | None"]
"""Finds the expression that a wrapping node holds; None where it wraps nothing."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The node types of one grammar by the part they play.

    `wrappers` maps types that only hold another expression to the field, the index among the
    named children, or the function that finds it; `members` maps member accesses to the fields of object and
    name; `calls` maps call types to the fields of callee, receiver and arguments ("" where the
    callee node itself tells the receiver); `keywords` maps keyword arguments to the fields of key
    and value. `builders` are callee names that build a collection of
    their arguments, `pair_builders` those whose arguments alternate between key and value;
    `equalities` are callees that compare, `brackets` what a literal among the arguments of a call
    cannot do without; `special` reads the entries of types that follow rules of their own.
    """

    grammar: Grammar
    strings: frozenset[str]
    scalars: frozenset[str]
    names: frozenset[str]
    maps: frozenset[str] = frozenset()
    sequences: frozenset[str] = frozenset()
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    wrappers: Mapping[str, str | int | Unwrap] = field(default_factory=dict)
    members: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    subscripts: frozenset[str] = frozenset()
    calls: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    builders: frozenset[str] = frozenset()
    pair_builders: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    selves: frozenset[str] = frozenset({"this", "self", "$this"})
    equalities: frozenset[str] = frozenset()
    brackets: tuple[bytes, ...] = (b"{", b"[")
    comment: str = "comment"
    special: Mapping[str, Callable[[Node], list[Entry]]] = field(default_factory=dict)
    mend: Callable[[bytes], bytes] | None = None

    def bare(self, node: Node | None) -> Node | None:
        """Strip what only wraps an expression: casts, parentheses, references, argument nodes."""
        if node is None:
            return None
        for _ in range(12):
            holder = self.wrappers.get(node.type)
            inner = _held(node, holder) if holder is not None else None
            if inner is None:
                return node
            node = inner
        return node

    def call(self, node: Node) -> Call | None:
        """Read a call; None where the node is none or its callee has no name."""
        fields = self.calls.get(node.type)
        if fields is None:
            return None
        callee = node.child_by_field_name(fields[0]) if fields[0] else first_child(node)
        if callee is None:
            return None
        receiver = node.child_by_field_name(fields[1]) if fields[1] else None
        if callee.type in self.members:
            receiver, callee = self.parts(callee)
        arguments = node.child_by_field_name(fields[2]) if fields[2] else last_child(node)
        if callee is None:
            return None
        if arguments is None or arguments.id == callee.id:
            return Call(callee, receiver, (), None)
        return Call(callee, receiver, self.elements(arguments), arguments)

    def elements(self, node: Node) -> list[Node]:
        """Return the named children without wrappers and comments."""
        wrappers = self.wrappers
        children = [child for child in node.named_children if child.type not in _COMMENTS]
        return [
            bare
            for child in children
            if (bare := self.bare(child) if child.type in wrappers else child) is not None
        ]

    def parts(self, node: Node) -> tuple[Node | None, Node | None]:
        """Return object and name of a member access."""
        fields = self.members.get(node.type)
        if fields is None:
            return None, None
        if not fields[0]:
            children = node.named_children
            return (children[0], children[-1]) if len(children) > 1 else (None, None)
        return node.child_by_field_name(fields[0]), node.child_by_field_name(fields[1])

    def entries(self, node: Node) -> list[Entry]:
        """Return the entries of a map or sequence node, in order."""
        if node.type in self.special:
            return self.special[node.type](node)
        found = []
        for child in node.named_children:
            entry = self._entry(child)
            if entry is not None:
                found.append(entry)
        return found

    def _entry(self, child: Node) -> Entry | None:
        if child.type in _COMMENTS:
            return None
        if child.type not in self.pairs:
            value = self.bare(child)
            if value is None or value.type not in self.pairs or value.id == child.id:
                return Entry(None, value, child) if value is not None else None
            child = value
        fields = self.pairs[child.type]
        if fields[0]:
            key, value = child.child_by_field_name(fields[0]), child.child_by_field_name(fields[1])
        else:
            children = child.named_children
            key = children[0] if len(children) > 1 else None
            value = children[-1] if children else None
        value = self.bare(value)
        return Entry(self.bare(key), value, child) if value is not None else None


_COMMENTS = frozenset({"comment", "line_comment", "block_comment", "multiline_comment"})


def _held(node: Node, holder: str | int | Unwrap) -> Node | None:
    if isinstance(holder, str):
        return node.child_by_field_name(holder)
    if not isinstance(holder, int):
        return holder(node)
    count = node.named_child_count
    index = holder if holder >= 0 else count + holder
    return node.named_child(index) if 0 <= index < count else None
