"""PHP sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import assign_member, fill_from
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import collection
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, Place, first_child

_SUFFIXES = (".php", ".phtml", ".php5", ".inc")
_SIGNS = re.compile(r"<\?(?:php|=|\s)", re.IGNORECASE)
_MEDIA_TYPE = "text/x-php"
_CALLS = {
    "member_call_expression": ("name", "object", "arguments"),
    "nullsafe_member_call_expression": ("name", "object", "arguments"),
    "scoped_call_expression": ("name", "scope", "arguments"),
    "function_call_expression": ("function", "", "arguments"),
    "object_creation_expression": ("", "", ""),
}

DIALECT = Dialect(
    grammar=Grammar("tree_sitter_php", "language_php"),
    strings=frozenset({"string", "encapsed_string"}),
    scalars=frozenset({"integer", "float", "boolean", "null"}),
    names=frozenset({"name", "variable_name", "qualified_name"}),
    sequences=frozenset({"array_creation_expression"}),
    pairs={"array_element_initializer": ("", "")},
    wrappers={"argument": -1, "parenthesized_expression": 0, "cast_expression": "value"},
    members={
        "member_access_expression": ("object", "name"),
        "nullsafe_member_access_expression": ("object", "name"),
        "scoped_property_access_expression": ("scope", "name"),
    },
    subscripts=frozenset({"subscript_expression"}),
    calls=_CALLS,
    functions=frozenset({"anonymous_function", "anonymous_function_creation_expression", "arrow_function"}),
    comment="(comment)",
)


def _bare_name(reader: Reader, node: Node | None) -> Place | None:
    """Return a variable's name without the dollar."""
    if node is None:
        return None
    return reader.place(first_child(node) if node.type == "variable_name" else node)


def _annotate(reader: Reader, index: int, node: Node) -> None:
    attributes = node.child_by_field_name("attributes")
    if attributes is not None:
        apply(reader, index, attributes.start_byte, attributes.end_byte, "annotation")


def _property(reader: Reader, node: Node) -> None:
    kind = node.child_by_field_name("type")
    type_name = reader.text(kind) if kind is not None else None
    for element in node.named_children:
        if element.type != "property_element":
            continue
        name = _bare_name(reader, element.child_by_field_name("name") or first_child(element))
        if name is None:
            continue
        index = name_value(
            reader, name, reach(node), element.child_by_field_name("default_value"), type_name=type_name
        )
        _annotate(reader, index, node)
        handlers.oblige_by_type(reader, index, type_name, strict=False)


def _promoted(reader: Reader, node: Node) -> None:
    """A constructor parameter that makes a property."""
    name, kind = _bare_name(reader, node.child_by_field_name("name")), node.child_by_field_name("type")
    if name is None:
        return
    type_name = reader.text(kind) if kind is not None else None
    index = reader.declare("field", name, reach(node), type_name=type_name)
    _annotate(reader, index, node)
    default = node.child_by_field_name("default_value") is not None
    handlers.oblige_by_type(reader, index, type_name, default=default)


def _constant(reader: Reader, node: Node) -> None:
    children = node.named_children
    name = reader.place(children[0]) if children else None
    if name is not None:
        name_value(reader, name, reach(node), children[-1] if len(children) > 1 else None)


def _case(reader: Reader, node: Node) -> None:
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None:
        return
    index = reader.declare("member", name, reach(node))
    text = reader.place(value) if value is not None else None
    if text is not None:
        handlers.label_member(reader, index, [text])


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    if left.type != "variable_name":
        if left.type in reader.dialect.members or left.type in reader.dialect.subscripts:
            assign_member(reader, node, left, right)
        return
    name = _bare_name(reader, left)
    if name is None:
        return
    if reader.scope.mode == "body":
        handlers.local_list(reader, node, name, right)
    elif (reader.top.draft, name.text) not in reader.named and right.type not in reader.dialect.functions:
        if right.type in reader.dialect.subscripts and collection(reader, right) is None:
            fill_from(reader, node, name, right)
        else:
            name_value(reader, name, reach(node), right)


def _call(reader: Reader, node: Node) -> None:
    call = reader.dialect.call(node)
    if (
        call is not None
        and len(call.args) >= 2
        and call.receiver is None
        and reader.text(call.name) == "define"
    ):
        name = reader.string(call.args[0])
        if name is not None:
            name_value(reader, name, reach(node), call.args[1])
        return
    read_call(reader, node)


ROLES: Roles = (
    ("(namespace_definition)", handlers.preamble),
    ("(class_declaration)", handlers.container("record", "record")),
    ("(interface_declaration)", handlers.container("record", "record")),
    ("(trait_declaration)", handlers.container("record", "record")),
    ("(enum_declaration)", handlers.container("enum", "enum")),
    ("(property_declaration)", _property),
    ("(property_promotion_parameter)", _promoted),
    ("(const_element)", _constant),
    ("(enum_case)", _case),
    ("(function_definition)", handlers.function()),
    ("(method_declaration)", handlers.function()),
    ("(anonymous_function)", handlers.anonymous),
    ("(arrow_function)", handlers.anonymous),
    ("(assignment_expression)", _assignment),
    ("(if_statement)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(function_call_expression)", _call),
    ("(member_call_expression)", read_call),
    ("(nullsafe_member_call_expression)", read_call),
    ("(scoped_call_expression)", read_call),
    ("(array_creation_expression)", handlers.loose_collection),
)


def _claim(head: Head) -> int:
    if head.text is not None and head.suffix not in _SUFFIXES and head.text.startswith("<?php"):
        return 65
    return claim(head, _SUFFIXES, _SIGNS, "php")


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "php", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="php",
    title="PHP",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Classes with their attributes, migrations, form builders, validation rules, arrays of labels, queries.",
)
