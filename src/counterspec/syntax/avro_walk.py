"""Declare what an Avro schema or protocol in JSON defines."""

from __future__ import annotations

from counterspec.model import Note
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sheet import Sheet, note, short
from counterspec.syntax.tree import (
    Array,
    Member,
    Node,
    Object,
    Scalar,
    get,
    is_word,
    items,
    member,
    members,
    scalars,
    text_at,
    whole,
)

_TEXTS = ("doc", "description", "comment", "title", "label")
_NAMED = frozenset({"record", "error", "enum", "fixed"})
_OWN_KEYS = frozenset(
    {"type", "name", "namespace", "doc", "fields", "symbols", "default", "order", "aliases"}
)


class AvroWalk:
    """Walks the types of one document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def root(self, node: Node) -> None:
        """Declare a schema, a union of schemas, or a protocol."""
        for schema in items(node) if isinstance(node, Array) else (node,):
            self.named(schema, None)
            for inner in items(get(schema, "types")):
                self.named(inner, None)
            for message in members(get(schema, "messages")):
                self._message(message)

    def named(self, schema: Node | None, parent: Draft | None) -> Draft | None:
        """Declare a record, an enumeration or a fixed type; look into arrays, maps and unions for them."""
        if isinstance(schema, Array):
            found = [self.named(branch, parent) for branch in schema.items]
            return next((draft for draft in found if draft is not None), None)
        if not isinstance(schema, Object):
            return None
        kind = get(schema, "type")
        if not isinstance(kind, Scalar):
            return self.named(kind, parent)
        if kind.text in {"array", "map"}:
            return self.named(get(schema, "items") or get(schema, "values"), parent)
        if kind.text not in _NAMED:
            return None
        return self._enum(schema, parent) if kind.text == "enum" else self._record(schema, parent)

    def _record(self, schema: Object, parent: Draft | None) -> Draft:
        name = text_at(schema, "name") or self.sheet.unnamed(schema.start)
        extent = whole(schema)
        record = self.sheet.add("record", name, extent, parent=parent, notes=_notes(schema))
        for field in items(get(schema, "fields")):
            self._field(field, record)
        return record

    def _enum(self, schema: Object, parent: Draft | None) -> Draft:
        name = text_at(schema, "name") or self.sheet.unnamed(schema.start)
        extent = whole(schema)
        enum = self.sheet.add("enum", name, extent, parent=parent, notes=_notes(schema))
        labels = get(schema, "symbolDocs") or get(schema, "symbolDoc")
        for symbol in scalars(get(schema, "symbols")):
            self.sheet.add(
                "member", symbol, parent=enum, notes=[note(get(labels, symbol.text), "description")]
            )
        return enum

    def _field(self, field: Node, record: Draft) -> None:
        name = text_at(field, "name")
        if name is None or not isinstance(field, Object):
            return
        kind = get(field, "type")
        extent = whole(field)
        draft = self.sheet.add("field", name, extent, parent=record, notes=_notes(field))
        draft.type_name = _type_name(kind)
        default = member(field, "default")
        null = _null_branch(kind)
        if null is not None:
            draft.oblige("optional", "null")
        elif default is not None:
            draft.oblige("optional", self.sheet.raw(default))
        else:
            draft.oblige("required")
        draft.cardinality = "0..*" if get(kind, "type", "items") or get(kind, "items") else None
        inner = self.named(kind, draft)
        if inner is not None and inner.kind == "enum":
            draft.code_list = inner.name

    def _message(self, message: Member) -> None:
        function = self.sheet.add("function", message.name, message.extent, notes=_notes(message.value))
        for request in items(get(message.value, "request")):
            name = text_at(request, "name")
            if name is not None:
                draft = self.sheet.add("parameter", name, parent=function, notes=_notes(request))
                draft.type_name = _type_name(get(request, "type"))


def _notes(node: Node) -> list[Note | None]:
    found: list[Note | None] = [note(text_at(node, key), "description") for key in _TEXTS]
    found.extend(short(alias, "annotation") for alias in scalars(get(node, "aliases"))[:5])
    default = get(node, "default")
    found.append(short(default) if is_word(default) else None)
    for item in members(node):
        if item.key not in _OWN_KEYS and item.key not in _TEXTS and is_word(item.value):
            found.append(short(item.value, "annotation", 2000))
    return found


def _null_branch(kind: Node | None) -> Scalar | None:
    branches = scalars(kind) if isinstance(kind, Array) else []
    return next((branch for branch in branches if branch.text == "null"), None)


def _type_name(kind: Node | None, depth: int = 0) -> str | None:
    """Return a type in Avro's short form: `null|string`, `array<Person>`, `long (timestamp-millis)`."""
    if isinstance(kind, Scalar):
        return kind.text or None
    if kind is None or depth > 8:
        return None
    if isinstance(kind, Array):
        return "|".join(name for name in (_type_name(item, depth + 1) for item in kind.items) if name) or None
    own = get(kind, "type")
    if not isinstance(own, Scalar):
        return _type_name(own, depth + 1)
    logical = text_at(kind, "logicalType")
    if own.text in {"array", "map"}:
        inner = _type_name(get(kind, "items") or get(kind, "values"), depth + 1)
        return f"{own.text}<{inner}>" if inner else own.text
    if own.text in _NAMED:
        name = text_at(kind, "name")
        return name.text if name else own.text
    return f"{own.text} ({logical.text})" if logical else own.text
