"""Calls that make, fill, filter and sort fields: migrations, form builders, maps, queries."""

from __future__ import annotations

import re
from functools import lru_cache

from counterspec.model.declaration import Kind, Use
from counterspec.syntax.code import marks, words
from counterspec.syntax.code.actions import compare, tested_name
from counterspec.syntax.code.collect import Collection, collection, is_type_word, shape_of
from counterspec.syntax.code.dialect import Call
from counterspec.syntax.code.items import is_settings, named_item
from counterspec.syntax.code.literals import fill, pair
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import plain

_COLUMN = re.compile(r"^[^\W\d][\w.\[\]-]*$")
_CLAUSE = re.compile(r"([A-Za-z_]\w*)\s*(?:=|<>|!=|\bin\b|\blike\b|>|<|==)", re.IGNORECASE)
_ORDER = re.compile(r"^[\w.\s,`\"]+$")
_ANALYSING = re.compile(r"(?i)analy[sz]e|detect|predict|recogni[sz]e|infer|estimate|classify")
_SQL = re.compile(r"\s*(?:select|insert|update|delete|with|create|alter|drop|merge)\s", re.IGNORECASE)
_OPTION = re.compile(r"^-{0,2}([A-Za-z][\w-]+)$")
_CREATORS = frozenset({"createtable", "changetable", "altertable", "createmodel", "table", "droptable"})
_TABLE_PARAMETER = re.compile(
    r"^(?:static\s+|async\s+)?(?:function\s*|fn\s*)?\(?\s*(?:[\w\\]+\s+)?(\$?\w+)\s*[:),=]"
)
_LOOK_AHEAD = 4_000
_CHAINED = 12
_MAPPING_CALLS = frozenset(
    "map replace recode rename options choices cut mapvalues relabel renamecategories catrenamecategories".split()
)
_READ_CALLS = (
    words.FILTERS | words.SORTS | words.PUTS | words.COLUMN_CALLS | _CREATORS | _MAPPING_CALLS
    | {"column", "addargument", "option", "argument", "addoption", "addcolumn"}
)  # fmt: skip
_LIST_ARGUMENTS = frozenset(
    "names usecols columns cols features labels classes fields categories targets classnames featurenames "
    "categoricalfeatures inputcols feature_names protectedattributes sensitivefeatures attributes idvars valuevars "
    "actions tasks faceattributes returnfaceattributes analyzers outputs heads demographics".split()
)


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
        _query(reader, call, name, "sort" if name in words.SORTS else "filter")
    elif name in words.PUTS and len(call.args) >= 2 and _puts(reader, call):
        _put(reader, node, call)
    elif name in words.COLUMN_CALLS and call.args and _table(reader, call):
        _column(reader, node, call)
    elif name == "column" and call.args:
        _column(reader, node, call)
        _sqlalchemy(reader, call)
    elif name in ("addargument", "option", "argument", "addoption") and call.args:
        _argument(reader, node, call)
    _objects(reader, call)
    _creates(reader, node, call, name)


def _creates(reader: Reader, node: Node, call: Call, name: str) -> None:
    """`create_table "people" do |t|`, `Schema::create('people', function ($t) {…})`: a record of its own."""
    place = reader.string(call.args[0]) if call.args else None
    if place is None or _COLUMN.match(place.text) is None:
        return
    adds = name == "addcolumn" and len(call.args) > 1 and call.args[1].type in reader.dialect.calls
    if name in _CREATORS or adds or any(_takes_table(reader, arg) for arg in call.args[1:3]):
        reader.open(node, reader.declare("record", place, reach(node)), "record")


def _takes_table(reader: Reader, arg: Node) -> bool:
    if arg.type not in reader.dialect.functions:
        return False
    match = _TABLE_PARAMETER.search(reader.slice(arg.start_byte, min(arg.end_byte, arg.start_byte + 80)))
    return match is not None and words.TABLE_RECEIVERS.match(match.group(1)) is not None


def _promising(reader: Reader, node: Node) -> bool:
    """Tell by its bytes whether a call can matter: by its name, its chain, or braces among its arguments."""
    field = reader.dialect.calls[node.type][0]
    callee = node.child_by_field_name(field) if field else node.named_child(0)
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


# -- columns -----------------------------------------------------------------------------------


def _table(reader: Reader, call: Call) -> bool:
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


def _column(reader: Reader, node: Node, call: Call) -> None:
    place = reader.string(call.args[0])
    if place is None or _COLUMN.match(place.text) is None:
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


def _sqlalchemy(reader: Reader, call: Call) -> None:
    """`Column("race", String)` may be empty unless `nullable=False` is said."""
    place = reader.string(call.args[0])
    if place is not None and reader.drafts and reader.drafts[-1].name == place.text:
        reader.drafts[-1].allow_absence(None)


def _required_by_default(reader: Reader, call: Call, callees: list[str]) -> bool:
    """In schema builders a column must have a value unless `nullable` is said."""
    receiver = reader.text(call.receiver)[:20] if call.receiver is not None else ""
    return receiver.startswith("$") and words.TABLE_RECEIVERS.match(receiver) is not None and receiver.lower() in (
        "$t", "$table", "$tbl", "$blueprint"
    ) and "default" not in callees  # fmt: skip


