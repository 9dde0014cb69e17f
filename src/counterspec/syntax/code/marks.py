"""What annotations, validators and builders say of a field: obligation, length, texts, values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from counterspec.syntax.code import words
from counterspec.syntax.code.draft import Draft, Role
from counterspec.syntax.code.facts import Fact, facts_of
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.tree import Place
from counterspec.syntax.code.words import plain

Manner = Literal["annotation", "builder"]

_YES = frozenset({"true", "yes", "1", "always", "required", "disallownull"})
_NO = frozenset({"false", "no", "0", "default", "allownull", "never", "notrequired"})
_DEMANDING = ("field", "query", "body", "form", "path", "header", "param", "cookie", "mappedcolumn")
_COLUMN_NAMES = frozenset({"column", "mappedcolumn", "jsonproperty", "serializedname", "prop", "dbfield"})


@dataclass(slots=True)
class Seen:
    """What a pass over the facts came upon: a default value, callees, and values by bracket."""

    default: bool = False
    callees: list[str] = field(default_factory=list)
    values: dict[int, list[Fact]] = field(default_factory=dict)


def apply(reader: Reader, index: int, start: int, end: int, manner: Manner) -> Seen:
    """Read a piece of source as saying something of draft `index`."""
    seen = Seen()
    draft = reader.drafts[index]
    deepest = 2 if reader.data.startswith(b"Annotated", start) else 1
    for fact in facts_of(reader.data, start, end):
        if fact.kind == "str":
            _read_string(reader, index, fact, manner, seen)
        elif fact.depth <= deepest:
            _read_word(reader, draft, fact, manner, seen)
    _declare_values(reader, index, seen)
    return seen


def _read_word(reader: Reader, draft: Draft, fact: Fact, manner: Manner, seen: Seen) -> None:
    key, value = fact.key, plain(fact.value)
    if fact.kind == "call":
        seen.callees.append(value)
    if (fact.depth == 0 and (fact.kind == "call" or manner == "annotation")) or key == "validators":
        _read_validator(reader, draft, fact, value)
        if not key and fact.kind == "word":
            return
    if fact.kind != "dots" and (key in words.DEFAULTS or _is_first_of_field(fact)):
        seen.default = True
    if fact.kind == "num":
        _read_length(draft, fact, key)
    elif fact.kind == "dots" or value in ("none", "null", "nil"):
        _read_absent(draft, fact, key)
    elif key in words.OBLIGING or key == "requiredmode":
        if (value in _YES or value in _NO) and value != key:
            _oblige(draft, value in _YES, _quote(reader, fact))
    elif key in words.RELEASING:
        if value in _YES or value in _NO:
            _oblige(draft, value in _NO, _quote(reader, fact))
    elif fact.kind == "word" and draft.code_list is None and _names_list(key, fact.callee, value):
        draft.code_list = fact.value


_LISTING = frozenset({"enum", "isenum", "isin", "choicetype", "nativeenum"})


def _names_list(key: str, callee: str, value: str) -> bool:
    """Whether a word names the list of a field's values: `choices=RACES`, `IsEnum(Race)`."""
    return value not in ("object", "new", "values") and (
        key in words.LISTS or (not key and callee in _LISTING)
    )


def _is_first_of_field(fact: Fact) -> bool:
    """`Field(False, …)` gives a default."""
    return fact.depth == 1 and fact.position == 0 and not fact.key and fact.callee == "field"


def _read_validator(reader: Reader, draft: Draft, fact: Fact, value: str) -> None:
    mark = "@" if reader.data[fact.start - 1 : fact.start] == b"@" else ""
    if value in words.REQUIRING_CALLS:
        draft.require(mark + fact.value)
        draft.use = "validate" if draft.use == "slot" else draft.use
    elif value in words.RELEASING_CALLS:
        draft.allow_absence(mark + fact.value)


