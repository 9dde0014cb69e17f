"""Ruby sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import Collection, collection, is_type_word, shape_of
from counterspec.syntax.code.dialect import Call, Dialect, Entry
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.literals import values
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, Place

_SUFFIXES = (".rb", ".rake", ".gemspec", ".ru", ".jbuilder")
_SIGNS = re.compile(r"^\s*(?:require|class|module|def|end|puts|gem|\w+\.\w+)\b|\bdo\b|^\s*#", re.MULTILINE)
_MEDIA_TYPE = "text/x-ruby"
_NAME_LISTS = frozenset(
    "attr_accessor attr_reader attr_writer attributes permit permit_params fields expose store_accessor "
    "define_attribute_methods has_attributes cattr_accessor mattr_accessor delegate_attributes".split()
)
_SINGLE = frozenset(
    "attribute field property expose column input has_attribute element param argument".split()
)
_VALIDATIONS = frozenset(
    {"validates", "validates_presence_of", "validates_inclusion_of", "validate_presence_of"}
)

DIALECT = Dialect(
    grammar=Grammar("tree_sitter_ruby"),
    strings=frozenset(
        {"string", "simple_symbol", "delimited_symbol", "bare_string", "bare_symbol", "character"}
    ),
    scalars=frozenset({"integer", "float", "true", "false", "nil"}),
    names=frozenset({"identifier", "constant", "hash_key_symbol"}),
    maps=frozenset({"hash"}),
    sequences=frozenset({"array", "string_array", "symbol_array"}),
    pairs={"pair": ("key", "value")},
    wrappers={"parenthesized_statements": 0, "chained_string": 0},
    members={"call": ("receiver", "method")},
    subscripts=frozenset({"element_reference"}),
    calls={"call": ("method", "receiver", "arguments")},
    keywords={"pair": ("key", "value")},
    functions=frozenset({"lambda", "block", "do_block"}),
    comment="(comment)",
)


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    name = reader.place(left)
    if left.type == "constant" and name is not None:
        _constant(reader, node, name, right)
    elif left.type in ("instance_variable", "class_variable") and name is not None:
        text = name.text.lstrip("@")
        _instance(reader, node, Place(text, name.end - len(text.encode()), name.end))
    elif left.type == "identifier":
        handlers.local_list(reader, node, name, right)
    elif left.type in ("element_reference", "call"):
        assign_member(reader, node, left, right)


def _constant(reader: Reader, node: Node, name: Place, right: Node) -> None:
    call = reader.dialect.call(right)
    maker = reader.text(call.receiver) if call is not None and call.receiver is not None else ""
    if call is not None and maker in ("Struct", "Data", "ImmutableStruct"):
        _fields(reader, reader.declare("record", name, reach(node)), call)
        reader.done.add(right.id)
        return
    name_value(reader, name, reach(node), right)


def _instance(reader: Reader, node: Node, name: Place) -> None:
    """`@race = race` makes a field of the class, unless it is named before."""
    owner = next((frame.draft for frame in reversed(reader.frames) if frame.mode == "record"), None)
    if owner is not None and (owner, name.text) not in reader.named:
        reader.declare("field", name, reach(node), parent=owner)


def _fields(reader: Reader, parent: int | None, call: Call) -> None:
    for arg in call.args:
        name = reader.string(arg)
        if name is not None:
            reader.declare("field", name, reach(arg), parent=parent, top=parent is None, once=True)


def _call(reader: Reader, node: Node) -> None:
    call = reader.dialect.call(node)
    if call is None or node.id in reader.done:
        return
    name = reader.text(call.name)[:40]
    if name in _NAME_LISTS:
        _fields(reader, reader.top.draft, call)
    elif name == "enum" and call.args:
        _enum(reader, node, call)
    elif name in _VALIDATIONS and call.args:
        _validation(reader, node, call, name)
    elif name == "add_column" and len(call.args) > 1:
        _column(reader, node, call, 1)
    elif name in _SINGLE and call.args and (call.receiver is None or name == "input"):
        _column(reader, node, call, 0)
    elif name == "filter" and call.receiver is None and call.args and call.args[0].type == "simple_symbol":
        _filter(reader, node, call)
    elif call.arguments is not None or node.child_by_field_name("block") is not None:
        known = len(reader.drafts)
        read_call(reader, node)
        _nullable(reader, known, node, call)


def _nullable(reader: Reader, known: int, node: Node, call: Call) -> None:
    """A column of a migration may be empty unless `null: false` is said."""
    if len(reader.drafts) > known and call.receiver is not None and reader.text(call.receiver) == "t":
        draft = reader.drafts[known]
        if draft.kind == "field" and draft.right >= node.end_byte:
            draft.allow_absence(None)


def _column(reader: Reader, node: Node, call: Call, position: int) -> None:
    arg = call.args[position]
    name = reader.string(arg)
    if name is None:
        return
    index = reader.declare("field", name, reach(node), once=True)
    apply(reader, index, arg.end_byte, node.end_byte, "builder")
    kinds = (reader.string(other) for other in call.args[position + 1 : position + 3])
    kind = next((text for text in kinds if text is not None), None)
    if kind is not None and is_type_word(kind.text):
        reader.drafts[index].type_name = kind.text


def _enum(reader: Reader, node: Node, call: Call) -> None:
    """`enum race: { white: 0 }` and `enum :race, [:white]`."""
    first = call.args[0]
    if first.type == "pair":
        name, value = reader.place(first.child_by_field_name("key")), first.child_by_field_name("value")
    else:
        name, value = reader.string(first), call.args[1] if len(call.args) > 1 else None
    if name is not None and value is not None:
        name_value(reader, name, reach(node), value)


def _validation(reader: Reader, node: Node, call: Call, kind: str) -> None:
    """Validations demand a value of fields that are named here or before."""
    for arg in call.args:
        name = reader.string(arg)
        if name is None:
            continue
        known = reader.named.get((reader.top.draft, name.text))
        index = known if known is not None else reader.declare("field", name, reach(node))
        if kind.endswith("presence_of"):
            reader.drafts[index].require(kind)
        else:
            apply(reader, index, arg.end_byte, node.end_byte, "builder")
        _inclusion(reader, index, call)
        if reader.drafts[index].obligation == "required" and reader.drafts[index].use == "slot":
            reader.drafts[index].use = "validate"


def _inclusion(reader: Reader, index: int, call: Call) -> None:
    """`inclusion: { in: %w[white black] }` lists the values of the field that is validated."""
    for arg in call.args:
        value = arg.child_by_field_name("value") if arg.type == "pair" else None
        found = collection(reader, value)
        if found is None:
            continue
        reader.done.add(found.node.id)
        listed = found if not found.keyed else _among(reader, found.entries)
        if listed is not None and not listed.keyed and shape_of(reader, listed, "") == "strings":
            values(reader, index, listed)


def _among(reader: Reader, entries: Sequence[Entry]) -> Collection | None:
    inner = (e.value for e in entries if e.key is not None and reader.text(e.key) in ("in", "within"))
    return collection(reader, next(inner, None))


def _filter(reader: Reader, node: Node, call: Call) -> None:
    """`filter :race` of an admin page."""
    name = reader.string(call.args[0])
    if name is not None:
        reader.declare("condition", name, reach(node), use="filter")


ROLES: Roles = (
    ("(class)", handlers.container("record", "record")),
    ("(module)", handlers.container("record", "record")),
    ("(method)", handlers.function()),
    ("(singleton_method)", handlers.function()),
    ("(lambda)", handlers.anonymous),
    ("(assignment)", _assignment),
    ("(if)", handlers.branch),
    ("(binary)", handlers.comparison),
    ("(call)", _call),
    ("(hash)", handlers.loose_collection),
)


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS, "ruby")


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "ruby", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="ruby",
    title="Ruby",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Migrations, models with their validations and enums, attribute lists, hashes and lists, queries.",
)
