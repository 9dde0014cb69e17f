"""Literal collections of any language, seen as entries, and what kind of list they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from counterspec.syntax.code import words
from counterspec.syntax.code.dialect import Call, Dialect, Entry
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.tree import Node
from counterspec.syntax.code.words import plain

Shape = Literal["strings", "tuples", "labels", "objects", "fields", "other"]

_SAMPLE = 64
_CHAIN = 12
_LOOK_AHEAD = 4_000
_NOT_BUILDING = frozenset(
    "includes indexof some every join contains has drop remove delete test match startswith endswith print log info "
    "debug error warn exec execute run len length isin append extend push add split replace format".split()
)
_NESTING = frozenset(
    {"shape", "keys", "extend", "merge", "object", "items", "of", "append", "concat", "passthrough"}
)
"""Links of a chain whose argument adds fields; what others are given are their settings."""
_TYPE_WORD = re.compile(
    r"^\W*(?:string|str|int|integer|bool|boolean|text|float|double|number|date|datetime|array|json|decimal|object|char|"
    r"varchar|keyword|uuid|timestamp|long|short|collection|enum|nvarchar|category|utf8|int64|float64|object)\b[\w\s():,.\[\]]*$",
    re.IGNORECASE,
)
_RULE_WORD = re.compile(
    r"(?:^|\|)(?:required|nullable|sometimes|string|integer|boolean|max:\d+|min:\d+|in:|exists:|unique:)"
)


@dataclass(frozen=True, slots=True)
class Collection:
    """A literal list or map: its node and its entries."""

    node: Node
    entries: tuple[Entry, ...]

    @property
    def keyed(self) -> bool:
        return any(entry.key is not None for entry in self.entries[:_SAMPLE])


def collection(reader: Reader, node: Node | None) -> Collection | None:
    """Read an expression as a literal collection, through casts, freezing calls and builders."""
    dialect = reader.dialect
    for _ in range(_CHAIN):
        node = dialect.bare(node)
        if node is None:
            return None
        if node.type in dialect.maps or node.type in dialect.sequences:
            return Collection(node, _paired(dialect, dialect.entries(node)))
        if node.type not in dialect.calls or not _may_hold(reader, node):
            return None
        call = dialect.call(node)
        if call is None:
            return None
        name = plain(reader.text(call.name))
        built = _built(reader, call, name)
        if built is not None:
            return Collection(node, built)
        if name in words.FILTERS or name in words.SORTS or name in _NOT_BUILDING:
            return None
        node = _inner(dialect, call, name)
    return None


def _may_hold(reader: Reader, node: Node) -> bool:
    """Tell by its bytes whether a call can build a collection: by a bracket, or by a literal in a builder."""
    data, start = reader.data, node.start_byte
    end = min(node.end_byte, start + _LOOK_AHEAD)
    if (
        data.find(b"{", start, end) >= 0
        or data.find(b"[", start, end) >= 0
        or data.find(b"((", start, end) >= 0
    ):
        return True
    dialect = reader.dialect
    return bool(dialect.builders or dialect.pair_builders) and data.find(b'"', start, end) >= 0


def _paired(dialect: Dialect, entries: list[Entry]) -> tuple[Entry, ...]:
    """Where some entries have keys, lists of two among the others are entries as well."""
    if not any(entry.key is not None for entry in entries):
        return tuple(entries)
    return tuple(_as_pair(dialect, entry) if entry.key is None else entry for entry in entries)


def _as_pair(dialect: Dialect, entry: Entry) -> Entry:
    if entry.value.type not in dialect.sequences or entry.value.named_child_count != 2:
        return entry
    first, second = dialect.entries(entry.value)[:2] or (entry, entry)
    return Entry(first.value, second.value, entry.node)


def _built(reader: Reader, call: Call, name: str) -> tuple[Entry, ...] | None:
    if call.arguments is None:
        return None
    dialect = reader.dialect
    on_map = (
        name == "of"
        and call.receiver is not None
        and reader.text(call.receiver)[-40:].endswith(("Map", "BiMap"))
    )
    if name in dialect.pair_builders or on_map:
        args = call.args
        return tuple(Entry(args[i], args[i + 1], args[i]) for i in range(0, len(args) - 1, 2))
    if name in dialect.builders:
        return tuple(dialect.entries(call.arguments))
    return None


def _inner(dialect: Dialect, call: Call, name: str) -> Node | None:
    """Return the argument that may hold the collection, else what the call is made on."""
    chained = call.receiver is not None and call.receiver.type in dialect.calls
    for arg in call.args[:3]:
        if arg.type in dialect.sequences or (arg.type in dialect.maps and (not chained or name in _NESTING)):
            return arg
    if len(call.args) == 1 and call.args[0].type in dialect.calls:
        return call.args[0]
    return call.receiver if chained or not call.args else None


def shape_of(reader: Reader, found: Collection, owner: str) -> Shape:
    """Tell what a collection lists; `owner` is the name it is given, "" where there is none."""
    sample = found.entries[:_SAMPLE]
    if not sample:
        return "other"
    if found.keyed:
        return _map_shape(reader, sample, owner)
    literals = reader.dialect.strings
    strings = sum(1 for entry in sample if entry.value.type in literals)
    if strings * 5 >= len(sample) * 3:
        return "strings"
    inner = [nested for entry in sample if (nested := _nested(reader, entry.value)) is not None]
    if len(inner) * 5 < len(sample) * 3:
        return "other"
    if any(nested.keyed for nested in inner):
        return "objects"
    texts = sum(1 for nested in inner if any(reader.string(e.value) is not None for e in nested.entries[:8]))
    return "tuples" if texts * 5 >= len(inner) * 3 else "other"


def _nested(reader: Reader, value: Node) -> Collection | None:
    """Return a list in a list; what a call is given is its own affair."""
    dialect = reader.dialect
    if value.type in dialect.calls:
        call = dialect.call(value)
        if call is None or plain(reader.text(call.name)) not in dialect.builders | dialect.pair_builders:
            found = collection(reader, value)
            return found if found is not None and found.keyed else None
    return collection(reader, value)


def _map_shape(reader: Reader, sample: tuple[Entry, ...], owner: str) -> Shape:
    keyed = [entry for entry in sample if entry.key is not None]
    literals = [entry for entry in keyed if entry.value.type in reader.dialect.strings]
    texts = [text.text for entry in literals if (text := reader.string(entry.value)) is not None]
    if not texts and all(
        entry.key is not None and entry.key.type in reader.dialect.scalars for entry in keyed
    ):
        return "other"
    numbers = sum(1 for entry in keyed if entry.value.type in reader.dialect.scalars)
    if len(texts) != len(keyed) and (texts or numbers != len(keyed)):
        return "fields"
    if texts and all(is_type_word(text) or is_rule(text) for text in texts):
        return "fields"
    return "fields" if words.FIELD_OWNERS.search(owner) else "labels"


def is_type_word(text: str) -> bool:
    """Tell whether a string only names a data type."""
    return _TYPE_WORD.match(text[:80]) is not None


def is_rule(text: str) -> bool:
    """Tell whether a string is a validation rule such as `required|string|max:40`."""
    return _RULE_WORD.search(text[:200]) is not None
