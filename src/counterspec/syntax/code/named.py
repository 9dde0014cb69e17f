"""Names that are given something: a list, a record, a text."""

from __future__ import annotations

import re

from counterspec.model.declaration import Kind, Use
from counterspec.syntax.code import words
from counterspec.syntax.code.collect import Collection, Shape, collection, shape_of
from counterspec.syntax.code.literals import fill
from counterspec.syntax.code.marks import declare_values
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import plain

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,30}")
_MAP_TYPE = re.compile(r"(?i)map|dict|record<|hash|object|\[|\bany\b|final|table|pair|str|\bvar\b|auto|\{")
"""Types of label maps; anything else that is given an object is one record."""


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
    text = reader.string(reader.dialect.bare(value)) if value is not None else None
    known = len(reader.drafts)
    index = reader.declare("field", name, extent, type_name=type_name, once=once)
    if index == known:
        reader.note(index, text, "annotation")
        if text is not None and _names_column(reader, name, text):
            reader.drafts[index].use = "label"
            declare_values(reader, index, [(text, None)])
    return index


def _names_column(reader: Reader, name: Place, text: Place) -> bool:
    """`PROTECTED_GROUP = "RAC"`: a constant that names a column has it as its one value."""
    constant = reader.scope.mode == "module" and words.LABEL_OWNERS.search(name.text) is not None
    return constant and _IDENTIFIER.fullmatch(text.text) is not None