def _column_arguments(reader: Reader, index: int, call: Call) -> None:
    draft = reader.drafts[index]
    for arg in call.args[1:4]:
        options = (
            collection(reader, arg) if arg.type in reader.dialect.sequences | reader.dialect.maps else None
        )
        if options is not None and options.keyed and is_settings(reader, options.entries[:1]):
            reader.done.add(options.node.id)
            for entry in options.entries[:60]:
                if entry.key is not None and is_settings(reader, (entry,)):
                    pair(reader, index, entry)
    second = call.args[1]
    if second.type in reader.dialect.scalars and reader.text(second).isdigit():
        draft.length = reader.text(second)
    text = reader.string(second)
    if text is not None and is_type_word(text.text):
        draft.type_name = text.text
    elif text is not None:
        reader.note(index, text, "label")
    found = collection(reader, second)
    if found is not None and shape_of(reader, found, "options") in ("strings", "labels"):
        start = found.node.start_byte
        enum = reader.declare("enum", Place("", start, start), reach(found.node), parent=index, use="slot")
        fill(reader, enum, found, shape_of(reader, found, "options"))


def _argument(reader: Reader, node: Node, call: Call) -> None:
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


# -- filling -----------------------------------------------------------------------------------


def _puts(reader: Reader, call: Call) -> bool:
    """Whether a call puts something under a key; without a receiver only inside an initialiser."""
    if call.receiver is None:
        return reader.top.mode == "record" and reader.top.draft is not None
    return not _table(reader, call)


def _put(reader: Reader, node: Node, call: Call) -> None:
    """`row.put("ext3", page.text("民族"))`: a record's field is filled, or a code gets its label."""
    place, value = reader.string(call.args[0]), call.args[1]
    if place is None:
        return
    text = reader.string(value)
    if text is not None:
        _put_pair(reader, node, _holder(reader, call), place, text)
        return
    bare = place.text.lstrip("@:$?")
    place = Place(bare, place.start + len(place.text) - len(bare), place.end)
    if _COLUMN.match(place.text) is None or value.type in reader.dialect.functions:
        return
    use: Use = (
        "infer" if words.says_inferred(reader.slice(value.start_byte, value.end_byte)[:600]) else "populate"
    )
    index = reader.declare("field", place, reach(node), use=use, once=True)
    for inner in inside(value):
        literal = reader.string(inner)
        if literal is not None and len(literal.text) <= 120:
            reader.note(index, literal, "annotation")


def _holder(reader: Reader, call: Call) -> int | None:
    """Return the draft of the map that a call fills, where it is declared."""
    if call.receiver is None:
        return reader.top.draft
    holder = reader.text(call.receiver)[:80]
    owners = [frame.draft for frame in reversed(reader.frames)]
    return next((reader.named[owner, holder] for owner in owners if (owner, holder) in reader.named), None)


def _put_pair(reader: Reader, node: Node, parent: int | None, key: Place, text: Place) -> None:
    if parent is not None and reader.drafts[parent].kind == "field" and reader.drafts[parent].use == "slot":
        reader.drafts[parent].kind = "enum"
    coded = not re.search(r"[^\W\d_]{4,}", key.text)
    kind: Kind = "member" if parent is not None and reader.drafts[parent].kind == "enum" else "field"
    name, other = (text, key) if coded and kind == "member" else (key, text)
    index = reader.declare(
        kind, name, reach(node), parent=parent, use=None if kind == "member" else "populate", once=True
    )
    if name is text:
        reader.drafts[index].code = other.text
    else:
        reader.note(index, other, "label" if kind == "member" else "annotation")


# -- queries -----------------------------------------------------------------------------------


def _query(reader: Reader, call: Call, name: str, use: Use) -> None:
    texts = [text for arg in call.args[:1] for text in _texts(reader, arg) if not _SQL.match(text.text)]
    if use == "sort" and texts:
        for text in texts:
            for piece in _columns(reader, text):
                _use(reader, call, piece, use)
    elif texts and name in words.TEXT_FILTERS and _CLAUSE.search(texts[0].text):
        for match in list(_CLAUSE.finditer(texts[0].text[:4_000]))[:8]:
            _use(reader, call, reader.within(texts[0], *match.span(1)), use, texts[0])
    elif name in words.TEXT_FILTERS and len(call.args) > 1 and texts and _COLUMN.match(texts[0].text):
        literals = [text for arg in call.args[1:] for text in _texts(reader, arg)]
        _use(reader, call, texts[0], use, *literals[:6])
    elif use == "sort" and call.args and call.args[0].type in reader.dialect.functions:
        _selector(reader, call, call.args[0])
    _keywords(reader, call, use)


def _selector(reader: Reader, call: Call, function: Node) -> None:
    """`OrderBy(p => p.Race)`: what the function returns is what is sorted by."""
    body = function.child_by_field_name("body") or function.named_child(function.named_child_count - 1)
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
    if not _COLUMN.match(name):
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


# -- objects given to calls --------------------------------------------------------------------


def _objects(reader: Reader, call: Call) -> None:
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
    if shape_of(reader, found, "") == "labels" and plain(reader.text(call.name)) in _MAPPING_CALLS:
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
    if place is None or _COLUMN.match(place.text) is None:
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
    if reader.top.draft is not None and reader.top.mode == "record" and reader.top.node is not None:
        if reader.drafts[reader.top.draft].kind == "record" and before is None:
            return reader.top.draft
    place = (
        before
        if before is not None and _COLUMN.match(before.text)
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
