"""Calls that make columns and form fields: migrations, form builders, command-line options."""

from __future__ import annotations

import re

from counterspec.syntax.code import marks, words
from counterspec.syntax.code.collect import collection, is_type_word, shape_of
from counterspec.syntax.code.dialect import Call
from counterspec.syntax.code.items import is_settings
from counterspec.syntax.code.literals import pair, values
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.tree import Node
from counterspec.syntax.code.words import COLUMN, plain

_OPTION = re.compile(r"^-{0,2}([A-Za-z][\w-]+)$")
_CHAINED = 12
_TABLES = frozenset({"$t", "$table", "$tbl", "$blueprint"})


def on_table(reader: Reader, call: Call) -> bool:
    if call.receiver is None:
        return False
    receiver = reader.slice(
        call.receiver.start_byte, min(call.receiver.end_byte, call.receiver.start_byte + 60)
    )
    last = re.split(r"->|\.|::", receiver)[-1] if "(" not in receiver else ""
    return words.TABLE_RECEIVERS.match(last) is not None or (not last and _table_chain(reader, call.receiver))


def _table_chain(reader: Reader, node: Node) -> bool:
    """A fluent builder: `$builder->add(…)->add(…)`."""
    for _ in range(_CHAINED):
        call = reader.dialect.call(node)
        if call is None or call.receiver is None:
            return words.TABLE_RECEIVERS.match(reader.text(node)[:40]) is not None
        if plain(reader.text(call.name)[:40]) not in words.COLUMN_CALLS:
            return False
        node = call.receiver
    return False


def read_column(reader: Reader, node: Node, call: Call) -> None:
    place = reader.string(call.args[0])
    if place is None or COLUMN.match(place.text) is None:
        return
    owner = reader.top.draft
    known = len(reader.drafts)
    index = reader.declare("field", place, reach(node), parent=owner, top=owner is None, once=True)
    if index != known:
        return
    draft = reader.drafts[index]
    draft.type_name = reader.text(call.name)
    start, end = call.args[0].end_byte, reader.chain_end(node)
    seen = marks.apply(reader, index, start, end, "builder")
    draft.right = max(draft.right, end)
    if len(call.args) > 1:
        _column_arguments(reader, index, call)
    if draft.obligation is None and not seen.default and _required_by_default(reader, call, seen.callees):
        draft.require(None)


def sqlalchemy_column(reader: Reader, call: Call) -> None:
    """`Column("race", String)` may be empty unless `nullable=False` is said."""
    place = reader.string(call.args[0])
    if place is not None and reader.drafts and reader.drafts[-1].name == place.text:
        reader.drafts[-1].allow_absence(None)


def _required_by_default(reader: Reader, call: Call, callees: list[str]) -> bool:
    """In schema builders a column must have a value unless `nullable` is said."""
    receiver = reader.text(call.receiver)[:20].lower() if call.receiver is not None else ""
    return receiver in _TABLES and "default" not in callees


def _column_arguments(reader: Reader, index: int, call: Call) -> None:
    """What stands after a column's name: length, label, type, values, options."""
    draft, dialect = reader.drafts[index], reader.dialect
    literals = dialect.sequences | dialect.maps
    for arg in call.args[1:4]:
        options = collection(reader, arg) if arg.type in literals else None
        if options is not None and options.keyed and is_settings(reader, options.entries[:1]):
            reader.done.add(options.node.id)
            for entry in options.entries[:60]:
                if entry.key is not None and is_settings(reader, (entry,)):
                    pair(reader, index, entry)
    second = call.args[1]
    text, found = reader.string(second), collection(reader, second)
    if second.type in dialect.scalars and reader.text(second).isdigit():
        draft.length = reader.text(second)
    elif text is not None and is_type_word(text.text):
        draft.type_name = text.text
    elif text is not None:
        reader.note(index, text, "label")
    elif found is not None and shape_of(reader, found, "options") in ("strings", "labels"):
        values(reader, index, found)


def read_argument(reader: Reader, node: Node, call: Call) -> None:
    """A command-line option: `add_argument("--race", help="…")`."""
    for arg in call.args[:3]:
        place = reader.string(arg)
        match = _OPTION.match(place.text) if place is not None else None
        if place is None or match is None or len(match.group(1)) < 2:
            continue
        name = reader.within(place, *match.span(1))
        if name is None:
            continue
        index = reader.declare("parameter", name, reach(node), once=True)
        marks.apply(reader, index, arg.end_byte, node.end_byte, "builder")
        return
