"""Java sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source, Use
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import collection
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, first_child

_SUFFIXES = (".java",)
_SIGNS = re.compile(r"\b(?:package|import|class|interface|enum|record|public|private|@interface)\b")
_MEDIA_TYPE = "text/x-java"

DIALECT = Dialect(
    grammar=Grammar("tree_sitter_java"),
    strings=frozenset({"string_literal", "character_literal"}),
    scalars=frozenset(
        {
            "decimal_integer_literal",
            "hex_integer_literal",
            "decimal_floating_point_literal",
            "true",
            "false",
            "null_literal",
        }
    ),
    names=frozenset({"identifier", "type_identifier"}),
    sequences=frozenset({"array_initializer", "element_value_array_initializer"}),
    wrappers={
        "parenthesized_expression": 0,
        "cast_expression": "value",
        "array_creation_expression": "value",
    },
    members={"field_access": ("object", "field")},
    subscripts=frozenset({"array_access"}),
    calls={
        "method_invocation": ("name", "object", "arguments"),
        "object_creation_expression": ("type", "", "arguments"),
    },
    builders=frozenset(
        {
            "of",
            "aslist",
            "newarraylist",
            "newhashset",
            "ofentries",
            "entry",
            "simpleentry",
            "pair",
            "copyof",
            "immutablelist",
        }
    ),
    functions=frozenset({"lambda_expression", "method_reference"}),
    equalities=frozenset({"equals", "equalsignorecase", "contentequals"}),
    brackets=(b"]{", b"] {"),
    comment="[(line_comment) (block_comment)]",
)
_BOUND = re.compile(
    r"@(?:RequestParam|QueryParam|PathVariable|PathParam|FormParam|RequestHeader|HeaderParam|Param|ApiParam|Parameter|Query|Field|Path)\b"
)
_QUERY = re.compile(r"@(?:RequestParam|QueryParam|Param|Query|ApiParam|Parameter)\b")


def _annotations(node: Node) -> Node | None:
    """Return the modifiers of a declaration where they hold an annotation."""
    first = first_child(node)
    return first if first is not None and first.type == "modifiers" and first.named_child_count else None


_RECORD = handlers.container("record", "record")


def _type(reader: Reader, node: Node) -> None:
    known, modifiers = len(reader.drafts), _annotations(node)
    _RECORD(reader, node)
    if modifiers is not None and len(reader.drafts) > known:
        apply(reader, known, modifiers.start_byte, modifiers.end_byte, "annotation")


def _field(reader: Reader, node: Node) -> None:
    kind, modifiers = node.child_by_field_name("type"), _annotations(node)
    type_name = reader.text(kind) if kind is not None else None
    for declarator in node.children_by_field_name("declarator"):
        name, value = (
            reader.place(declarator.child_by_field_name("name")),
            declarator.child_by_field_name("value"),
        )
        if name is None or name.text in ("serialVersionUID", "log", "logger", "LOG", "LOGGER"):
            continue
        index = name_value(reader, name, reach(node), value, type_name=type_name)
        if modifiers is not None:
            apply(reader, index, modifiers.start_byte, modifiers.end_byte, "annotation")
        handlers.oblige_by_type(reader, index, type_name, strict=False)
        if value is not None:
            reader.open(node, index, "record")


def _local(reader: Reader, node: Node) -> None:
    for declarator in node.children_by_field_name("declarator"):
        handlers.local_list(
            reader,
            node,
            reader.place(declarator.child_by_field_name("name")),
            declarator.child_by_field_name("value"),
        )


def _component(reader: Reader, node: Node) -> None:
    """A component of a record."""
    name, kind = reader.place(node.child_by_field_name("name")), node.child_by_field_name("type")
    if name is None:
        return
    type_name = reader.text(kind) if kind is not None else None
    index = reader.declare("field", name, reach(node), type_name=type_name)
    modifiers = _annotations(node)
    if modifiers is not None:
        apply(reader, index, modifiers.start_byte, modifiers.end_byte, "annotation")
    handlers.oblige_by_type(reader, index, type_name, strict=False)


def _parameter(reader: Reader, node: Node) -> None:
    """A parameter that a request fills."""
    modifiers, name = _annotations(node), reader.place(node.child_by_field_name("name"))
    if modifiers is None or name is None or reader.top.mode == "record":
        return
    text = reader.text(modifiers)
    if _BOUND.search(text) is None:
        return
    kind = node.child_by_field_name("type")
    use: Use = "filter" if _QUERY.search(text) else "slot"
    index = reader.declare(
        "parameter", name, reach(node), use=use, type_name=reader.text(kind) if kind else None
    )
    apply(reader, index, modifiers.start_byte, modifiers.end_byte, "annotation")


def _constant(reader: Reader, node: Node) -> None:
    name = reader.place(node.child_by_field_name("name"))
    if name is None:
        return
    index = reader.declare("member", name, reach(node))
    modifiers = _annotations(node)
    if modifiers is not None:
        apply(reader, index, modifiers.start_byte, modifiers.end_byte, "annotation")
    arguments = node.child_by_field_name("arguments")
    if arguments is not None:
        handlers.label_member(
            reader,
            index,
            [place for arg in reader.dialect.elements(arguments) if (place := reader.place(arg))],
        )
    reader.open(node, index, "body")


def _method(reader: Reader, node: Node) -> None:
    handlers.declare_function(reader, node, reader.place(node.child_by_field_name("name")))


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or left.type != "field_access":
        return
    holder = left.child_by_field_name("object")
    if holder is not None and holder.type != "this" and collection(reader, right) is None:
        assign_member(reader, node, left, right)


ROLES: Roles = (
    ("(package_declaration)", handlers.preamble),
    ("(class_declaration)", _type),
    ("(interface_declaration)", _type),
    ("(record_declaration)", _type),
    ("(annotation_type_declaration)", handlers.container("record", "record")),
    ("(enum_declaration)", handlers.container("enum", "enum")),
    ("(enum_body_declarations)", handlers.anonymous_record),
    ("(field_declaration)", _field),
    ("(constant_declaration)", _field),
    ("(local_variable_declaration)", _local),
    ("(record_declaration parameters: (formal_parameters (formal_parameter) @it))", _component),
    ("(enum_constant)", _constant),
    ("(method_declaration)", _method),
    ("(constructor_declaration)", handlers.anonymous),
    ("(static_initializer)", handlers.anonymous),
    ("(lambda_expression)", handlers.anonymous),
    ("(formal_parameter . (modifiers))", _parameter),
    ("(assignment_expression)", _assignment),
    ("(if_statement)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(method_invocation)", read_call),
)


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS)


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "java", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="java",
    title="Java",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Classes, records and enums with their annotations and Javadoc, filled maps, queries and conditions.",
)
