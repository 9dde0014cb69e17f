"""Alert rules written as objects: a condition on a person's record, with what it raises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterspec.syntax.code import words
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import plain

_MAX_NODES = 400
_IN_TEXT = re.compile(
    r"(?<![\w.'\"])[A-Za-z_$][\w$]*\.([A-Za-z_]\w*)(?!\s*\()|(?<![\w.'\"])([A-Za-z_]\w*)\s*(?:===?|!==?|>=?|<=?|\bin\b)"
)


def alert_conditions(
    reader: Reader,
    parent: int | None,
    keys: dict[str, tuple[Place, Node]],
    extent: tuple[int, int],
    owner: str,
) -> bool:
    """Declare the conditions of a rule object; tell whether it was one."""
    key = next((key for key in keys if key in words.CONDITIONS), None)
    if key is None:
        return False
    if not any(other in words.ALERT_KEYS for other in keys) and not words.ALERT_OWNERS.search(owner):
        return False
    texts = [
        (text, "label" if name in words.LABELS or name == "name" else "description")
        for name, (_, value) in keys.items()
        if (name in words.LABELS or name in words.DESCRIPTIONS or name == "name")
        and (text := reader.string(value))
    ]
    before = len(reader.drafts)
    for place in _tested(reader, keys[key][1]):
        index = reader.declare("condition", place, extent, parent=parent, top=parent is None, use="alert")
        for text, role in texts:
            reader.note(index, text, role)  # type: ignore[arg-type]
        for literal in _literals(reader, keys[key][1]):
            reader.note(index, literal, "annotation")
    if len(reader.drafts) == before:
        return False
    reader.done.update(inner.id for inner in inside(keys[key][1]))
    return True


def _tested(reader: Reader, node: Node) -> Iterator[Place]:
    """Yield the members a condition looks at, each once."""
    text = reader.string(node)
    if text is not None:
        yield from _tested_in_text(reader, text)
        return
    seen: set[str] = set()
    for inner in inside(node):
        _, name = reader.dialect.parts(inner)
        place = reader.place(name)
        if (
            place is not None
            and place.text not in seen
            and plain(place.text) not in ("length", "includes", "value")
        ):
            seen.add(place.text)
            yield place


def _tested_in_text(reader: Reader, text: Place) -> Iterator[Place]:
    seen: set[str] = set()
    raw = reader.slice(text.start, text.end)
    for match in _IN_TEXT.finditer(raw[:2000]):
        group = 1 if match.group(1) else 2
        name = match.group(group)
        if name not in seen:
            seen.add(name)
            start = text.start + len(raw[: match.start(group)].encode())
            yield Place(name, start, start + len(name.encode()))


def _literals(reader: Reader, node: Node) -> list[Place]:
    found = [place for inner in inside(node) if (place := reader.string(inner)) is not None]
    return found[:8] if reader.string(node) is None else []


def inside(node: Node) -> Iterator[Node]:
    """Yield a node and what it holds, outermost first, up to a few hundred nodes."""
    stack, count = [node], 0
    while stack and count < _MAX_NODES:
        current = stack.pop()
        count += 1
        yield current
        if current.named_child_count:
            stack.extend(reversed(current.named_children))
