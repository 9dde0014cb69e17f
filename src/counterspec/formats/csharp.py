"""C# sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source, Use
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import collection
from counterspec.syntax.code.dialect import Dialect, Entry
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Handler, Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, first_child, last_child

_SUFFIXES = (".cs",)
_SIGNS = re.compile(r"\b(?:namespace|using|class|interface|enum|struct|record|public|internal)\b")
_MEDIA_TYPE = "text/x-csharp"
_BOUND = re.compile(r"\[(?:FromQuery|FromRoute|FromForm|FromHeader|BindProperty|Bind|FromUri)\b")


def _initializer(node: Node) -> Node | None:
    """`new List<string> { … }` is what its braces hold."""
    last = last_child(node)
    return last if last is not None and last.type == "initializer_expression" else None


def _anonymous(node: Node) -> list[Entry]:
    """`new { race = p.Race, p.Name }`."""
    found: list[Entry] = []
    children = node.children
    for position, child in enumerate(children[:-1]):
        if child.type == "=" and position > 0:
            found.append(Entry(children[position - 1], children[position + 1], children[position - 1]))
    return found


DIALECT = Dialect(
    grammar=Grammar("tree_sitter_c_sharp"),
    strings=frozenset(
        {"string_literal", "verbatim_string_literal", "raw_string_literal", "character_literal"}
    ),
    scalars=frozenset({"integer_literal", "real_literal", "boolean_literal", "null_literal"}),
    names=frozenset({"identifier"}),
    maps=frozenset({"anonymous_object_creation_expression"}),
    sequences=frozenset({"initializer_expression", "collection_expression"}),
    pairs={"assignment_expression": ("left", "right")},
    wrappers={
        "parenthesized_expression": 0,
        "argument": -1,
        "element_binding_expression": 0,
        "bracketed_argument_list": 0,
        "cast_expression": "value",
        "collection_element": 0,
        "expression_element": 0,
        "object_creation_expression": _initializer,
        "implicit_object_creation_expression": _initializer,
        "array_creation_expression": _initializer,
        "implicit_array_creation_expression": _initializer,
    },
    members={"member_access_expression": ("expression", "name"), "conditional_access_expression": ("", "")},
    subscripts=frozenset({"element_access_expression"}),
    calls={
        "invocation_expression": ("function", "", "arguments"),
        "object_creation_expression": ("type", "", "arguments"),
    },
    functions=frozenset({"lambda_expression", "anonymous_method_expression"}),
    equalities=frozenset({"equals"}),
    comment="(comment)",
    special={"anonymous_object_creation_expression": _anonymous},
)


def _annotate(reader: Reader, index: int, node: Node) -> None:
    handlers.annotate(
        reader, index, [child for child in node.named_children if child.type == "attribute_list"]
    )


def _type(reader: Reader, node: Node) -> str | None:
    kind = node.child_by_field_name("type")
    return reader.text(kind) if kind is not None else None


def _typed_container(kind: str) -> Handler:
    inner = handlers.container("enum" if kind == "enum" else "record", "enum" if kind == "enum" else "record")

    def handle(reader: Reader, node: Node) -> None:
        known = len(reader.drafts)
        inner(reader, node)
        if len(reader.drafts) > known:
            _annotate(reader, known, node)

    return handle


def _property(reader: Reader, node: Node) -> None:
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None:
        return
    if value is not None and value.type == "arrow_expression_clause":
        value = None
    type_name = _type(reader, node)
    index = name_value(reader, name, reach(node), value, type_name=type_name)
    _settle(reader, index, node, type_name)
    reader.open(node, index, "record")


def _settle(reader: Reader, index: int, node: Node, type_name: str | None) -> None:
    _annotate(reader, index, node)
    if any(child.type == "modifier" and reader.text(child) == "required" for child in node.named_children):
        reader.drafts[index].require("required")
    handlers.oblige_by_type(reader, index, type_name, strict=False)


def _field(reader: Reader, node: Node) -> None:
    declaration = next((child for child in node.named_children if child.type == "variable_declaration"), None)
    if declaration is None:
        return
    type_name = _type(reader, declaration)
    for declarator in declaration.named_children:
        name = (
            reader.place(declarator.child_by_field_name("name"))
            if declarator.type == "variable_declarator"
            else None
        )
        if name is None:
            continue
        index = name_value(reader, name, reach(node), _value(declarator), type_name=type_name)
        _settle(reader, index, node, type_name)


def _value(declarator: Node) -> Node | None:
    last = last_child(declarator)
    return (
        last
        if last is not None and declarator.named_child_count > 1 and last.type != "bracketed_argument_list"
        else None
    )


def _local(reader: Reader, node: Node) -> None:
    for declarator in node.named_children:
        if declarator.type == "variable_declarator":
            handlers.local_list(
                reader, node, reader.place(declarator.child_by_field_name("name")), _value(declarator)
            )


def _component(reader: Reader, node: Node) -> None:
    """A parameter of a record, or one that a request fills."""
    name, type_name = reader.place(node.child_by_field_name("name")), _type(reader, node)
    if name is not None:
        index = reader.declare("field", name, reach(node), type_name=type_name)
        _annotate(reader, index, node)
        has_default = any(child.type == "=" for child in node.children)
        handlers.oblige_by_type(reader, index, type_name, default=has_default, strict=False)


def _parameter(reader: Reader, node: Node) -> None:
    name, attributes = reader.place(node.child_by_field_name("name")), first_child(node)
    if name is None or attributes is None or reader.top.mode == "record":
        return
    text = reader.text(attributes)
    if _BOUND.match(text):
        use: Use = "filter" if "Query" in text else "slot"
        index = reader.declare("parameter", name, reach(node), use=use, type_name=_type(reader, node))
        apply(reader, index, attributes.start_byte, attributes.end_byte, "annotation")


def _member(reader: Reader, node: Node) -> None:
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None:
        return
    index = reader.declare("member", name, reach(node))
    _annotate(reader, index, node)
    if value is not None:
        reader.drafts[index].code = reader.text(value)[:60]


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if (
        left is None
        or right is None
        or left.type not in ("member_access_expression", "element_access_expression")
    ):
        return
    holder = left.child_by_field_name("expression")
    if holder is None or reader.text(holder) in ("this", "base"):
        return
    if left.type == "element_access_expression":
        _keyed(reader, node, left, right)
    elif collection(reader, right) is None:
        assign_member(reader, node, left, right)


def _keyed(reader: Reader, node: Node, left: Node, right: Node) -> None:
    subscript = left.child_by_field_name("subscript")
    key = reader.string(reader.dialect.bare(subscript)) if subscript is not None else None
    if key is not None:
        assign_member(reader, node, left, right)


def _call(reader: Reader, node: Node) -> None:
    callee = node.child_by_field_name("function")
    if callee is not None and reader.data[callee.end_byte - 9 : callee.end_byte] == b".Property":
        call = reader.dialect.call(node)
        if call is not None and call.args and call.args[0].type == "lambda_expression":
            _mapped(reader, node, call.args[0])
            return
    read_call(reader, node)


def _mapped(reader: Reader, node: Node, selector: Node) -> None:
    """`entity.Property(e => e.Race).HasMaxLength(50).IsRequired()` maps a property to a column."""
    body = selector.child_by_field_name("body")
    name = reader.place(reader.dialect.parts(body)[1]) if body is not None else None
    if name is None:
        return
    index = reader.declare("field", name, reach(node), once=True)
    end = reader.chain_end(node)
    reader.drafts[index].right = max(end, reader.drafts[index].right)
    apply(reader, index, node.end_byte, end, "builder")


ROLES: Roles = (
    ("(namespace_declaration)", handlers.preamble),
    ("(file_scoped_namespace_declaration)", handlers.preamble),
    ("(class_declaration)", _typed_container("record")),
    ("(struct_declaration)", _typed_container("record")),
    ("(record_declaration)", _typed_container("record")),
    ("(interface_declaration)", _typed_container("record")),
    ("(enum_declaration)", _typed_container("enum")),
    ("(record_declaration (parameter_list (parameter) @it))", _component),
    ("(property_declaration)", _property),
    ("(field_declaration)", _field),
    ("(local_declaration_statement (variable_declaration) @it)", _local),
    ("(enum_member_declaration)", _member),
    ("(method_declaration)", handlers.function()),
    ("(local_function_statement)", handlers.function()),
    ("(constructor_declaration)", handlers.anonymous),
    ("(accessor_list)", handlers.anonymous),
    ("(lambda_expression)", handlers.anonymous),
    ("(parameter . (attribute_list))", _parameter),
    ("(assignment_expression)", _assignment),
    ("(if_statement)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(invocation_expression)", _call),
    ("(initializer_expression)", handlers.loose_collection),
    ("(anonymous_object_creation_expression)", handlers.loose_collection),
)


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS)


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "csharp", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="csharp",
    title="C#",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Classes, records and structs with their attributes, enums, dictionaries, LINQ filters, XML documentation.",
)
