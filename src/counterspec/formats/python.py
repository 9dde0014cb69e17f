"""Python sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code import handlers, words
from counterspec.syntax.code.actions import assign_member, condition
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import collection, shape_of
from counterspec.syntax.code.dialect import Call, Dialect
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.draft import Remark
from counterspec.syntax.code.literals import name_value
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.strings import content_range
from counterspec.syntax.code.tree import Grammar, Node, Place
from counterspec.syntax.code.words import plain

_SUFFIXES = (".py", ".pyi", ".pyw")
_SIGNS = re.compile(
    r"^\s*(?:import|from|def|class|@\w|if|for|with|async|#|\"\"\"|''')|^\w+\s*(?::[^=\n]+)?=", re.MULTILINE
)
_MEDIA_TYPE = "text/x-python"

_ENUM_BASES = re.compile(r"\b\w*(?:Enum|Choices|Flag)\b")
_MODEL_FIELD = re.compile(r"^(?:models|gis_models|geomodels)\.(?:\w*Field|ForeignKey)$|^fields\.\w+Field$")
_FORM_FIELD = re.compile(r"^(?:forms|serializers)\.\w*Field$")
_COLUMN = re.compile(r"^(?:\w+\.)?(?:Column|mapped_column)$")
_PARAMETER_CALL = re.compile(rb"\b(?:Query|Form|Header|Cookie|Path|Param)\(")
_GETTER = re.compile(
    r"^@(?:property|cached_property|functools\.cached_property|hybrid_property|validator|field_validator|validates|\w+\.(?:setter|getter|expression|deleter))\b"
)
_TITLES = frozenset({"__tablename__", "__doc__", "__description__", "_name", "_description", "_table"})
_TUPLES = frozenset({"namedtuple", "make_dataclass"})


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
    first = body.named_child(0) if body is not None else None
    if first is None or first.type != "expression_statement":
        return
    string = first.named_child(0)
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
        name = reader.place(child.child_by_field_name("name") or child.named_child(0))
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


# -- assignments -------------------------------------------------------------------------------


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None:
        return
    if left.type in ("attribute", "subscript"):
        if right is not None:
            assign_member(reader, node, left, right)
        return
    name = reader.place(left) if left.type == "identifier" else None
    if name is None:
        return
    mode = reader.scope.mode
    if mode == "enum":
        _member(reader, node, name, right)
    elif mode == "body":
        _local(reader, node, name, right)
    else:
        _attribute(reader, node, name, right)


def _local(reader: Reader, node: Node, name: Place, right: Node | None) -> None:
    found = collection(reader, right)
    if found is None or len(found.entries) < 2 or (reader.top.draft, name.text) in reader.named:
        return
    if shape_of(reader, found, "") != "other":
        name_value(reader, name, reach(node), right)


def _member(reader: Reader, node: Node, name: Place, right: Node | None) -> None:
    if name.text.startswith("_") or right is None:
        return
    index = reader.declare("member", name, reach(node))
    texts = [place for inner in inside(right) if (place := reader.string(inner)) is not None]
    if not texts:
        reader.drafts[index].code = reader.text(right) if right.type in reader.dialect.scalars else None
        return
    for position, text in enumerate(texts[:4]):
        if position == 0 and (len(texts) > 1 or not re.search(r"[^\W\d_]{4,}|[^\x00-\x7f]", text.text)):
            reader.drafts[index].code = text.text
        elif text.text.lower() != name.text.lower():
            reader.note(index, text, "label")


def _attribute(reader: Reader, node: Node, name: Place, right: Node | None) -> None:
    """A name of a module or an attribute of a class."""
    owner = reader.top.draft
    if name.text.startswith("__") or name.text in _TITLES:
        if name.text in _TITLES and owner is not None and right is not None:
            reader.note(owner, reader.string(right), "annotation")
        return
    if plain(name.text) in ("verbosename", "verbosenameplural") and owner is not None and right is not None:
        text = next((place for inner in inside(right) if (place := reader.string(inner)) is not None), None)
        reader.note(owner, text, "label")
        return
    known = reader.named.get((owner, name.text))
    if known is not None and reader.scope.mode == "module":
        return
    annotation = node.child_by_field_name("type")
    type_name = reader.text(annotation) if annotation is not None else None
    bare = reader.dialect.bare(right)
    if bare is not None and bare.type == "call":
        _built(reader, node, name, bare, type_name)
        return
    if reader.scope.mode == "module" and type_name is None and not _constant(reader, bare):
        return
    index = name_value(reader, name, reach(node), right, type_name=type_name)
    if type_name is not None and reader.scope.mode == "record":
        _typed(reader, index, annotation, right)


def _constant(reader: Reader, value: Node | None) -> bool:
    """Whether a name of the module is given something written out, not what another name holds."""
    if value is None:
        return False
    dialect = reader.dialect
    return (
        value.type in dialect.strings
        or value.type in dialect.scalars
        or collection(reader, value) is not None
    )


def _typed(reader: Reader, index: int, annotation: Node | None, right: Node | None) -> None:
    if annotation is None:
        return
    text = reader.text(annotation)
    if "Literal[" in text:
        handlers.type_values(reader, index, annotation)
    if text.startswith("Annotated["):
        apply(reader, index, annotation.start_byte, annotation.end_byte, "builder")
        reader.skip(annotation)
    if right is not None and right.type == "none":
        reader.drafts[index].allow_absence("None")
    elif not text.startswith(("ClassVar", "typing.ClassVar", "Final")):
        handlers.oblige_by_type(reader, index, _inner_type(text), default=right is not None)


def _inner_type(text: str) -> str:
    """Return what a mapped column holds: `Mapped[str | None]` holds `str | None`."""
    for wrapper in ("Mapped[", "Annotated["):
        if text.startswith(wrapper) and text.endswith("]"):
            return text[len(wrapper) : -1]
    return text


def _built(reader: Reader, node: Node, name: Place, call: Node, type_name: str | None) -> None:
    """`champ = models.CharField("nationalité", max_length=40)` and its kin."""
    callee = call.child_by_field_name("function")
    built_by = reader.text(callee)[:80] if callee is not None else ""
    if _fields_of_tuple(reader, node, name, call, built_by):
        return
    found = collection(reader, call)
    is_field = _is_field(built_by, reader)
    if found is not None and found.entries and not is_field:
        name_value(reader, name, reach(node), call, type_name=type_name)
        return
    if (
        reader.scope.mode == "module"
        and not is_field
        and not words.says_inferred(built_by)
        and type_name is None
    ):
        return
    index = reader.declare(
        "field", name, reach(node), type_name=type_name or (built_by if is_field else None)
    )
    annotation = node.child_by_field_name("type")
    if not is_field:
        if words.says_inferred(built_by):
            reader.drafts[index].use = "infer"
        return
    reader.skip(call)
    seen = apply(reader, index, call.start_byte, call.end_byte, "builder")
    _defaults(reader, index, built_by, seen.default)
    _typed(reader, index, annotation, call if seen.default else None)


def _is_field(built_by: str, reader: Reader) -> bool:
    """Whether a call makes a field: always in a class, elsewhere by its name."""
    return reader.scope.mode == "record" or built_by.endswith(("Field", "Column"))


def _defaults(reader: Reader, index: int, built_by: str, default: bool) -> None:
    """What libraries demand of a field that says nothing of its own."""
    draft = reader.drafts[index]
    if draft.obligation is not None or default:
        return
    if _MODEL_FIELD.match(built_by) or _FORM_FIELD.match(built_by):
        draft.require(None)
    elif _COLUMN.match(built_by) and not (draft.type_name or "").startswith("Mapped"):
        draft.allow_absence(None)


def _fields_of_tuple(reader: Reader, node: Node, name: Place, call: Node, built_by: str) -> bool:
    """`Person = namedtuple("Person", "name race")` is a record with these fields."""
    if built_by.rpartition(".")[2] not in _TUPLES:
        return False
    read = reader.dialect.call(call)
    if read is None or len(read.args) < 2:
        return False
    index = reader.declare("record", name, reach(node))
    listed = reader.string(read.args[1])
    if listed is not None:
        start, _ = content_range(reader.data, read.args[1].start_byte, read.args[1].end_byte)
        for word in re.finditer(r"\w+", listed.text):
            at = start + word.start()
            reader.declare("field", Place(word.group(), at, at + len(word.group())), (at, at), parent=index)
    else:
        found = collection(reader, read.args[1])
        for entry in found.entries[:200] if found is not None else ():
            place = reader.string(entry.value) or next(
                (t for i in inside(entry.value) if (t := reader.string(i))), None
            )
            if place is not None:
                reader.declare("field", place, reach(entry.node), parent=index)
    return True


# -- migrations --------------------------------------------------------------------------------


def _call(reader: Reader, node: Node) -> None:
    callee = node.child_by_field_name("function")
    last = reader.data[max(0, callee.end_byte - 11) : callee.end_byte] if callee is not None else b""
    call = reader.dialect.call(node) if last.endswith((b"AddField", b"AlterField", b"CreateModel")) else None
    if call is not None and not last.endswith(b"CreateModel"):
        _migrated(reader, node, call)
        return
    if call is not None:
        name = next(
            (arg.child_by_field_name("value") for arg in call.args if reader.text(arg)[:5] == "name="), None
        )
        place = reader.string(name)
        if place is not None:
            reader.open(node, reader.declare("record", place, reach(node)), "record")
    read_call(reader, node)


def _migrated(reader: Reader, node: Node, call: Call) -> None:
    """`migrations.AddField(model_name="person", name="race", field=models.CharField(…))`."""
    given = {
        reader.text(key): arg.child_by_field_name("value")
        for arg in call.args
        if (key := arg.child_by_field_name("name"))
    }
    owner, name, field = (
        reader.string(given.get("model_name")),
        reader.string(given.get("name")),
        given.get("field"),
    )
    if name is None or field is None:
        return
    record = reader.declare("record", owner, reach(node)) if owner is not None else reader.top.draft
    _migration_field(reader, name, node, field, record)


def _migration_field(reader: Reader, name: Place, node: Node, field: Node, owner: int | None) -> None:
    callee = field.child_by_field_name("function")
    built_by = reader.text(callee)[:80] if callee is not None else ""
    index = reader.declare("field", name, reach(node), parent=owner, type_name=built_by)
    seen = apply(reader, index, field.start_byte, field.end_byte, "builder")
    _defaults(reader, index, built_by, seen.default)
    reader.skip(field)


def _named_field(reader: Reader, node: Node) -> None:
    """`("race", models.CharField(…))` among the fields of a migration."""
    children = node.named_children
    name, callee = reader.string(children[0]), children[1].child_by_field_name("function")
    if name is not None and callee is not None and reader.text(callee)[:80].endswith(("Field", "ForeignKey")):
        _migration_field(reader, name, node, children[1], reader.top.draft)


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
    ("(assignment)", _assignment),
    ("(expression_statement . (string) @it .)", _string),
    ("(if_statement)", handlers.branch),
    ("(comparison_operator)", _comparison),
    ("(call)", _call),
    ("(tuple . (string) . (call) .)", _named_field),
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
