"""What literal collections declare: lists of values, label maps, fields with their settings."""

from __future__ import annotations

import re

from counterspec.model.declaration import Kind, Use
from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.code import marks, words
from counterspec.syntax.code.collect import Collection, Shape, collection, is_rule, is_type_word, shape_of
from counterspec.syntax.code.dialect import Entry
from counterspec.syntax.code.draft import Draft
from counterspec.syntax.code.items import attribute, describe, is_settings, named_item
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import plain

_DEEPEST = MAX_DEPTH // 4
_WORDLIKE = re.compile(r"[^\W\d_]{4,}|[^\x00-\x7f]")
_MAP_TYPE = re.compile(r"(?i)map|dict|record<|hash|object|\[|\bany\b|final|table|pair|str|\bvar\b|auto|\{")
"""Types of label maps; anything else that is given an object is one record."""
_SCHEMA_ROOT = re.compile(
    rb"\s*(?:await\s+)?(yup|joi|Joi|Yup|z|zod|v|PropTypes|DataTypes|Sequelize|types|Schema|S|t|Type|s)\b\s*\."
)
_OPTIONAL_ROOTS = frozenset({b"yup", b"Yup", b"joi", b"Joi", b"PropTypes"})


def name_value(
    reader: Reader,
    name: Place,
    extent: tuple[int, int],
    value: Node | None,
    *,
    type_name: str | None = None,
    once: bool = False,
) -> int:
    """Declare a name with what it is given: a list, a record, or a field with a text."""
    found = collection(reader, value)
    if found is None or not found.entries:
        return _plain_field(reader, name, extent, value, type_name, once)
    shape = shape_of(reader, found, name.text)
    if shape == "strings" and _names_fields(reader, name, found):
        return len(reader.drafts) - 1
    if shape == "labels" and type_name is not None and _MAP_TYPE.search(type_name) is None:
        shape = "fields"
    kind = _kind_of(shape)
    index = reader.declare(kind, name, extent, type_name=type_name, once=once)
    if kind == "record" and value is not None and type_name is None:
        _note_class(reader, index, value)
    if kind == "enum" and words.LABEL_OWNERS.search(name.text):
        reader.drafts[index].use = "label"
    fill(reader, index, found, shape)
    return index


def _kind_of(shape: Shape) -> Kind:
    if shape in ("strings", "tuples", "labels"):
        return "enum"
    return "record" if shape in ("objects", "fields") else "field"


def _note_class(reader: Reader, index: int, value: Node) -> None:
    """A record written out as `Person{…}` or `new Person { … }` is a Person."""
    kind = value.child_by_field_name("type") or value.child_by_field_name("name")
    place = reader.place(kind)
    if place is not None and re.fullmatch(r"[\w.]{2,60}", place.text):
        reader.drafts[index].type_name = place.text
        reader.note(index, place, "annotation")


def _names_fields(reader: Reader, name: Place, found: Collection) -> bool:
    """Lists in a class that name its fields, or what is searched and sorted by; tell whether it was one."""
    if reader.scope.mode != "record" or reader.scope.draft is None:
        return False
    key = plain(name.text)
    use: Use | None = "filter" if key in _FILTER_LISTS else "sort" if key in _SORT_LISTS else None
    if use is None and key not in _FIELD_LISTS:
        return False
    reader.done.add(found.node.id)
    known = len(reader.drafts)
    for entry in found.entries:
        place = reader.string(entry.value)
        if place is None:
            continue
        text = place.text.lstrip("-").split("__")[0]
        start = place.start + len(place.text) - len(place.text.lstrip("-"))
        column = Place(text, start, start + len(text.encode()))
        if use is None:
            reader.declare("field", column, reach(entry.node), once=True)
        else:
            reader.declare("condition", column, reach(entry.node), use=use)
    return len(reader.drafts) > known


_FIELD_LISTS = frozenset(
    "fillable fields props attributes allowedfields permitted inputs columns dates appends observedattributes".split()
)
_FILTER_LISTS = frozenset(
    "listfilter searchfields filtersetfields filterfields searchable filterable allowedfilters searchablefields".split()
)
_SORT_LISTS = frozenset(
    "ordering orderingfields sortable allowedsorts sortablefields groupby orderby".split()
)


