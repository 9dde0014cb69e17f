"""Calls that make, fill, filter and sort fields: migrations, form builders, maps, queries."""

from __future__ import annotations

import re
from functools import lru_cache

from counterspec.syntax.code import words
from counterspec.syntax.code.actions import compare
from counterspec.syntax.code.columns import on_table, read_argument, read_column, sqlalchemy_column
from counterspec.syntax.code.dialect import Call
from counterspec.syntax.code.given import read_objects
from counterspec.syntax.code.puts import puts, read_put
from counterspec.syntax.code.queries import read_query
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.tree import Node, first_child
from counterspec.syntax.code.words import plain

_CREATORS = frozenset({"createtable", "changetable", "altertable", "createmodel", "table", "droptable"})
_TABLE_PARAMETER = re.compile(
    r"^(?:static\s+|async\s+)?(?:function\s*|fn\s*)?\(?\s*(?:[\w\\]+\s+)?(\$?\w+)\s*[:),=]"
)
_LOOK_AHEAD = 4_000
_READ_CALLS = (
    words.FILTERS | words.SORTS | words.PUTS | words.COLUMN_CALLS | _CREATORS | words.MAPPING_CALLS
    | {"column", "addargument", "option", "argument", "addoption", "addcolumn"}
    | {"updateusermeta", "addusermeta", "updatepostmeta", "addpostmeta"}
)  # fmt: skip


def read_call(reader: Reader, node: Node) -> None:
    """Read any call: what it builds, fills, filters or sorts, and the objects it is given."""
    if not _promising(reader, node) or node.id in reader.done:
        return
    call = reader.dialect.call(node)
    if call is None:
        return
    if call.receiver is not None and call.receiver.type in reader.dialect.calls:
        reader.chains[call.receiver.id] = reader.chain_end(node)
    name = plain(reader.slice(call.name.start_byte, min(call.name.end_byte, call.name.start_byte + 60)))
    if words.translates(name):
        return
    if name in reader.dialect.equalities and call.args:
        _equality(reader, node, call)
        return
    if name in words.FILTERS or name in words.SORTS:
        read_query(reader, call, name, "sort" if name in words.SORTS else "filter")
    elif puts(reader, call, name):
        read_put(reader, node, call, name)
    elif name in words.COLUMN_CALLS and call.args and on_table(reader, call):
        read_column(reader, node, call)
    elif name == "column" and call.args:
        read_column(reader, node, call)
        sqlalchemy_column(reader, call)
    elif name in ("addargument", "option", "argument", "addoption") and call.args:
        read_argument(reader, node, call)
    read_objects(reader, call)
    _creates(reader, node, call, name)


def _creates(reader: Reader, node: Node, call: Call, name: str) -> None:
    """`create_table "people" do |t|`, `Schema::create('people', function ($t) {…})`: a record of its own."""
    place = reader.string(call.args[0]) if call.args else None
    if place is None or words.COLUMN.match(place.text) is None:
        return
    adds = name == "addcolumn" and len(call.args) > 1 and call.args[1].type in reader.dialect.calls
    if name in _CREATORS or adds or any(_takes_table(reader, arg) for arg in call.args[1:3]):
        known = reader.named.get((reader.top.draft, place.text))
        if known is None or reader.drafts[known].start != place.start:
            known = reader.declare("record", place, reach(node))
        reader.open(node, known, "record")


def _takes_table(reader: Reader, arg: Node) -> bool:
    if arg.type not in reader.dialect.functions:
        return False
    match = _TABLE_PARAMETER.search(reader.slice(arg.start_byte, min(arg.end_byte, arg.start_byte + 80)))
    return match is not None and words.TABLE_RECEIVERS.match(match.group(1)) is not None


def _promising(reader: Reader, node: Node) -> bool:
    """Tell by its bytes whether a call can matter: by its name, its chain, or braces among its arguments."""
    field = reader.dialect.calls[node.type][0]
    callee = node.child_by_field_name(field) if field else first_child(node)
    if callee is None:
        return False
    end = callee.end_byte
    head = reader.data[max(node.start_byte, end - 60) : end]
    name = _last_word(reader.data[max(callee.start_byte, end - 40) : end])
    if name in _READ_CALLS or name in reader.dialect.equalities or b")" in head:
        return True
    stop = min(node.end_byte, end + _LOOK_AHEAD)
    return any(reader.data.find(bracket, end, stop) >= 0 for bracket in reader.dialect.brackets)


@lru_cache(maxsize=20_000)
def _last_word(callee: bytes) -> str:
    """Return the last word of a callee, as the lists of words are written."""
    word = re.search(rb"\w*$", callee)
    return plain(word.group().decode("utf-8", "replace")) if word is not None else ""


def _equality(reader: Reader, node: Node, call: Call) -> None:
    """`p.getGrp().equals("UYGUR")`, `strcmp(p->grp, "UYGUR")`: a condition."""
    first, second = (call.receiver, call.args[0]) if len(call.args) == 1 else (call.args[0], call.args[1])
    compare(reader, node, first, second)
