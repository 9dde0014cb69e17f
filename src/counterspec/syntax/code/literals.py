"""What literal collections declare: lists of values, label maps, fields with their settings."""

from __future__ import annotations

from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.code import marks, words
from counterspec.syntax.code.builders import built_field, is_schema, rule
from counterspec.syntax.code.collect import Collection, Shape, collection, is_rule, is_type_word, shape_of
from counterspec.syntax.code.dialect import Entry
from counterspec.syntax.code.items import attribute, describe, is_settings, named_item
from counterspec.syntax.code.members import fill_members, key_place
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import plain

_DEEPEST = MAX_DEPTH // 4
_NESTED_FIELDS = frozenset({"children", "columns", "fields", "items", "questions"})
_RULE_LISTS = frozenset({"rules", "validators", "props", "constraints", "validation"})


def fill(reader: Reader, index: int | None, found: Collection, shape: Shape, depth: int = 0) -> None:
    """Declare what a collection holds under `index`."""
    reader.done.add(found.node.id)
    if depth > _DEEPEST:
        reader.deep = True
        return
    if shape == "fields":
        for entry in found.entries:
            pair(reader, index, entry, depth)
    elif shape == "objects":
        _fill_objects(reader, index, found, depth)
    elif shape != "other":
        fill_members(reader, index, found, shape)


def _fill_objects(reader: Reader, index: int | None, found: Collection, depth: int) -> None:
    """Objects of a list: fields, options or rules; options make the list an enum."""
    known = len(reader.drafts)
    nested = [(entry, collection(reader, entry.value)) for entry in found.entries]
    obliging = any(inner is not None and _obliges(reader, inner) for _, inner in nested)
    for _, inner in nested:
        if inner is None:
            continue
        reader.done.add(inner.node.id)
        item = named_item(reader, index, inner.entries, reach(inner.node), listed=True)
        if item is None:
            for entry in inner.entries:
                pair(reader, index, entry, depth + 1, once=True)
            continue
        draft = reader.drafts[item]
        if obliging and draft.kind == "field" and draft.obligation is None:
            draft.allow_absence(None)
        _item_lists(reader, item, inner, depth)
    children = [draft for draft in reader.drafts[known:] if draft.parent == index]
    if index is None or not children or reader.drafts[index].kind not in ("record", "field"):
        return
    if all(draft.kind == "member" for draft in children):
        reader.drafts[index].kind = "enum"


def _obliges(reader: Reader, inner: Collection) -> bool:
    return any(
        entry.key is not None
        and plain(reader.text(entry.key).strip("'\"")) in words.OBLIGING
        and reader.text(entry.value) in ("true", "True")
        for entry in inner.entries
    )


def _item_lists(reader: Reader, item: int, inner: Collection, depth: int) -> None:
    """Lists inside an object that describes a field: its values, or fields of its own."""
    for entry in inner.entries:
        nested = collection(reader, entry.value) if entry.key is not None else None
        if nested is None or not nested.entries or entry.key is None:
            continue
        key = plain(key_place(reader, entry.key).text)
        if key in words.LISTS or key in _NESTED_FIELDS:
            values(reader, item, nested, depth + 1)
        elif key in _RULE_LISTS:
            settings(reader, item, nested)


def values(reader: Reader, index: int, found: Collection, depth: int = 0) -> None:
    """Declare a collection as the values of draft `index`; objects among them keep their own reading."""
    shape = shape_of(reader, found, "options")
    if shape in ("strings", "tuples", "labels") or shape == "objects":
        start = found.node.start_byte
        enum = reader.declare("enum", Place("", start, start), reach(found.node), parent=index, use="slot")
        fill(reader, enum, found, shape, depth)
    elif shape == "fields":
        fill(reader, index, found, shape, depth)


# -- fields ------------------------------------------------------------------------------------