def _plain_field(
    reader: Reader,
    name: Place,
    extent: tuple[int, int],
    value: Node | None,
    type_name: str | None,
    once: bool,
) -> int:
    known = len(reader.drafts)
    index = reader.declare("field", name, extent, type_name=type_name, once=once)
    if index == known and value is not None:
        reader.note(index, reader.string(reader.dialect.bare(value)), "annotation")
    return index


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
        _fill_members(reader, index, found, shape)


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
    if index is not None and children and all(draft.kind == "member" for draft in children):
        if reader.drafts[index].kind in ("record", "field"):
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
        key = plain(_key(reader, entry.key).text)
        if key in words.LISTS or key in ("children", "columns", "fields", "items", "questions"):
            values(reader, item, nested, depth + 1)
        elif key in ("rules", "validators", "props", "constraints", "validation"):
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


# -- members -----------------------------------------------------------------------------------


def _fill_members(reader: Reader, index: int | None, found: Collection, shape: Shape) -> None:
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
            key = _key(reader, entry.key) if entry.key is not None else None
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


def _key(reader: Reader, node: Node) -> Place:
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


# -- fields ------------------------------------------------------------------------------------


def pair(reader: Reader, parent: int | None, entry: Entry, depth: int = 0, *, once: bool = False) -> None:
    """Declare one key with its value as a field, or bind it to the field it is a setting of."""
    if entry.key is None:
        return
    name = _key(reader, entry.key)
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
            describe(reader, index, _key(reader, entry.key), entry.value)
            continue
        text = reader.string(entry.value)
        if text is not None:
            rule(reader.drafts[index], text.text)
        nested = collection(reader, entry.value)
        if nested is not None and nested.keyed:
            reader.done.add(nested.node.id)
            for inner in nested.entries:
                if inner.key is not None:
                    describe(reader, index, _key(reader, inner.key), inner.value)
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
        _built_field(reader, index, value)
    elif value.type in dialect.subscripts and draft.use == "slot":
        draft.use = "populate"
    elif value.type in dialect.names and value.start_byte != name.start:
        draft.type_name = reader.text(value)[:80]


def _labels_fields(reader: Reader, parent: int | None) -> bool:
    return parent is not None and words.FIELD_OWNERS.search(reader.drafts[parent].name) is not None


def _built_field(reader: Reader, index: int, value: Node) -> None:
    """A key whose value is a builder (`yup.string().required()`), a type, or taken from elsewhere."""
    draft = reader.drafts[index]
    root = _SCHEMA_ROOT.match(reader.data, value.start_byte, value.end_byte)
    if value.type in reader.dialect.calls:
        marks.apply(reader, index, value.start_byte, value.end_byte, "builder")
    if root is None:
        if draft.use == "slot":
            draft.use = (
                "infer"
                if words.says_inferred(
                    reader.slice(value.start_byte, min(value.end_byte, value.start_byte + 400))
                )
                else "populate"
            )
        return
    reader.done.update(inner.id for inner in inside(value))
    draft.type_name = (
        reader.slice(value.start_byte, min(value.end_byte, value.start_byte + 40)).split("(")[0].strip()
    )
    if draft.obligation is None and root.group(1) in _OPTIONAL_ROOTS:
        draft.allow_absence(None)
    elif draft.obligation is None and root.group(1) in (b"z", b"zod"):
        draft.require(None)


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
    elif shape in ("strings", "tuples") and _is_schema(reader, entry.value):
        _built_field(reader, reader.declare("field", name, extent, parent=parent, top=top), entry.value)
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


def _is_schema(reader: Reader, value: Node) -> bool:
    """Tell whether a call builds a schema (`yup.string().oneOf([…])`), not a list."""
    is_call = value.type in reader.dialect.calls
    return is_call and _SCHEMA_ROOT.match(reader.data, value.start_byte, value.end_byte) is not None


def rule(draft: Draft, text: str) -> None:
    """Read a validation rule: `required|string|max:40`, `nullable`, `in:a,b`."""
    for part in text.split("|"):
        word, _, argument = part.partition(":")
        if word == "required":
            draft.require("required")
            draft.use = "validate" if draft.use == "slot" else draft.use
        elif word in ("nullable", "sometimes"):
            draft.allow_absence(word)
        elif word == "max" and argument.isdigit():
            draft.length = argument
