"""Members of lists: strings, pairs of code and label, maps of codes to labels."""

from __future__ import annotations

import re

from counterspec.syntax.code import words
from counterspec.syntax.code.collect import Collection, Shape, collection
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.tree import Node, Place

_WORDLIKE = re.compile(r"[^\W\d_]{4,}|[^\x00-\x7f]")


def fill_members(reader: Reader, index: int | None, found: Collection, shape: Shape) -> None:
    if shape == "strings" and not found.keyed:
        for entry in found.entries:
            text = reader.string(entry.value)
            if text is not None:
                reader.declare("member", text, (entry.node.start_byte, entry.node.end_byte), parent=index)
        return
    for entry in found.entries:
        if shape == "tuples":
            nested = collection(reader, entry.value)
            if nested is not None:
                reader.done.add(nested.node.id)
                texts = [text for e in nested.entries[:6] if (text := _scalar(reader, e.value)) is not None]
                _member(reader, index, texts, entry.node)
        else:
            key = key_place(reader, entry.key) if entry.key is not None else None
            value = _scalar(reader, entry.value) if shape == "labels" else reader.string(entry.value)
            _member(reader, index, [text for text in (key, value) if text is not None], entry.node)


def _scalar(reader: Reader, node: Node) -> Place | None:
    dialect = reader.dialect
    if node.type in dialect.strings or node.type in dialect.scalars:
        return reader.place(node)
    call = dialect.call(node)
    if call is not None and len(call.args) == 1 and words.translates(reader.text(call.name)):
        return reader.string(call.args[0])
    return None


def key_place(reader: Reader, node: Node) -> Place:
    bare = reader.dialect.bare(node)
    place = reader.place(bare) if bare is not None else None
    if place is None:
        return Place("", node.start_byte, node.start_byte)
    if place.text.startswith((":", ".", "[")) or place.text.endswith(":"):
        text = place.text.strip(".:[]")
        offset = place.text.find(text)
        return Place(text, place.start + offset, place.start + offset + len(text.encode()))
    return place


def _member(reader: Reader, index: int | None, texts: list[Place], node: Node) -> None:
    """Declare one value from its code and its label: the one that is a word names it."""
    if not texts:
        return
    if len(texts) == 1:
        reader.declare("member", texts[0], reach(node), parent=index)
        return
    first, second = texts[0], texts[1]
    wordy = _WORDLIKE.search(first.text) is not None
    name, other = (first, second) if wordy or not _WORDLIKE.search(second.text) else (second, first)
    member = reader.declare("member", name, reach(node), parent=index)
    draft = reader.drafts[member]
    if other is first or not _WORDLIKE.search(other.text):
        draft.code = other.text
    else:
        reader.note(member, other, "label")
    for text in texts[2:]:
        reader.note(member, text, "label")
