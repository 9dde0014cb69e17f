"""Form elements in JSX: `<Form.Item name="mz" label="民族" required>`, `<option value="W">White</option>`."""

from __future__ import annotations

import re

from counterspec.syntax.code import words
from counterspec.syntax.code.items import describe
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Node, Place, first_child
from counterspec.syntax.code.words import plain

_NAMING = ("name", "field", "prop", "dataIndex", "source", "vModel", "fieldName", "id", "accessor")
_INPUTS = re.compile(
    r"(?i)input|field|select|radio|checkbox|item|control|textarea|picker|dropdown|column|question"
)


def read_element(reader: Reader, node: Node) -> None:
    """Declare the field that a form element shows, with its label and obligation."""
    tag = node.child_by_field_name("name")
    if tag is None:
        return
    attributes = _attributes(reader, node)
    if reader.text(tag) in ("option", "Option", "Select.Option", "MenuItem"):
        return
    texts = {
        key: text
        for key, (_, value) in attributes.items()
        if value is not None and (text := reader.string(value))
    }
    label = next(
        (texts[key] for key in ("label", "title", "placeholder", "legend", "aria-label") if key in texts),
        None,
    )
    name = next((texts[key] for key in _NAMING if key in texts), None)
    if name is None and label is not None and "label" in texts and _INPUTS.search(reader.text(tag)):
        name = label
    if (
        name is None
        or not (label is not None or _INPUTS.search(reader.text(tag)))
        or not re.match(r"^[^\W\d]", name.text)
    ):
        return
    index = reader.declare("field", name, reach(node))
    for place, value in attributes.values():
        _setting(reader, index, name, place, value)
        if value is not None and value.type in ("array", "object"):
            reader.done.update(inner.id for inner in inside(value))


def _attributes(reader: Reader, node: Node) -> dict[str, tuple[Place, Node | None]]:
    found: dict[str, tuple[Place, Node | None]] = {}
    for child in node.named_children[:60]:
        if child.type != "jsx_attribute":
            continue
        children = child.named_children
        place = reader.place(children[0]) if children else None
        if place is not None:
            value = children[1] if len(children) > 1 else None
            if value is not None and value.type == "jsx_expression":
                value = first_child(value)
            found.setdefault(place.text, (place, value))
    return found


def _setting(reader: Reader, index: int, name: Place, place: Place, value: Node | None) -> None:
    draft = reader.drafts[index]
    if value is None:
        if plain(place.text) in words.OBLIGING:
            draft.require(place.text)
        return
    if reader.string(value) != name:
        describe(reader, index, place, value)
    if plain(place.text) == "rules" and re.search(r"required\s*:\s*true", reader.text(value)[:600]):
        draft.require("required: true")
