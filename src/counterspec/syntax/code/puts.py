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


def puts(reader: Reader, call: Call) -> bool:
    """Whether a call puts something under a key; without a receiver only inside an initialiser."""
    if call.receiver is None:
        return reader.top.mode == "record" and reader.top.draft is not None
    return not on_table(reader, call)


def read_put(reader: Reader, node: Node, call: Call) -> None:
    """`row.put("ext3", page.text("民族"))`: a record's field is filled, or a code gets its label."""
    place, value = reader.string(call.args[0]), call.args[1]
    if place is None:
        return
    text = reader.string(value)
    if text is not None:
        _put_pair(reader, node, _holder(reader, call), place, text)
        return
    bare = place.text.lstrip("@:$?")
    place = Place(bare, place.start + len(place.text) - len(bare), place.end)
    if COLUMN.match(place.text) is None or value.type in reader.dialect.functions:
        return
    use: Use = (
        "infer" if words.says_inferred(reader.slice(value.start_byte, value.end_byte)[:600]) else "populate"
    )
    index = reader.declare("field", place, reach(node), use=use, once=True)
    for inner in inside(value):
        literal = reader.string(inner)
        if literal is not None and len(literal.text) <= 120:
            reader.note(index, literal, "annotation")


def _holder(reader: Reader, call: Call) -> int | None:
    """Return the draft of the map that a call fills, where it is declared."""
    if call.receiver is None:
        return reader.top.draft
    holder = reader.text(call.receiver)[:80]
    owners = [frame.draft for frame in reversed(reader.frames)]
    return next((reader.named[owner, holder] for owner in owners if (owner, holder) in reader.named), None)


def _put_pair(reader: Reader, node: Node, parent: int | None, key: Place, text: Place) -> None:
    if parent is not None and reader.drafts[parent].kind == "field" and reader.drafts[parent].use == "slot":
        reader.drafts[parent].kind = "enum"
    coded = not re.search(r"[^\W\d_]{4,}", key.text)
    kind: Kind = "member" if parent is not None and reader.drafts[parent].kind == "enum" else "field"
    name, other = (text, key) if coded and kind == "member" else (key, text)
    index = reader.declare(
        kind, name, reach(node), parent=parent, use=None if kind == "member" else "populate", once=True
    )
    if name is text:
        reader.drafts[index].code = other.text
    else:
        reader.note(index, other, "label" if kind == "member" else "annotation")
