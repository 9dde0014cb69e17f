"""Python sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import condition
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.draft import Remark
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.pyfields import read_assignment, read_named_field, read_python_call
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Grammar, Node, Place, first_child

_SUFFIXES = (".py", ".pyi", ".pyw")
_SIGNS = re.compile(
    r"^\s*(?:import|from|def|class|@\w|if|for|with|async|#|\"\"\"|''')|^\w+\s*(?::[^=\n]+)?=", re.MULTILINE
)
_MEDIA_TYPE = "text/x-python"

_ENUM_BASES = re.compile(r"\b\w*(?:Enum|Choices|Flag)\b")
_PARAMETER_CALL = re.compile(rb"\b(?:Query|Form|Header|Cookie|Path|Param)\(")
_GETTER = re.compile(
    r"^@(?:property|cached_property|functools\.cached_property|hybrid_property|validator|field_validator|validates|\w+\.(?:setter|getter|expression|deleter))\b"
)


def _list_in_subscript(node: Node) -> Node | None:
    """`df[["race", "sex"]]` is the list of columns it takes."""
    inner = node.child_by_field_name("subscript")
    return inner if inner is not None and inner.type == "list" else None


DIALECT = Dialect(
    grammar=Grammar("tree_sitter_python"),
    strings=frozenset({"string"}),
    scalars=frozenset({"integer", "float", "true", "false", "none"}),
    names=frozenset({"identifier"}),
    maps=frozenset({"dictionary"}),
    sequences=frozenset({"list", "tuple", "set", "expression_list"}),
    pairs={"pair": ("key", "value")},
    wrappers={
        "parenthesized_expression": 0,
        "concatenated_string": 0,
        "await": 0,
        "subscript": _list_in_subscript,
    },
    members={"attribute": ("object", "attribute")},
    subscripts=frozenset({"subscript"}),
    calls={"call": ("function", "", "arguments")},
    keywords={"keyword_argument": ("name", "value")},
    functions=frozenset({"lambda"}),
    comment="(comment)",
)


# -- types and functions -----------------------------------------------------------------------


def _decorated(reader: Reader, node: Node) -> None:
    definition = node.child_by_field_name("definition")
    reader.lead(definition, node)
    if definition is not None and any(
        child.type == "decorator" and _GETTER.match(reader.text(child)) for child in node.named_children
    ):
        reader.done.add(definition.id)


def _class(reader: Reader, node: Node) -> None:
    name = reader.place(node.child_by_field_name("name"))
    if name is None:
        return
    if name.text in ("Meta", "Config") and reader.top.mode == "record":
        reader.open(node, reader.top.draft, "record")
        return
    bases = node.child_by_field_name("superclasses")
    is_enum = bases is not None and _ENUM_BASES.search(reader.text(bases)) is not None
    index = reader.declare("enum" if is_enum else "record", name, reader.reach(node))
    _document(reader, index, node)
    reader.open(node, index, "enum" if is_enum else "record")


def _function(reader: Reader, node: Node) -> None:
    if node.id in reader.done:
        reader.open(node, reader.top.draft, "body")
        return
    known = len(reader.drafts)
    handlers.declare_function(reader, node, reader.place(node.child_by_field_name("name")))
    if len(reader.drafts) > known:
        _document(reader, known, node)
    else:
        _document(reader, None, node)
    _parameters(reader, node)


def _document(reader: Reader, index: int | None, node: Node) -> None:
    """Bind the docstring of a class or function, without its sections on arguments."""
    body = node.child_by_field_name("body")
    first = first_child(body) if body is not None else None
    if first is None or first.type != "expression_statement":
        return
    string = first_child(first)
    if string is None or string.type not in ("string", "concatenated_string"):
        return
    reader.done.add(string.id)
    place = _prose(reader, string)
    if index is not None and place is not None:
        reader.note(index, place, "description")


_SECTION = re.compile(
    r"\n\s*(?:Args|Arguments|Parameters|Returns|Raises|Yields|Attributes|Examples?)\s*:?\s*\n|\n\s*:(?:param|return|raises|type|rtype)\b|\n\s*@param\b"
)


def _prose(reader: Reader, string: Node) -> Place | None:
    place = reader.string(reader.dialect.bare(string))
    if place is None:
        return None
    text = _SECTION.split("\n" + place.text, maxsplit=1)[0]
    return Place("\n".join(line.strip() for line in text.strip().splitlines()), place.start, place.end)


def _parameters(reader: Reader, node: Node) -> None:
    """Parameters that a web framework takes from a request (`q: str = Query(None)`)."""
    parameters = node.child_by_field_name("parameters")
    if parameters is None or not _PARAMETER_CALL.search(
        reader.data, parameters.start_byte, parameters.end_byte
    ):
        return
    for child in parameters.named_children:
        if child.type not in ("typed_default_parameter", "default_parameter", "typed_parameter"):
            continue
        name = reader.place(child.child_by_field_name("name") or first_child(child))
        if name is None or not _PARAMETER_CALL.search(reader.data, child.start_byte, child.end_byte):
            continue
        index = reader.declare("parameter", name, reach(child), use="filter")
        annotation = child.child_by_field_name("type")
        reader.drafts[index].type_name = reader.text(annotation)[:200] if annotation is not None else None
        apply(reader, index, name.end, child.end_byte, "builder")
        reader.done.update(inner.id for inner in inside(child))


def _string(reader: Reader, node: Node) -> None:
    """A string that stands alone: the module's docstring, or one that follows an attribute."""
    if node.id in reader.done:
        return
    place = _prose(reader, node)
    if place is None:
        return
    if reader.top.mode == "module" and not reader.drafts and not reader.preamble:
        reader.preamble.append(Remark(place.text, place.start, place.end, "description"))
        return
    for index in range(len(reader.drafts) - 1, max(-1, len(reader.drafts) - 60), -1):
        draft = reader.drafts[index]
        if draft.parent == reader.top.draft and draft.kind in ("field", "member", "enum"):
            if not reader.data[draft.right : node.start_byte].strip():
                reader.note(index, place, "description")
            return


# -- comparisons -------------------------------------------------------------------------------


def _comparison(reader: Reader, node: Node) -> None:
    children = node.children
    if len(children) != 3 or node.id in reader.done:
        return
    left, operator, right = (
        reader.dialect.bare(children[0]),
        children[1].type,
        reader.dialect.bare(children[2]),
    )
    if left is None or right is None:
        return
    if operator in ("==", "!=", "is"):
        tested, literal = (left, right) if reader.string(left) is None else (right, left)
        text = reader.string(literal)
        if text is not None:
            condition(reader, node, tested, [text])
    elif (
        operator in ("in", "not in")
        and right.type in ("tuple", "list", "set")
        and reader.string(left) is None
    ):
        reader.done.add(right.id)
        condition(
            reader, node, left, [text for child in right.named_children if (text := reader.string(child))]
        )


ROLES: Roles = (
    ("(decorated_definition)", _decorated),
    ("(class_definition)", _class),
    ("(function_definition)", _function),
    ("(lambda)", handlers.anonymous),
    ("(assignment)", read_assignment),
    ("(expression_statement . (string) @it .)", _string),
    ("(if_statement)", handlers.branch),
    ("(comparison_operator)", _comparison),
    ("(call)", read_python_call),
    ("(tuple . (string) . (call) .)", read_named_field),
    ("(dictionary)", handlers.loose_collection),
    ("(list)", handlers.loose_collection),
)


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS, "python")


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "python", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="python",
    title="Python",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Classes of models, forms and schemas, enums, lists and label maps, filled keys, filters, and docstrings.",
)
