"""Read one item of a data file that defines a slot: its name, type, length and obligation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterspec.model.declaration import Obligation
from counterspec.syntax.data_options import option, values_of
from counterspec.syntax.data_texts import INNER_KEYS, texts_of
from counterspec.syntax.data_words import (
    CODE_LIST_KEYS,
    DEFINING_KEYS,
    DESCRIPTION_TEXTS,
    FIELD_LISTS,
    LABEL_TEXTS,
    LENGTH_KEYS,
    NAME_KEYS,
    OPTION_KEYS,
    OPTIONAL_KEYS,
    REQUIRED_KEYS,
    TYPE_KEYS,
    plain_key,
)
from counterspec.syntax.drafts import Draft
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.schema_facets import is_schema
from counterspec.syntax.sheet import Sheet, short
from counterspec.syntax.tree import Array, Member, Node, Object, Scalar, is_true, is_word, members, scalars

_INNER = INNER_KEYS | {"constraints", "validation", "validations", "validators", "rules"}
_TESTS = frozenset({"tests", "datatests", "constraints", "validations"})
_MAX_NAME = 200
_ALIKE = 8
"""So many members of one shape are rows of data, however they are keyed."""


def name_of(item: Node) -> Scalar | None:
    """Return the scalar that names a slot: under the likeliest of the naming keys, in any spelling."""
    if not isinstance(item, Object):
        return None
    found = {member.key: member.value for member in reversed(item.members)}
    for key in NAME_KEYS:
        value = found.get(key)
        if isinstance(value, Scalar) and is_word(value) and len(value.text) <= _MAX_NAME:
            return value
    return None


def defines(item: Node) -> bool:
    """Whether an item has what only the definition of a slot has: a type, an obligation, a widget."""
    plain = {plain_key(member.key) for member in members(item)}
    return bool(plain & DEFINING_KEYS)


def describes(value: Node) -> bool:
    """Whether the value of a key describes a slot: a type or a label, nothing deeper but its values."""
    if not isinstance(value, Object) or not value.members:
        return False
    spoken = False
    for member in value.members:
        key = plain_key(member.key)
        if isinstance(member.value, Object | Array):
            if key not in OPTION_KEYS | _INNER | CODE_LIST_KEYS | _TESTS:
                return False
            spoken = spoken or bool(values_of(member.value, offered=key in OPTION_KEYS))
        elif key in TYPE_KEYS or key in LABEL_TEXTS or key in DESCRIPTION_TEXTS:
            spoken = spoken or is_word(member.value)
    return spoken


def lists_inside(item: Node) -> Iterator[Member]:
    """Yield the members of an item under which slots of their own are listed."""
    for member in members(item):
        if isinstance(member.value, Array) and plain_key(member.key) in FIELD_LISTS:
            if any(
                isinstance(inner, Object) and name_of(inner) is not None for inner in member.value.items[:5]
            ):
                yield member
        elif isinstance(member.value, Object) and plain_key(member.key) in FIELD_LISTS:
            inner = [entry.value for entry in member.value.members[:5]]
            if inner and all(describes(value) for value in inner):
                yield member


def qualify(sheet: Sheet, draft: Draft, item: Node) -> None:
    """Add to a slot what the item says of its type, length, obligation and list of values."""
    for member in members(item):
        key, value = plain_key(member.key), member.value
        if isinstance(value, Object):
            if key in _INNER:
                qualify_obligation(sheet, draft, value)
            continue
        if not isinstance(value, Scalar) or not value.text:
            continue
        if key in TYPE_KEYS and draft.type_name is None and is_word(value):
            draft.type_name = value.text[:80]
        elif key in LENGTH_KEYS:
            draft.length = value.text[:20]
        elif key in CODE_LIST_KEYS and is_word(value):
            draft.code_list = value.text[:200]
        elif key in DEFINING_KEYS and key in {"default", "defaultvalue"}:
            draft.note(short(value) if is_word(value) else None)
    qualify_obligation(sheet, draft, item)


def qualify_obligation(sheet: Sheet, draft: Draft, item: Node) -> None:
    """Add what the item says of the obligation, with its words."""
    for member in members(item):
        key, value = plain_key(member.key), member.value
        if key in _TESTS and any(scalar.text == "not_null" for scalar in scalars(value)):
            draft.oblige("required", "not_null")
            return
        if not isinstance(value, Scalar) or (key not in REQUIRED_KEYS and key not in OPTIONAL_KEYS):
            continue
        said = _said(key, value)
        if said is not None:
            draft.oblige(said, sheet.raw(member))
            return


def _said(key: str, value: Scalar) -> Obligation | None:
    if key in OPTIONAL_KEYS:
        return "optional" if is_true(value) else read_obligation(value.text[:60], "nullable")
    return "required" if is_true(value) else read_obligation(value.text[:60], "obligation")


def is_field_list(key: str, rows: Sequence[Node]) -> bool:
    """Whether a list of objects defines slots: by its key, or by what its items have."""
    named = [row for row in rows if name_of(row) is not None]
    if len(named) * 2 < len(rows) or not rows:
        return False
    if plain_key(key) in FIELD_LISTS:
        return True
    named = [row for row in named if option(row) is None]
    speaking = [row for row in named if defines(row) and any(texts_of(row, name_of(row)))]
    typed = [
        row
        for row in named
        if {plain_key(member.key) for member in members(row)} & (TYPE_KEYS | REQUIRED_KEYS)
    ]
    return len(speaking) * 2 >= len(rows) or len(typed) * 2 >= len(rows)


def are_rows(values: Sequence[Node]) -> bool:
    """Whether objects share most of their keys, as rows do; descriptions of slots are no rows."""
    objects = [value for value in values[:50] if isinstance(value, Object)]
    if len(objects) < _ALIKE or len(objects) * 10 < len(values[:50]) * 9 or describes(objects[0]):
        return False
    first = {item.key for item in objects[0].members}
    if not first or is_schema(objects[0]):
        return False
    shared = sum(
        len(first & {item.key for item in value.members}) * 10 >= len(first) * 8 for value in objects
    )
    return shared * 10 >= len(objects) * 9
