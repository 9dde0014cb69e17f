"""Rust sources."""

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
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Handler, Reader, Roles
from counterspec.syntax.code.tree import Grammar, Node, first_child, last_child

_SUFFIXES = (".rs",)
_SIGNS = re.compile(r"\b(?:fn|struct|enum|impl|use|mod|pub|let|trait|const|static)\b")
_MEDIA_TYPE = "text/x-rust"
_IDLE_ATTRIBUTES = frozenset(
    {"derive", "cfg", "allow", "repr", "test", "inline", "must_use", "cfg_attr", "deny", "warn"}
)


def _listed(node: Node) -> Node | None:
    """`vec![…]` lists its tokens."""
    tree = last_child(node)
    return tree if tree is not None and tree.type == "token_tree" else None


DIALECT = Dialect(
    grammar=Grammar("tree_sitter_rust"),
    strings=frozenset({"string_literal", "raw_string_literal", "char_literal"}),
    scalars=frozenset({"integer_literal", "float_literal", "boolean_literal"}),
    names=frozenset({"identifier", "field_identifier", "type_identifier"}),
    maps=frozenset({"field_initializer_list"}),
    sequences=frozenset({"array_expression", "tuple_expression", "token_tree"}),
    pairs={"field_initializer": ("field", "value")},
    wrappers={
        "reference_expression": "value",
        "parenthesized_expression": 0,
        "try_expression": 0,
        "await_expression": 0,
        "struct_expression": "body",
        "macro_invocation": _listed,
    },
    members={"field_expression": ("value", "field")},
    subscripts=frozenset({"index_expression"}),
    calls={"call_expression": ("function", "", "arguments")},
    functions=frozenset({"closure_expression"}),
    comment="[(line_comment) (block_comment)]",
)


def _attribute(reader: Reader, node: Node) -> None:
    """Attributes stand before what they describe; they wait for it."""
    if (
        reader.pending
        and reader.pending[-1].end_byte < node.start_byte
        and not _adjacent(reader, reader.pending[-1], node)
    ):
        reader.pending.clear()
    reader.pending.append(node)


_BETWEEN = re.compile(rb"(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*")


def _adjacent(reader: Reader, attribute: Node, node: Node) -> bool:
    gap = _BETWEEN.match(reader.data, attribute.end_byte, node.start_byte)
    return gap is not None and gap.end() == node.start_byte


def _attributes(reader: Reader, node: Node) -> list[Node]:
    """Take the attributes that wait for `node` and let its bytes start with them."""
    taken, reader.pending = reader.pending, []
    if not taken or not _adjacent(reader, taken[-1], node):
        return []
    reader.lefts[node.id] = taken[0].start_byte
    return taken


def _apply(reader: Reader, index: int, attributes: list[Node]) -> None:
    for attribute in attributes:
        inner = first_child(attribute)
        name = first_child(inner) if inner is not None else None
        arguments = inner.child_by_field_name("arguments") if inner is not None else None
        if name is None or arguments is None or reader.text(name) in _IDLE_ATTRIBUTES:
            continue
        apply(reader, index, arguments.start_byte + 1, arguments.end_byte - 1, "annotation")


def _container(kind: str) -> Handler:
    inner = handlers.container("enum" if kind == "enum" else "record", "enum" if kind == "enum" else "record")

    def handle(reader: Reader, node: Node) -> None:
        _attributes(reader, node)
        inner(reader, node)

    return handle


def _field(reader: Reader, node: Node) -> None:
    attributes = _attributes(reader, node)
    name, kind = reader.place(node.child_by_field_name("name")), node.child_by_field_name("type")
    if name is None:
        return
    type_name = reader.text(kind) if kind is not None else None
    index = reader.declare("field", name, reader.reach(node), type_name=type_name)
    _apply(reader, index, attributes)
    if type_name is not None and type_name.startswith(("Option<", "std::option::Option<")):
        reader.drafts[index].allow_absence("Option")
    else:
        handlers.oblige_by_type(reader, index, type_name)


def _variant(reader: Reader, node: Node) -> None:
    attributes = _attributes(reader, node)
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None:
        return
    index = reader.declare("member", name, reader.reach(node))
    _apply(reader, index, attributes)
    if value is not None:
        reader.drafts[index].code = reader.text(value)[:40]
    if node.child_by_field_name("body") is not None:
        reader.open(node, index, "record")


def _constant(reader: Reader, node: Node) -> None:
    _attributes(reader, node)
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    kind = node.child_by_field_name("type")
    if name is not None:
        name_value(
            reader, name, reader.reach(node), value, type_name=reader.text(kind) if kind is not None else None
        )


def _local(reader: Reader, node: Node) -> None:
    handlers.local_list(
        reader, node, reader.place(node.child_by_field_name("pattern")), node.child_by_field_name("value")
    )


def _function(reader: Reader, node: Node) -> None:
    _attributes(reader, node)
    handlers.declare_function(reader, node, reader.place(node.child_by_field_name("name")))


def _impl(reader: Reader, node: Node) -> None:
    kind = node.child_by_field_name("type")
    owner = reader.named.get((reader.top.draft, reader.text(kind))) if kind is not None else None
    reader.open(node, owner if owner is not None else reader.top.draft, "record")


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is not None and right is not None and left.type in ("field_expression", "index_expression"):
        assign_member(reader, node, left, right)


ROLES: Roles = (
    ("(attribute_item)", _attribute),
    ("(struct_item)", _container("record")),
    ("(union_item)", _container("record")),
    ("(enum_item)", _container("enum")),
    ("(trait_item)", _container("record")),
    ("(impl_item)", _impl),
    ("(field_declaration)", _field),
    ("(enum_variant)", _variant),
    ("(const_item)", _constant),
    ("(static_item)", _constant),
    ("(function_item)", _function),
    ("(function_signature_item)", _function),
    ("(closure_expression)", handlers.anonymous),
    ("(let_declaration)", _local),
    ("(assignment_expression)", _assignment),
    ("(if_expression)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(call_expression)", read_call),
    ("(struct_expression body: (field_initializer_list) @it)", handlers.loose_collection),
)


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS, "rust-script")


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "rust", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="rust",
    title="Rust",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Structs and enums with their attributes and documentation, constants, lists, filled fields and conditions.",
)
