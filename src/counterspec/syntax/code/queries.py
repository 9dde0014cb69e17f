"""Calls that filter, group and sort, with strings, keywords, objects or functions."""

from __future__ import annotations

import re

from counterspec.model.declaration import Use
from counterspec.syntax.code import words
from counterspec.syntax.code.collect import collection
from counterspec.syntax.code.dialect import Call
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Node, Place, last_child
from counterspec.syntax.code.words import COLUMN, plain

_CLAUSE = re.compile(r"([A-Za-z_]\w*)\s*(?:=|<>|!=|\bin\b|\blike\b|>|<|==)", re.IGNORECASE)
_ORDER = re.compile(r"^[\w.\s,`\"]+$")
_SQL = re.compile(r"\s*(?:select|insert|update|delete|with|create|alter|drop|merge)\s", re.IGNORECASE)


def read_query(reader: Reader, call: Call, name: str, use: Use) -> None:
    texts = [text for arg in call.args[:1] for text in _texts(reader, arg) if not _SQL.match(text.text)]
    if use == "sort" and texts:
        for text in texts:
            for piece in _columns(reader, text):
                _use(reader, call, piece, use)
    elif texts and name in words.TEXT_FILTERS and _CLAUSE.search(texts[0].text):
        for match in list(_CLAUSE.finditer(texts[0].text[:4_000]))[:8]:
            _use(reader, call, reader.within(texts[0], *match.span(1)), use, texts[0])
    elif name in words.TEXT_FILTERS and len(call.args) > 1 and texts and COLUMN.match(texts[0].text):
        literals = [text for arg in call.args[1:] for text in _texts(reader, arg)]
        _use(reader, call, texts[0], use, *literals[:6])
    elif use == "sort" and call.args and call.args[0].type in reader.dialect.functions:
        _selector(reader, call, call.args[0])
    _keywords(reader, call, use)


def _selector(reader: Reader, call: Call, function: Node) -> None:
    """`OrderBy(p => p.Race)`: what the function returns is what is sorted by."""
    body = function.child_by_field_name("body") or last_child(function)
    _, name = reader.dialect.parts(body) if body is not None else (None, None)
    place = reader.place(name)
    if place is not None:
        _use(reader, call, place, "sort")


def _texts(reader: Reader, arg: Node) -> list[Place]:
    text = reader.string(arg)
    if text is not None:
        return [text]
    found = collection(reader, arg) if arg.type in reader.dialect.sequences else None
    if found is None or found.keyed:
        return []
    reader.done.add(found.node.id)
    return [text for entry in found.entries[:40] if (text := reader.string(entry.value)) is not None]


def _columns(reader: Reader, text: Place) -> list[Place]:
    """Return the columns a sort or group names: `-race`, `race desc, age`."""
    if not _ORDER.match(text.text.lstrip("-+?$")):
        return []
    found, offset = [], 0
    for part in text.text.split(","):
        match = re.search(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", part)
        if match is not None:
            word = match.group().rpartition(".")[2]
            place = reader.within(text, offset + match.end() - len(word), offset + match.end())
            if place is not None:
                found.append(place)
        offset += len(part) + 1
    return found[:12]


def _use(reader: Reader, call: Call, name: Place | None, use: Use, *literals: Place) -> None:
    if name is None:
        return
    parent = reader.scope.draft
    extent = (min(call.name.start_byte, name.start), max(call.name.end_byte, name.end))
    index = reader.declare("condition", name, extent, parent=parent, top=parent is None, use=use)
    for literal in literals:
        if literal.text != name.text:
            reader.note(index, literal, "annotation")


def _keywords(reader: Reader, call: Call, use: Use) -> None:
    """`filter(race="x")`, `where(race: "x")`, `{ where: { race: "x" } }`."""
    dialect = reader.dialect
    for arg in call.args[:20]:
        if arg.type in dialect.keywords:
            fields = dialect.keywords[arg.type]
            key, value = arg.child_by_field_name(fields[0]), arg.child_by_field_name(fields[1])
            _keyword(reader, call, key, value, use)
        elif arg.type in dialect.maps and use == "filter":
            reader.done.add(arg.id)
            for entry in dialect.entries(arg)[:40]:
                _keyword(reader, call, entry.key, entry.value, use)


def _keyword(reader: Reader, call: Call, key: Node | None, value: Node | None, use: Use) -> None:
    place = reader.place(reader.dialect.bare(key))
    if place is None or value is None:
        return
    if plain(place.text) in _OPTIONS_OF_QUERIES:
        _query_option(reader, call, plain(place.text), value, use)
        return
    nested = collection(reader, value)
    if nested is not None:
        reader.done.add(nested.node.id)
    name = place.text.strip(".:").split("__")[0]
    if not COLUMN.match(name):
        return
    start = place.start + place.text.find(name)
    literals = [text for inner in inside(value) if (text := reader.string(inner)) is not None][:6]
    _use(reader, call, Place(name, start, start + len(name.encode())), use, *literals)


def _query_option(reader: Reader, call: Call, key: str, value: Node, use: Use) -> None:
    """`where: {…}`, `orderBy: {…}`, `by="race"`, `columns=[…]` inside a query."""
    nested = collection(reader, value)
    use = "sort" if key in ("orderby", "order", "sort", "by", "sortby") else use
    if nested is None:
        text = reader.string(value)
        for column in _columns(reader, text) if text is not None and key in _COLUMN_OPTIONS else ():
            _use(reader, call, column, use)
        return
    if key not in _COLUMN_OPTIONS:
        return
    reader.done.add(nested.node.id)
    for entry in nested.entries[:40]:
        text = reader.string(entry.value) if entry.key is None else None
        if entry.key is not None:
            _keyword(reader, call, entry.key, entry.value, use)
        elif text is not None:
            _use(reader, call, text, use)


_COLUMN_OPTIONS = frozenset("where filter match by columns keys orderby order sort sortby on".split())
_OPTIONS_OF_QUERIES = frozenset(
    "where by filter match columns keys axis ascending inplace include attributes order limit offset raw transaction "
    "select asindex sort sortby observed dropna how key reverse default id pk ids level on group data update skip take "
    "orderby returning normalize lean populate".split()
)
