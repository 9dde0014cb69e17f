"""Kotlin sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import collection
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.draft import NON_NULL_TYPE
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, first_child, last_child

_SUFFIXES = (".kt", ".kts")
_SIGNS = re.compile(r"\b(?:package|import|class|interface|object|fun|val|var)\b")
_MEDIA_TYPE = "text/x-kotlin"

_ONE_LINE = re.compile(rb"\b(?:class|object|interface|fun|init|get|set)\b[^\"]*\{")
_LONGEST_LINE = 1_000
_BEFORE_BRACE = re.compile(rb"(?<=[\w)\"?>\]]) (?=\})")
_BOUND = re.compile(r"@(?:RequestParam|QueryParam|PathVariable|Query|Field|Path|Header)\b")
_COLUMN_TYPES = re.compile(
    r"^(?:varchar|text|char|integer|long|bool|date|datetime|enumeration|customEnumeration|reference|enumerationByName)\b"
)


def _mend(data: bytes) -> bytes:
    """The grammar wants a separator before the brace of a body on one line: a blank makes place for it."""
    if b" }" not in data:
        return data
    lines = data.split(b"\n")
    for number, line in enumerate(lines):
        if b" }" in line and b"{" in line and len(line) <= _LONGEST_LINE and _ONE_LINE.search(line):
            lines[number] = _BEFORE_BRACE.sub(b";", line)
    return b"\n".join(lines)


DIALECT = Dialect(
    grammar=Grammar("tree_sitter_kotlin"),
    strings=frozenset({"string_literal", "character_literal"}),
    scalars=frozenset({"number_literal", "float_literal", "boolean_literal"}),
    names=frozenset({"identifier"}),
    sequences=frozenset({"collection_literal"}),
    pairs={"infix_expression": ("", "")},
    wrappers={"value_argument": -1, "parenthesized_expression": 0, "as_expression": 0},
    members={"navigation_expression": ("", "")},
    subscripts=frozenset({"index_expression"}),
    calls={"call_expression": ("", "", "")},
    builders=frozenset(
        "listof setof arrayof mutablelistof mutablesetof mapof mutablemapof hashmapof linkedmapof sortedmapof "
        "enumsetof arraylistof hashsetof linkedsetof immutablelistof persistentlistof pair buildlist sequenceof".split()
    ),
    functions=frozenset({"lambda_literal", "anonymous_function", "annotated_lambda"}),
    equalities=frozenset({"equals", "contentequals"}),
    brackets=(),
    comment="[(line_comment) (block_comment)]",
    mend=_mend,
)


def _child(node: Node, *types: str) -> Node | None:
    return next((child for child in node.named_children if child.type in types), None)


def _class(reader: Reader, node: Node) -> None:
    name = reader.place(node.child_by_field_name("name"))
    modifiers = _child(node, "modifiers")
    is_enum = modifiers is not None and re.search(r"\benum\b", reader.text(modifiers)) is not None
    if name is None:
        reader.open(node, reader.top.draft, "record")
        return
    index = reader.declare("enum" if is_enum else "record", name, reach(node))
    _annotate(reader, index, node)
    reader.open(node, index, "enum" if is_enum else "record")


def _annotate(reader: Reader, index: int, node: Node) -> None:
    modifiers = _child(node, "modifiers", "parameter_modifiers")
    if modifiers is not None and "@" in reader.text(modifiers)[:4000]:
        apply(reader, index, modifiers.start_byte, modifiers.end_byte, "annotation")


def _type_of(node: Node) -> Node | None:
    return _child(
        node, "user_type", "nullable_type", "function_type", "non_nullable_type", "parenthesized_type"
    )


def _constructor_field(reader: Reader, node: Node) -> None:
    """A constructor parameter with `val` or `var` makes a property."""
    kinds = {child.type for child in node.children}
    name = reader.place(_child(node, "identifier"))
    if name is None or not kinds & {"val", "var"}:
        return
    kind = _type_of(node)
    type_name = reader.text(kind) if kind is not None else None
    index = reader.declare("field", name, reach(node), type_name=type_name)
    _annotate(reader, index, node)
    if kind is not None:
        handlers.oblige_by_type(reader, index, type_name, default="=" in kinds)
    if "=" in kinds:
        _literal_default(reader, index, node)


def _literal_default(reader: Reader, index: int, node: Node) -> None:
    last = last_child(node)
    reader.note(index, reader.string(last), "example")


def _property(reader: Reader, node: Node) -> None:
    variable = _child(node, "variable_declaration")
    if variable is None:
        return
    name, kind = reader.place(first_child(variable)), _type_of(variable)
    value = _value(node)
    if reader.scope.mode == "body":
        handlers.local_list(reader, node, name, value)
        return
    if name is None:
        return
    type_name = reader.text(kind) if kind is not None else None
    index = name_value(reader, name, reach(node), value, type_name=type_name)
    _annotate(reader, index, node)
    if type_name is not None and reader.drafts[index].kind == "field":
        handlers.oblige_by_type(reader, index, type_name, default=value is not None)
    if value is not None and value.type == "call_expression" and _COLUMN_TYPES.match(reader.text(value)[:60]):
        _table_column(reader, index, value)
    reader.open(node, index, "record")


def _value(node: Node) -> Node | None:
    """Return what a property is given: what stands after the equals sign."""
    children = node.children
    for position, child in enumerate(children):
        if child.type == "=" and position + 1 < len(children):
            return children[position + 1]
    return None


def _table_column(reader: Reader, index: int, value: Node) -> None:
    """`val race = varchar("race", 20).nullable()` in a table object."""
    seen = apply(reader, index, value.start_byte, value.end_byte, "builder")
    reader.drafts[index].type_name = (
        reader.drafts[index].type_name or seen.callees[0] if seen.callees else None
    )
    if reader.drafts[index].obligation is None and not seen.default and "default" not in seen.callees:
        reader.drafts[index].require(NON_NULL_TYPE)


def _entry(reader: Reader, node: Node) -> None:
    name = reader.place(_child(node, "identifier"))
    if name is None:
        return
    index = reader.declare("member", name, reach(node))
    _annotate(reader, index, node)
    arguments = _child(node, "value_arguments")
    if arguments is not None:
        handlers.label_member(
            reader,
            index,
            [place for arg in reader.dialect.elements(arguments) if (place := reader.place(arg))],
        )
    reader.open(node, index, "body")


def _parameters(reader: Reader, node: Node) -> None:
    """Parameters that a request fills; the annotation stands before its parameter."""
    modifiers: Node | None = None
    for child in node.named_children:
        if child.type == "parameter_modifiers":
            modifiers = child
            continue
        if child.type == "parameter" and modifiers is not None and _BOUND.search(reader.text(modifiers)):
            name, kind = reader.place(_child(child, "identifier")), _type_of(child)
            if name is not None:
                extent = (modifiers.start_byte, child.end_byte)
                index = reader.declare(
                    "parameter", name, extent, use="filter", type_name=reader.text(kind) if kind else None
                )
                apply(reader, index, modifiers.start_byte, modifiers.end_byte, "annotation")
        modifiers = None


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    member = left.type == "navigation_expression" and collection(reader, right) is None
    if member or left.type == "index_expression":
        assign_member(reader, node, left, right)


ROLES: Roles = (
    ("(package_header)", handlers.preamble),
    ("(class_declaration)", _class),
    ("(object_declaration)", handlers.container("record", "record")),
    ("(companion_object)", handlers.anonymous_record),
    ("(class_parameter)", _constructor_field),
    ("(property_declaration)", _property),
    ("(enum_entry)", _entry),
    ("(function_declaration)", handlers.function()),
    ("(function_value_parameters (parameter_modifiers)) @it", _parameters),
    ("(secondary_constructor)", handlers.anonymous),
    ("(anonymous_initializer)", handlers.anonymous),
    ("(lambda_literal)", handlers.anonymous),
    ("(assignment)", _assignment),
    ("(if_expression)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(call_expression)", read_call),
)


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS, "kotlin")


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "kotlin", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="kotlin",
    title="Kotlin",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Data classes with what their types and annotations demand, enums, lists, table objects and KDoc.",
)
