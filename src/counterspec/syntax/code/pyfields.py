"""Python assignments: attributes of classes, names of modules, filled keys, fields that calls build."""

from __future__ import annotations

import re

from counterspec.syntax.code import handlers, words
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import collection
from counterspec.syntax.code.dialect import Call
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.strings import content_range
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import plain

_MODEL_FIELD = re.compile(r"^(?:models|gis_models|geomodels)\.(?:\w*Field|ForeignKey)$|^fields\.\w+Field$")
_FORM_FIELD = re.compile(r"^(?:forms|serializers)\.\w*Field$")
_COLUMN = re.compile(r"^(?:\w+\.)?(?:Column|mapped_column)$")
_TUPLES = frozenset({"namedtuple", "make_dataclass"})
_TITLES = frozenset({"__tablename__", "__doc__", "__description__", "_name", "_description", "_table"})


def read_assignment(reader: Reader, node: Node) -> None:
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
        handlers.local_list(reader, node, name, right)
    else:
        _attribute(reader, node, name, right)


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
    if name.text == "_fields_" and _structure(reader, right):
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


def _structure(reader: Reader, right: Node | None) -> bool:
    """`_fields_ = [("byRace", c_ubyte)]` lays out a foreign structure; tell whether it did."""
    found = collection(reader, right)
    if found is None:
        return False
    reader.done.add(found.node.id)
    for entry in found.entries:
        inner = collection(reader, entry.value)
        if inner is None or len(inner.entries) < 2:
            continue
        reader.done.add(inner.node.id)
        name, kind = reader.string(inner.entries[0].value), reader.text(inner.entries[1].value)
        if name is not None:
            reader.declare("field", name, reach(entry.node), type_name=kind)
    return True


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


def read_python_call(reader: Reader, node: Node) -> None:
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


def read_named_field(reader: Reader, node: Node) -> None:
    """`("race", models.CharField(…))` among the fields of a migration."""
    children = node.named_children
    name, callee = reader.string(children[0]), children[1].child_by_field_name("function")
    if name is not None and callee is not None and reader.text(callee)[:80].endswith(("Field", "ForeignKey")):
        _migration_field(reader, name, node, children[1], reader.top.draft)
