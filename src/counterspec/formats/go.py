"""Go sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.gotags import read_tag
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, Place, first_child

_SUFFIXES = (".go",)
_SIGNS = re.compile(r"^package\s+\w+", re.MULTILINE)
_MEDIA_TYPE = "text/x-go"
_NULLABLE = re.compile(r"^\*|^(?:sql\.|null\.|pgtype\.|zero\.|\w*\.)?Null\w*$|^null\.\w+$|^\w+\.Optional\[")


def _single(node: Node) -> Node | None:
    """A list of one expression is that expression."""
    return first_child(node) if node.named_child_count == 1 else None


DIALECT = Dialect(
    grammar=Grammar("tree_sitter_go"),
    strings=frozenset({"interpreted_string_literal", "raw_string_literal", "rune_literal"}),
    scalars=frozenset({"int_literal", "float_literal", "true", "false", "nil", "iota"}),
    names=frozenset({"identifier", "field_identifier", "type_identifier"}),
    sequences=frozenset({"literal_value"}),
    pairs={"keyed_element": ("key", "value")},
    wrappers={
        "literal_element": 0,
        "parenthesized_expression": 0,
        "unary_expression": "operand",
        "expression_list": _single,
        "composite_literal": "body",
    },
    members={"selector_expression": ("operand", "field")},
    subscripts=frozenset({"index_expression"}),
    calls={"call_expression": ("function", "", "arguments")},
    functions=frozenset({"func_literal"}),
    comment="(comment)",
)


def _type(reader: Reader, node: Node) -> None:
    name, kind = reader.place(node.child_by_field_name("name")), node.child_by_field_name("type")
    if name is None or kind is None:
        return
    if kind.type in ("struct_type", "interface_type"):
        reader.open(node, reader.declare("record", name, _whole(reader, node)), "record")
    elif kind.type == "type_identifier":
        reader.declare("enum", name, _whole(reader, node))


def _whole(reader: Reader, node: Node) -> tuple[int, int]:
    return reader.reach(node)


def _lead(reader: Reader, node: Node) -> None:
    """`type`, `const` and `var` lead what they declare, unless they open a group."""
    children = node.named_children
    if len(children) == 1 and children[0].type.endswith("_spec"):
        reader.lead(children[0], node)


def _field(reader: Reader, node: Node) -> None:
    kind, tag = node.child_by_field_name("type"), node.child_by_field_name("tag")
    type_name = reader.text(kind) if kind is not None else None
    for child in node.children_by_field_name("name"):
        name = reader.place(child)
        if name is None:
            continue
        nested = kind is not None and kind.type == "struct_type"
        index = reader.declare("field", name, reach(node), type_name=None if nested else type_name)
        if tag is not None:
            read_tag(reader, index, tag)
        match = _NULLABLE.search(type_name or "")
        if match is not None:
            reader.drafts[index].allow_absence(match.group())
        if nested:
            reader.open(node, index, "record")


# -- constants ---------------------------------------------------------------------------------


def _constants(reader: Reader, node: Node) -> None:
    """A group of constants is a list of values where it is typed or counts with iota."""
    _lead(reader, node)
    specs = [child for child in node.named_children if child.type == "const_spec"]
    if len(specs) < 2:
        return
    owner: int | None = None
    counting = False
    for spec in specs:
        kind, value = spec.child_by_field_name("type"), spec.child_by_field_name("value")
        if value is not None:
            counting = "iota" in reader.text(value)[:80]
            typed = reader.named.get((None, reader.text(kind))) if kind is not None else None
            owner = typed if typed is not None else owner if kind is None and counting else None
            if owner is None and counting:
                start = node.start_byte
                owner = reader.declare("enum", Place("", start, start), reach(node))
        if owner is not None and reader.drafts[owner].kind == "enum" and (kind is not None or counting):
            _constant_member(reader, spec, owner, value)


def _constant_member(reader: Reader, spec: Node, owner: int, value: Node | None) -> None:
    for child in spec.children_by_field_name("name"):
        name = reader.place(child)
        if name is None or name.text == "_":
            continue
        index = reader.declare("member", name, reach(spec), parent=owner)
        reader.done.add(spec.id)
        text = reader.place(reader.dialect.bare(value)) if value is not None else None
        if text is not None and "iota" not in text.text and len(text.text) <= 80:
            handlers.label_member(reader, index, [text])


def _value(reader: Reader, node: Node) -> None:
    """A constant or variable of the package; inside functions only lists that are written out."""
    if node.id in reader.done:
        return
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None or name.text == "_":
        return
    if reader.scope.mode == "body":
        handlers.local_list(reader, node, name, value)
        return
    kind = node.child_by_field_name("type")
    name_value(
        reader, name, reader.reach(node), value, type_name=reader.text(kind) if kind is not None else None
    )


def _local(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is not None and left.named_child_count == 1:
        handlers.local_list(reader, node, reader.place(first_child(left)), right)


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or left.named_child_count != 1:
        return
    target, value = first_child(left), reader.dialect.bare(right)
    if (
        target is not None
        and value is not None
        and target.type in ("index_expression", "selector_expression")
    ):
        assign_member(reader, node, target, value)


ROLES: Roles = (
    ("(package_clause)", handlers.preamble),
    ("(type_declaration)", _lead),
    ("(const_declaration)", _constants),
    ("(var_declaration)", _lead),
    ("(type_spec)", _type),
    ("(const_spec)", _value),
    ("(var_spec)", _value),
    ("(field_declaration)", _field),
    ("(function_declaration)", handlers.function()),
    ("(method_declaration)", handlers.function()),
    ("(func_literal)", handlers.anonymous),
    ("(short_var_declaration)", _local),
    ("(assignment_statement)", _assignment),
    ("(if_statement)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(call_expression)", read_call),
    ("(composite_literal body: (literal_value) @it)", handlers.loose_collection),
)


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS)


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "go", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="go",
    title="Go",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Structs with their tags, typed constants, maps and lists, filled keys and conditions.",
)
