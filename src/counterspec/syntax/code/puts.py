"""Calls that put something under a key: `row.put("ext3", …)`, `RACES.put("W", "White")`."""

from __future__ import annotations

import re

from counterspec.model.declaration import Kind, Use
from counterspec.syntax.code import words
from counterspec.syntax.code.columns import on_table
from counterspec.syntax.code.dialect import Call
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import COLUMN

_META_CALLS = frozenset({"updateusermeta", "addusermeta", "updatepostmeta", "addpostmeta"})
"""WordPress keeps fields of people and posts under a key that stands second."""


def puts(reader: Reader, call: Call, name: str) -> bool:
    """Whether a call puts something under a key; without a receiver only inside an initialiser."""
    if name in _META_CALLS:
        return len(call.args) > 2
    if name not in words.PUTS or len(call.args) < 2:
        return False
    if call.receiver is None:
        return reader.top.mode == "record" and reader.top.draft is not None
    return name not in words.COLUMN_CALLS or not on_table(reader, call)


def read_put(reader: Reader, node: Node, call: Call, name: str) -> None:
    """`row.put("ext3", page.text("民族"))`: a record's field is filled, or a code gets its label."""
    args = call.args[1:] if name in _META_CALLS else call.args
    place, value = reader.string(args[0]), args[1]
    if place is None:
        return
    text = reader.string(value)
    if text is not None:
        _put_pair(reader, node, _holder(reader, call, place), place, text)
        return
    bare = place.text.lstrip("@:$?")
    place = Place(bare, place.start + len(place.text) - len(bare), place.end)
    if COLUMN.match(place.text) is None or value.type in reader.dialect.functions:
        return
    inferred = words.says_inferred(reader.slice(value.start_byte, value.end_byte)[:600])
    index = reader.declare("field", place, reach(node), use="infer" if inferred else "populate", once=True)
    for inner in inside(value):
        literal = reader.string(inner)
        if literal is not None and len(literal.text) <= 120:
            reader.note(index, literal, "annotation")


def _holder(reader: Reader, call: Call, key: Place) -> int | None:
    """Return the draft of the map that a call fills; a local map of codes is declared when it is met."""
    if call.receiver is None:
        return reader.top.draft
    place = reader.place(call.receiver)
    if place is None:
        return None
    holder = place.text[:80]
    owners = [frame.draft for frame in reversed(reader.frames)]
    known = next((reader.named[owner, holder] for owner in owners if (owner, holder) in reader.named), None)
    if known is not None or _wordy(key) or call.receiver.type not in reader.dialect.names:
        return known
    return reader.declare("enum", place, (place.start, place.end), use="slot")


def _wordy(key: Place) -> bool:
    return re.search(r"[^\W\d_]{4,}", key.text) is not None


def _put_pair(reader: Reader, node: Node, parent: int | None, key: Place, text: Place) -> None:
    if parent is not None and reader.drafts[parent].kind == "field" and reader.drafts[parent].use == "slot":
        reader.drafts[parent].kind = "enum"
    listed = parent is not None and reader.drafts[parent].kind == "enum"
    kind: Kind = "member" if listed else "field"
    name, other = (key, text) if _wordy(key) or not listed else (text, key)
    use: Use | None = None if listed else "populate"
    index = reader.declare(kind, name, reach(node), parent=parent, use=use, once=True)
    if name is text:
        reader.drafts[index].code = other.text
    else:
        reader.note(index, other, "label" if listed else "annotation")
