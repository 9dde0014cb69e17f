"""Objects and lists given to calls: records, items, lists of values under the callee's name."""

from __future__ import annotations

import re

from counterspec.model.declaration import Use
from counterspec.syntax.code.actions import tested_name
from counterspec.syntax.code.collect import Collection, collection, shape_of
from counterspec.syntax.code.dialect import Call
from counterspec.syntax.code.items import is_settings, named_item
from counterspec.syntax.code.literals import fill
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import COLUMN, MAPPING_CALLS, plain

_ANALYSING = re.compile(r"(?i)analy[sz]e|detect|predict|recogni[sz]e|infer|estimate|classify")
_LIST_ARGUMENTS = frozenset(
    "names usecols columns cols features labels classes fields categories targets classnames featurenames "
    "categoricalfeatures inputcols feature_names protectedattributes sensitivefeatures attributes "
    "idvars valuevars protectedattributenames "
    "actions tasks faceattributes returnfaceattributes analyzers outputs heads demographics".split()
)


def read_objects(reader: Reader, call: Call) -> None:
    """Objects and lists among the arguments: what they declare stands under the callee's name."""
    dialect = reader.dialect
    for arg in call.args[:20]:
        if arg.id in reader.done:
            continue
        if arg.type in dialect.maps:
            _object(reader, call, arg)
        elif arg.type in dialect.keywords:
            _keyword_list(reader, call, arg)
        elif arg.type in dialect.sequences:
            _sequence(reader, call, arg)


def _sequence(reader: Reader, call: Call, arg: Node) -> None:
    found = collection(reader, arg)
    if found is None:
        return
    if found.keyed:
        _object(reader, call, arg)
    elif shape_of(reader, found, "") == "objects":
        fill(reader, reader.top.draft, found, "objects")


def _object(reader: Reader, call: Call, arg: Node) -> None:
    found = collection(reader, arg)
    if found is None or not found.entries:
        return
    reader.done.add(found.node.id)
    if named_item(reader, reader.top.draft, found.entries, reach(arg), listed=False) is not None:
        return
    if is_settings(reader, found.entries):
        return
    if shape_of(reader, found, "") == "labels" and plain(reader.text(call.name)) in MAPPING_CALLS:
        _label_map(reader, call, arg, found)
        return
    if len(call.args) > 1 and call.args[0].id != arg.id and shape_of(reader, found, "") == "labels":
        _named_list(reader, call, arg, found)
        return
    owner = _owner(reader, call, found.node)
    fill(reader, owner, found, "fields")


def _named_list(reader: Reader, call: Call, node: Node, found: Collection) -> None:
    """`form_dropdown("caste", {"SC": "Scheduled Caste"})`: the values of what the first string names."""
    place = reader.string(call.args[0])
    if place is None or COLUMN.match(place.text) is None:
        fill(reader, _owner(reader, call, found.node), found, "fields")
        return
    index = reader.declare("enum", place, (min(place.start, node.start_byte), node.end_byte))
    fill(reader, index, found, "labels")


def _label_map(reader: Reader, call: Call, node: Node, found: Collection) -> None:
    """`df["race"].map({1: "White"})`: labels of what the call is made on."""
    name = tested_name(reader, call.receiver) if call.receiver is not None else None
    place = name or reader.place(call.name)
    if place is not None:
        extent = (min(place.start, node.start_byte), node.end_byte)
        fill(reader, reader.declare("enum", place, extent, use="label"), found, "labels")


def _owner(reader: Reader, call: Call, node: Node) -> int | None:
    """Declare the record an object given to a call makes: named by the first string, else by the callee."""
    before = reader.string(call.args[0]) if call.args and call.args[0].id != node.id else None
    top = reader.top
    if (
        before is None
        and top.mode == "record"
        and top.draft is not None
        and reader.drafts[top.draft].kind == "record"
    ):
        return top.draft
    place = (
        before
        if before is not None and COLUMN.match(before.text)
        else _model(reader, call) or reader.place(call.name)
    )
    if place is None:
        return reader.top.draft
    return reader.declare("record", place, (min(place.start, node.start_byte), node.end_byte))


def _model(reader: Reader, call: Call) -> Place | None:
    """Return the class a call is made on: `Person.init({…})` is about Person."""
    if call.receiver is None or call.receiver.type not in reader.dialect.names:
        return None
    place = reader.place(call.receiver)
    return place if place is not None and re.match(r"[A-Z][a-z]", place.text) else None


def _keyword_list(reader: Reader, call: Call, arg: Node) -> None:
    """`names=["age", "race", …]`, `columns=[…]`: the list a parameter is given."""
    fields = reader.dialect.keywords[arg.type]
    key, value = arg.child_by_field_name(fields[0]), arg.child_by_field_name(fields[1])
    dialect = reader.dialect
    literal = value is not None and (value.type in dialect.sequences or value.type in dialect.maps)
    found = collection(reader, value) if literal else None
    place = reader.place(key)
    if (
        found is None
        or place is None
        or found.node.id in reader.done
        or plain(place.text) not in _LIST_ARGUMENTS
    ):
        return
    shape = shape_of(reader, found, "")
    if shape in ("strings", "labels") and len(found.entries) > 1:
        use: Use = "infer" if _ANALYSING.match(reader.text(call.name)) else "label"
        index = reader.declare("enum", place, reach(arg), use=use)
        fill(reader, index, found, shape)
