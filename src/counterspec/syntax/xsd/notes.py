"""Turn documentation, application information and labels of a schema into notes."""

from __future__ import annotations

import re

from counterspec.model import Note, Span
from counterspec.syntax.comments import Role
from counterspec.syntax.drafts import clip
from counterspec.syntax.xml_tree import Node, Text, resolve

_LABELS = {
    "label": "label",
    "title": "label",
    "caption": "label",
    "displayname": "label",
    "description": "description",
    "doc": "description",
}
LABELS = re.compile(r"(?i)[\s:](?:label|title|caption|displayname|description|doc)\s*+=")
"""What a text holds where any element has a label for an attribute."""
_SPACES = re.compile(r"\s+")
_MAX_TEXTS = 200


def documentation(node: Node, text: str) -> Note | None:
    """Return the text of a documentation element; white space is folded to single spaces."""
    role: Role = "label" if (node.get("source") or "").casefold() in ("name", "label") else "description"
    return _inner(node, text, role)


def application(node: Node, text: str) -> list[Note]:
    """Return the text of an appinfo element and the labels among its attributes."""
    inner = _inner(node, text, "annotation")
    notes = [inner] if inner is not None else []
    for below in _descendants(node):
        notes.extend(labels(below))
    return notes


def labels(node: Node) -> list[Note]:
    """Return the attributes, of any namespace, that label or describe the element."""
    found: list[Note] = []
    for name, attribute in node.attributes.items():
        role = _LABELS.get(name.rpartition(":")[2].casefold())
        if role is not None and attribute.value.strip():
            span = Span(attribute.start, attribute.end)
            found.append(Note(clip(attribute.value), span, "label" if role == "label" else "description"))
    return found


def _inner(node: Node, text: str, role: Role) -> Note | None:
    pieces: list[str] = []
    first = last = node.start
    for piece in _texts(node):
        raw = text[piece.start : piece.end]
        words = _SPACES.sub(" ", raw if piece.raw else resolve(raw)).strip()
        if words:
            first = first if pieces else piece.start + len(raw) - len(raw.lstrip())
            last = piece.start + len(raw.rstrip())
            pieces.append(words)
    return Note(clip(" ".join(pieces)), Span(first, last), role) if pieces else None


def _texts(node: Node) -> list[Text]:
    found: list[Text] = []
    pending: list[Node | Text] = [node]
    while pending and len(found) < _MAX_TEXTS:
        item = pending.pop()
        if isinstance(item, Text):
            found.append(item)
        else:
            pending.extend(below for below in reversed(item.items) if isinstance(below, Node | Text))
    return found


def _descendants(node: Node) -> list[Node]:
    found: list[Node] = []
    pending = list(node.children())
    while pending and len(found) < _MAX_TEXTS:
        below = pending.pop()
        found.append(below)
        pending.extend(below.children())
    return found