def _read_length(draft: Draft, fact: Fact, key: str) -> None:
    callee = fact.callee
    named = key in words.LENGTHS and key not in ("string", "char")
    if named or (callee in words.LENGTHS and key in ("", "max", "maximum", "length")):
        draft.length = fact.value


def _read_absent(draft: Draft, fact: Fact, key: str) -> None:
    """`Field(...)` demands a value, `Field(None)` and `default=None` allow its absence."""
    first = not key and fact.position == 0 and fact.depth >= 1 and fact.callee.endswith(_DEMANDING)
    if fact.kind == "dots":
        if first or key in words.DEFAULTS:
            draft.require("...")
    elif first or key in words.DEFAULTS:
        draft.allow_absence(fact.value)


def _oblige(draft: Draft, required: bool, quote: str) -> None:
    if required:
        draft.require(quote)
    else:
        draft.allow_absence(quote)


def _quote(reader: Reader, fact: Fact) -> str:
    """Return the key with its value as written."""
    return " ".join(reader.slice(fact.key_at, fact.end).split())


# -- texts -------------------------------------------------------------------------------------


def _read_string(reader: Reader, index: int, fact: Fact, manner: Manner, seen: Seen) -> None:
    key, callee = fact.key, fact.callee
    if key in words.DEFAULTS or _is_first_of_field(fact):
        seen.default = True
        return
    if _lists_values(key, callee):
        seen.values.setdefault(fact.group, []).append(fact)
        return
    role = _role(key, callee, fact, manner)
    if role is not None:
        reader.note(index, Place(fact.value, fact.start, fact.end), role)


def _lists_values(key: str, callee: str) -> bool:
    return key in words.LISTS or (not key and callee in words.LISTS)


def _role(key: str, callee: str, fact: Fact, manner: Manner) -> Role | None:
    if key in ("example", "examples"):
        return "example"
    if key in words.LABELS:
        return "label"
    if key in words.DESCRIPTIONS:
        return "description"
    if key == "name" and callee in ("display", "excel", "apiparam", "excelproperty", "displayname"):
        return "label"
    if key or callee in words.SILENT_CALLS:
        silent = (
            key in words.SILENT_KEYS
            or key in words.TYPES
            or callee in words.SILENT_CALLS
            or manner == "builder"
        )
        return None if silent else "annotation"
    if callee in words.LABEL_CALLS:
        return "label"
    if callee in words.DESCRIPTION_CALLS:
        return "description"
    if fact.depth == 1 and fact.position == 0 and callee.endswith("field") and manner == "builder":
        return "label"
    if manner == "annotation" or (fact.position == 0 and callee in _COLUMN_NAMES):
        return "annotation"
    return None


# -- values ------------------------------------------------------------------------------------


def _declare_values(reader: Reader, index: int, seen: Seen) -> None:
    groups = [group for group in seen.values.values() if any(fact.value.strip() for fact in group)]
    if not groups:
        return
    pairs = len(groups) > 1 and all(len(group) == 2 for group in groups)
    values = (
        [_pair(group) for group in groups] if pairs else [(fact, None) for group in groups for fact in group]
    )
    declare_values(reader, index, [(_place(name), _place(code)) for name, code in values if name is not None])


def _pair(group: list[Fact]) -> tuple[Fact, Fact | None]:
    return group[1], group[0]


def _place(fact: Fact | None) -> Place | None:
    return Place(fact.value, fact.start, fact.end) if fact is not None and fact.value.strip() else None


def declare_values(reader: Reader, index: int, values: list[tuple[Place | None, Place | None]]) -> None:
    """Declare the values a field may take, each with its code, under an enum without a name."""
    named = [(name, code) for name, code in values if name is not None]
    if not named:
        return
    first, last = named[0][0], named[-1][0]
    place = Place("", first.start, first.start)
    enum = reader.declare("enum", place, (first.start, last.end), parent=index, use="slot")
    for name, code in named:
        member = reader.declare("member", name, (name.start, name.end), parent=enum, use="slot")
        if code is not None and code.text != name.text:
            reader.drafts[member].code = code.text
