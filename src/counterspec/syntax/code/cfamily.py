"""C and C++: what their trees declare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, Place, first_child

_COMMENT = re.compile(r"\s*(?:/\*|//).*$", re.DOTALL)
_NUMBER = re.compile(r"^[\s(]*(?:0[xX][0-9a-fA-F]+|\d+|'.')[uUlL)\s]*$")
_TEXT = re.compile(r"^\s*L?\"((?:[^\"\\]|\\.)*)\"\s*$")
_OPTIONAL = re.compile(r"\boptional<")
_DECLARATORS = frozenset(
    {"pointer_declarator", "array_declarator", "init_declarator", "parenthesized_declarator", "reference_declarator",
     "attributed_declarator", "function_declarator"}
)  # fmt: skip
_NAMES = frozenset(
    {
        "identifier",
        "field_identifier",
        "type_identifier",
        "qualified_identifier",
        "destructor_name",
        "operator_name",
    }
)


def objective_c(data: bytes) -> bytes:
    """Rewrite the headers of Objective-C as the structs and enums they are, byte for byte."""
    if b"@interface" not in data and b"_ENUM(" not in data and b"_OPTIONS(" not in data:
        return data
    data = _NS_ENUM.sub(lambda m: b"enum".ljust(m.end(1) - m.start()) + _padded(m, 2, b""), data)
    data = _INTERFACE.sub(lambda m: b"struct".ljust(m.start(1) - m.start()) + _padded(m, 1, b"{"), data)
    data = _PROPERTY.sub(lambda m: b" " * len(m.group()), data)
    data = _METHOD.sub(lambda m: b" " * (len(m.group()) - 1) + b"\n", data)
    return data.replace(b"@end", b"};  ")


def _padded(match: re.Match[bytes], group: int, last: bytes) -> bytes:
    """Return a group and, in place of what follows it in the match, blanks that end with `last`."""
    return match.group(group) + last.rjust(match.end() - match.end(group))


_NS_ENUM = re.compile(
    rb"\b((?:typedef\s+)?(?:NS|CF)_(?:CLOSED_)?(?:ENUM|OPTIONS)\s*\(\s*\w+\s*,\s*)(\w+)\s*\)"
)
_INTERFACE = re.compile(
    rb"@(?:interface|protocol )[ \t]+(\w+)[ \t]*(?:\([^)\n]*\)|:[ \t]*\w+)?[ \t]*(?:<[^>\n]*>)?[ \t]?(?=\r?\n)"
)
_PROPERTY = re.compile(
    rb"@property[ \t]*(?:\([^)\n]*\))?|\b(?:nullable|nonnull|_Nullable|_Nonnull|__kindof|IBOutlet)\b"
    rb"|(?<=\w)<[^;{}\n]*>(?=[ \t]*\*)"
)
_METHOD = re.compile(rb"(?m)^[-+][ \t]*\([^\n;]*;[^\n]*\n")


def dialect(grammar: Grammar, mend: Callable[[bytes], bytes] | None = None) -> Dialect:
    """Return the parts of a C grammar."""
    return Dialect(
        grammar=grammar,
        strings=frozenset({"string_literal", "char_literal", "raw_string_literal"}),
        scalars=frozenset({"number_literal", "true", "false", "null"}),
        names=frozenset({"identifier", "field_identifier"}),
        sequences=frozenset({"initializer_list"}),
        pairs={"initializer_pair": ("designator", "value")},
        wrappers={
            "parenthesized_expression": 0,
            "cast_expression": "value",
            "field_designator": 0,
            "concatenated_string": 0,
        },
        members={"field_expression": ("argument", "field")},
        subscripts=frozenset({"subscript_expression"}),
        calls={"call_expression": ("function", "", "arguments")},
        functions=frozenset({"lambda_expression"}),
        mend=mend,
        equalities=frozenset(
            {"strcmp", "strcasecmp", "stricmp", "wcscmp", "gstrcmp0", "streq", "compare", "strncmp"}
        ),
        comment="(comment)",
    )


# -- declarators -------------------------------------------------------------------------------


def _declared(node: Node) -> tuple[Node | None, Node | None, bool]:
    """Return name, array size and whether it is a function, of a declarator."""
    size, is_function = None, False
    for _ in range(12):
        if node.type in _NAMES:
            return node, size, is_function
        if node.type == "array_declarator" and size is None:
            size = node.child_by_field_name("size")
        if node.type == "function_declarator":
            is_function = True
        inner = node.child_by_field_name("declarator") or (
            first_child(node) if node.type in _DECLARATORS else None
        )
        if inner is None:
            return None, None, False
        node = inner
    return None, None, False


def _declarators(node: Node) -> Iterator[Node]:
    yield from node.children_by_field_name("declarator")


def _type_name(reader: Reader, node: Node, first: Node) -> str:
    """Return what stands before the first declarator: the type as written."""
    kind = node.child_by_field_name("type")
    if kind is not None and kind.child_by_field_name("body") is not None:
        name = kind.child_by_field_name("name")
        return reader.text(name) if name is not None else kind.type.partition("_")[0]
    return reader.slice(node.start_byte, min(first.start_byte, node.start_byte + 200))


# -- types -------------------------------------------------------------------------------------


def _typedef(reader: Reader, node: Node) -> None:
    """`typedef struct tag { … } Name;`: the tag names the type, the name after it is a second one."""
    kind = node.child_by_field_name("type")
    if kind is None or kind.child_by_field_name("body") is None:
        return
    reader.lead(kind, node)
    tag = kind.child_by_field_name("name")
    names = [
        place for child in _declarators(node) if (place := reader.place(_declared(child)[0])) is not None
    ]
    if tag is None and names:
        reader.titles[kind.id] = names[0]
    elif tag is not None:
        reader.aliases.update({place.text: reader.text(tag) for place in names})


def _record(reader: Reader, node: Node) -> None:
    _typed(reader, node, "record")


def _enum(reader: Reader, node: Node) -> None:
    _typed(reader, node, "enum")


def _typed(reader: Reader, node: Node, kind: str) -> None:
    if node.child_by_field_name("body") is None:
        return
    name = reader.place(node.child_by_field_name("name")) or reader.titles.get(node.id)
    if name is None and kind == "enum":
        name = Place("", node.start_byte, node.start_byte)
    if name is None:
        reader.open(node, reader.top.draft, "record")
        return
    index = reader.declare("enum" if kind == "enum" else "record", name, reader.reach(node))
    reader.open(node, index, "enum" if kind == "enum" else "record")


def _enumerator(reader: Reader, node: Node) -> None:
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None:
        return
    index = reader.declare("member", name, reach(node))
    if value is not None:
        reader.drafts[index].code = reader.text(value)[:40]


def _field(reader: Reader, node: Node) -> None:
    names = list(_declarators(node))
    if not names:
        return
    type_name = _type_name(reader, node, names[0])
    default = node.child_by_field_name("default_value")
    for declarator in names:
        inner, size, is_function = _declared(declarator)
        name = reader.place(inner)
        if name is None:
            continue
        if is_function and reader.text(declarator)[:2] not in ("(*", "(^"):
            handlers.declare_function(reader, node, name)
            return
        index = name_value(reader, name, reach(node), default, type_name=type_name)
        if size is not None:
            reader.drafts[index].length = reader.text(size)[:40]
        if _OPTIONAL.search(type_name):
            reader.drafts[index].allow_absence("optional")
        kind = node.child_by_field_name("type")
        if kind is not None and kind.child_by_field_name("body") is not None:
            reader.open(node, index, "record")


# -- variables, functions, macros --------------------------------------------------------------


def _declaration(reader: Reader, node: Node) -> None:
    kind = node.child_by_field_name("type")
    names = list(_declarators(node))
    if kind is not None and kind.child_by_field_name("body") is not None and names:
        place = reader.place(_declared(names[0])[0])
        if place is not None and kind.child_by_field_name("name") is None:
            reader.titles[kind.id] = place
        return
    for declarator in names:
        inner, _, is_function = _declared(declarator)
        name, value = reader.place(inner), declarator.child_by_field_name("value")
        if name is None:
            continue
        if is_function and value is None:
            if reader.scope.mode != "body":
                handlers.declare_function(reader, node, _last_part(name))
        elif value is not None:
            _variable(reader, node, name, value, _type_name(reader, node, names[0]))


def _variable(reader: Reader, node: Node, name: Place, value: Node, type_name: str) -> None:
    if reader.scope.mode == "body":
        handlers.local_list(reader, node, name, value)
    else:
        name_value(reader, name, reach(node), value, type_name=type_name)


def _last_part(name: Place) -> Place:
    """Return the own name of a qualified one: `predict` of `Model::predict`."""
    at = name.text.rfind("::")
    if at < 0:
        return name
    skipped = len(name.text[: at + 2].encode())
    return Place(name.text[at + 2 :], name.start + skipped, name.end)


def _function(reader: Reader, node: Node) -> None:
    declarator = node.child_by_field_name("declarator")
    name = reader.place(_declared(declarator)[0]) if declarator is not None else None
    handlers.declare_function(reader, node, _last_part(name) if name is not None else None)


def _macro(reader: Reader, node: Node) -> None:
    """`#define ETHNIC_UYGUR 5`: a named value; guards and code are none."""
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None or value is None:
        return
    text = _COMMENT.sub("", reader.text(value))
    literal = _TEXT.match(text)
    if literal is None and _NUMBER.match(text) is None:
        return
    index = reader.declare(
        "field", name, (node.start_byte, value.start_byte + len(text.rstrip().encode())), once=True
    )
    if literal is not None:
        start = value.start_byte + len(text[: literal.start(1)].encode())
        reader.note(
            index, Place(literal.group(1), start, start + len(literal.group(1).encode())), "annotation"
        )
    else:
        reader.drafts[index].code = text.strip()


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is not None and right is not None and left.type in ("field_expression", "subscript_expression"):
        assign_member(reader, node, left, right)


C: Roles = (
    ("(type_definition)", _typedef),
    ("(declaration)", _declaration),
    ("(struct_specifier)", _record),
    ("(union_specifier)", _record),
    ("(enum_specifier)", _enum),
    ("(enumerator)", _enumerator),
    ("(field_declaration)", _field),
    ("(function_definition)", _function),
    ("(preproc_def)", _macro),
    ("(assignment_expression)", _assignment),
    ("(if_statement)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(call_expression)", read_call),
)
CPP: Roles = (
    ("(namespace_definition)", handlers.preamble),
    *C,
    ("(class_specifier)", _record),
    ("(lambda_expression)", handlers.anonymous),
)