def pair(reader: Reader, parent: int | None, entry: Entry, depth: int = 0, *, once: bool = False) -> None:
    """Declare one key with its value as a field, or bind it to the field it is a setting of."""
    if entry.key is None:
        return
    name = key_place(reader, entry.key)
    if not name.text or "\n" in name.text:
        return
    if parent is not None and attribute(reader, parent, name, entry.value):
        _attribute_list(reader, parent, plain(name.text), entry.value, depth)
        return
    if entry.value.type in reader.dialect.functions:
        return
    found = collection(reader, entry.value)
    if found is None or not found.entries:
        _scalar_pair(reader, parent, name, entry, once)
        return
    _collection_pair(reader, parent, name, entry, found, depth)


def _attribute_list(reader: Reader, parent: int, key: str, value: Node, depth: int) -> None:
    found = collection(reader, value)
    if found is None or not found.entries:
        return
    if key in words.LISTS:
        values(reader, parent, found, depth + 1)
    else:
        settings(reader, parent, found)


def settings(reader: Reader, index: int, found: Collection) -> None:
    """Read nested objects and rule lists as settings of the field `index`."""
    reader.done.add(found.node.id)
    for entry in found.entries[:64]:
        if entry.key is not None:
            describe(reader, index, key_place(reader, entry.key), entry.value)
            continue
        text = reader.string(entry.value)
        if text is not None:
            rule(reader.drafts[index], text.text)
        nested = collection(reader, entry.value)
        if nested is not None and nested.keyed:
            reader.done.add(nested.node.id)
            for inner in nested.entries:
                if inner.key is not None:
                    describe(reader, index, key_place(reader, inner.key), inner.value)
        elif entry.value.type in reader.dialect.calls:
            marks.apply(reader, index, entry.value.start_byte, entry.value.end_byte, "builder")


def _scalar_pair(reader: Reader, parent: int | None, name: Place, entry: Entry, once: bool) -> None:
    dialect, value = reader.dialect, entry.value
    known = len(reader.drafts)
    index = reader.declare("field", name, reach(entry.node), parent=parent, top=parent is None, once=once)
    if index != known:
        return
    draft = reader.drafts[index]
    text = reader.string(value)
    if text is not None:
        if is_rule(text.text):
            rule(draft, text.text)
        elif is_type_word(text.text):
            draft.type_name = text.text
        else:
            reader.note(index, text, "label" if _labels_fields(reader, parent) else "annotation")
    elif value.type in dialect.calls or value.type in dialect.members:
        built_field(reader, index, value)
    elif value.type in dialect.subscripts and draft.use == "slot":
        draft.use = "populate"
    elif value.type in dialect.names and value.start_byte != name.start:
        draft.type_name = reader.text(value)[:80]


def _labels_fields(reader: Reader, parent: int | None) -> bool:
    return parent is not None and words.FIELD_OWNERS.search(reader.drafts[parent].name) is not None


def _collection_pair(
    reader: Reader, parent: int | None, name: Place, entry: Entry, found: Collection, depth: int
) -> None:
    shape = shape_of(reader, found, name.text)
    extent = reach(entry.node)
    top = parent is None
    if shape == "strings" and all(
        is_rule(text.text) for e in found.entries[:1] if (text := reader.string(e.value))
    ):
        index = reader.declare("field", name, extent, parent=parent, top=top)
        settings(reader, index, found)
    elif shape in ("strings", "tuples") and is_schema(reader, entry.value):
        built_field(reader, reader.declare("field", name, extent, parent=parent, top=top), entry.value)
    elif shape in ("strings", "tuples", "labels") and not is_settings(reader, found.entries):
        index = reader.declare("enum", name, extent, parent=parent, top=top)
        if words.LABEL_OWNERS.search(name.text):
            reader.drafts[index].use = "label"
        fill(reader, index, found, shape, depth + 1)
    else:
        index = reader.declare("field", name, extent, parent=parent, top=top)
        if (
            shape == "objects"
            and all(
                is_settings(reader, inner.entries)
                for e in found.entries[:4]
                if (inner := collection(reader, e.value))
            )
        ) or shape == "other":
            settings(reader, index, found)
        else:
            fill(reader, index, found, "fields" if found.keyed else shape, depth + 1)
        if entry.value.type in reader.dialect.calls:
            marks.apply(reader, index, entry.value.start_byte, entry.value.end_byte, "builder")
