"""Read one item of a data file: a slot someone defines, a value someone offers, or a row of data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterspec.model import Note
from counterspec.model.declaration import Obligation
from counterspec.syntax.coded import Coded, coded
from counterspec.syntax.data_words import (
    CODE_LIST_KEYS,
    DEFINING_KEYS,
    DESCRIPTION_TEXTS,
    FIELD_LISTS,
    LABEL_TEXTS,
    LENGTH_KEYS,
    NAME_KEYS,
    OPTION_CODES,
    OPTION_KEYS,
    OPTION_LABELS,
    OPTIONAL_KEYS,
    REQUIRED_KEYS,
    RULE_MARKS,
    TYPE_KEYS,
    plain_key,
)
from counterspec.syntax.drafts import Draft
from counterspec.syntax.label_walk import labels_of
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.sheet import Role, Sheet, note, short
from counterspec.syntax.tree import (
    Array,
    Member,
    Node,
    Object,
    Scalar,
    get,
    is_number,
    is_true,
    is_word,
    members,
    scalars,
)

_INNER = frozenset({"constraints", "validation", "validations", "validators", "props", "attrs", "rules"})
_SILENT = TYPE_KEYS | REQUIRED_KEYS | OPTIONAL_KEYS | RULE_MARKS
"""Keys whose values are marks, not prose about the slot."""
_TESTS = frozenset({"tests", "datatests", "constraints", "validations"})
_OTHER_NAMES = frozenset({"synonyms", "aliases", "keywords", "altlabels", "alternatenames", "同义词", "别名"})
_OPTION_NOISE = 4
"""An offered value has few keys beside its code and label."""
_MAX_OPTION_TEXT = 200


def name_of(item: Node) -> Scalar | None:
    """Return the scalar that names a slot: under the likeliest of the naming keys, in any spelling."""
    if not isinstance(item, Object):
        return None
    found = {member.key: member.value for member in reversed(item.members)}
    for key in NAME_KEYS:
        value = found.get(key)
        if isinstance(value, Scalar) and is_word(value) and len(value.text) <= _MAX_OPTION_TEXT:
            return value
    return None


def texts_of(item: Node, name: Scalar | None) -> list[Note | None]:
    """Return the texts beside a name: labels, descriptions, and whatever else is prose."""
    found: list[Note | None] = []
    for member in members(item):
        if plain_key(member.key) in _OTHER_NAMES:
            found.extend(short(other, "annotation") for other in scalars(member.value)[:8])
        if member.value is name or not isinstance(member.value, Scalar) or not is_word(member.value):
            continue
        role = _role(member)
        if role is not None:
            found.append(note(member.value, role))
    return found


def _role(member: Member) -> Role | None:
    key = plain_key(member.key)
    value = member.value
    if key in LABEL_TEXTS or key == "name":
        return "label"
    if key in DESCRIPTION_TEXTS:
        return "description"
    if key in _SILENT or not isinstance(value, Scalar) or "://" in value.text:
        return None
    is_prose = " " in value.text.strip() or not value.text.isascii() or "|" in value.text
    return "annotation" if is_prose and len(value.text) <= 2000 else None


def defines(item: Node) -> bool:
    """Whether an item has what only the definition of a slot has: a type, an obligation, a widget."""
    plain = {plain_key(member.key) for member in members(item)}
    return bool(plain & DEFINING_KEYS)


def describes(value: Node) -> bool:
    """Whether the value of a key describes a slot: a type or a label, nothing deeper but its values."""
    if not isinstance(value, Object) or not value.members:
        return False
    spoken = False
    for member in value.members:
        key = plain_key(member.key)
        if isinstance(member.value, Object | Array):
            if key not in OPTION_KEYS and key not in _INNER and key not in CODE_LIST_KEYS:
                return False
            spoken = spoken or bool(values_of(member.value, offered=key in OPTION_KEYS))
        elif key in TYPE_KEYS or key in LABEL_TEXTS or key in DESCRIPTION_TEXTS:
            spoken = spoken or is_word(member.value)
    return spoken


def lists_inside(item: Node) -> Iterator[Member]:
    """Yield the members of an item under which slots of their own are listed."""
    for member in members(item):
        if isinstance(member.value, Array) and plain_key(member.key) in FIELD_LISTS:
            if any(
                isinstance(inner, Object) and name_of(inner) is not None for inner in member.value.items[:5]
            ):
                yield member
        elif isinstance(member.value, Object) and plain_key(member.key) in FIELD_LISTS:
            inner = [entry.value for entry in member.value.members[:5]]
            if inner and all(describes(value) for value in inner):
                yield member


def options_of(item: Node) -> Member | None:
    """Return the member that lists the values of a slot."""
    for holder in (item, get(item, "constraints"), get(item, "props"), get(item, "validation")):
        for member in members(holder):
            key = plain_key(member.key)
            if key in OPTION_KEYS and values_of(member.value, offered=True):
                return member
    return None


def values_of(node: Node, *, offered: bool = False) -> list[Coded]:
    """Return the values that a list or a mapping offers, empty where it is neither.

    A mapping that stands where values are offered (`offered`) may have any keys.
    """
    if isinstance(node, Array):
        return _from_array(node)
    if isinstance(node, Object) and (len(node.members) > 1 or offered):
        return labels_of(node) or _from_mapping(node, offered=offered)
    return []


def _from_array(node: Array) -> list[Coded]:
    plain = [item for item in node.items if isinstance(item, Scalar)]
    if plain and len(plain) == len(node.items):
        words = [Coded(item) for item in plain if is_word(item)]
        return words if len(words) * 2 >= len(plain) else []
    options = [option(item) for item in node.items]
    found = [value for value in options if value is not None]
    return found if found and len(found) * 5 >= len(options) * 4 else []


def option(item: Node) -> Coded | None:
    """Return an item as an offered value: a code and a label, or a label alone, and little more."""
    if isinstance(item, Array):
        return _pair(item)
    if not isinstance(item, Object) or defines(item):
        return None
    found = {member.key: member.value for member in reversed(item.members)}
    code = next((found[key] for key in OPTION_CODES if isinstance(found.get(key), Scalar)), None)
    label = next(
        (value for key in OPTION_LABELS if is_word(value := found.get(key)) and value is not code), None
    )
    has_inner = any(
        isinstance(value, Object | Array) and getattr(value, "members", 1) for value in found.values()
    )
    used = sum(value is not None for value in (code, label))
    if not used or len(found) - used > _OPTION_NOISE or (has_inner and "children" not in found):
        return None
    named = code if isinstance(code, Scalar) and code.text else None
    shown = label if isinstance(label, Scalar) else None
    if shown is None and not is_word(named):
        return None
    others = [
        given
        for given in texts_of(item, shown)
        if given is not None and (named is None or given.span != named.span)
    ]
    return coded(named, shown, *others)


def _pair(item: Array) -> Coded | None:
    """Read a pair of code and label, as choices are often written."""
    if len(item.items) != 2 or not all(isinstance(inner, Scalar) for inner in item.items):
        return None
    code, label = item.items
    if isinstance(code, Scalar) and isinstance(label, Scalar) and is_word(label):
        return coded(code, label)
    return None


def _from_mapping(node: Object, *, offered: bool) -> list[Coded]:
    """Read a mapping from short codes, or from the words themselves, to labels."""
    pairs = [(item.name, item.value) for item in node.members if isinstance(item.value, Scalar)]
    if len(pairs) < len(node.members):
        return []
    words = [(key, value) for key, value in pairs if isinstance(value, Scalar) and is_word(value)]
    if len(words) * 5 < len(pairs) * 4:
        return []
    short_keys = sum(len(key.text) <= 3 and key.text.isascii() for key, _ in words)
    same = sum(plain_key(key.text) == plain_key(value.text) for key, value in words)
    if not offered and short_keys * 5 < len(words) * 4 and same * 2 < len(words):
        return []
    return [found for key, value in words if (found := coded(key, value)) is not None]


def shares_of(node: Node) -> list[Coded]:
    """Return the keys of a mapping from words to shares that add up to one, as values."""
    pairs = members(node)
    numbers = [member.value for member in pairs]
    if len(pairs) < 2 or not all(is_number(value) for value in numbers):
        return []
    texts = [value.text for value in numbers if isinstance(value, Scalar)]
    total = sum(
        float(text) for text in texts if not text.lower().startswith(("0x", "-0x", "+0x")) and len(text) < 30
    )
    if not any("." in text for text in texts) or not (0.98 <= total <= 1.02 or 98 <= total <= 102):
        return []
    return [Coded(member.name, text) for member, text in zip(pairs, texts, strict=True)]


def qualify(sheet: Sheet, draft: Draft, item: Node) -> None:
    """Add to a slot what the item says of its type, length, obligation and list of values."""
    for member in members(item):
        key, value = plain_key(member.key), member.value
        if isinstance(value, Object):
            if key in _INNER:
                qualify_obligation(sheet, draft, value)
            continue
        if not isinstance(value, Scalar) or not value.text:
            continue
        if key in TYPE_KEYS and draft.type_name is None and is_word(value):
            draft.type_name = value.text[:80]
        elif key in LENGTH_KEYS:
            draft.length = value.text[:20]
        elif key in CODE_LIST_KEYS and is_word(value):
            draft.code_list = value.text[:200]
        elif key in DEFINING_KEYS and key in {"default", "defaultvalue"}:
            draft.note(short(value) if is_word(value) else None)
    qualify_obligation(sheet, draft, item)


def qualify_obligation(sheet: Sheet, draft: Draft, item: Node) -> None:
    """Add what the item says of the obligation, with its words."""
    for member in members(item):
        key, value = plain_key(member.key), member.value
        if key in _TESTS and any(scalar.text == "not_null" for scalar in scalars(value)):
            draft.oblige("required", "not_null")
            return
        if not isinstance(value, Scalar) or (key not in REQUIRED_KEYS and key not in OPTIONAL_KEYS):
            continue
        said = _said(key, value)
        if said is not None:
            draft.oblige(said, sheet.raw(member.start, member.extent.end))
            return


def _said(key: str, value: Scalar) -> Obligation | None:
    if key in OPTIONAL_KEYS:
        return "optional" if is_true(value) else read_obligation(value.text[:60], "nullable")
    return "required" if is_true(value) else read_obligation(value.text[:60], "obligation")


def is_field_list(key: str, rows: Sequence[Node]) -> bool:
    """Whether a list of objects defines slots: by its key, or by what its items have."""
    named = [row for row in rows if name_of(row) is not None]
    if len(named) * 2 < len(rows) or not rows:
        return False
    if plain_key(key) in FIELD_LISTS:
        return True
    speaking = [row for row in named if defines(row) and any(texts_of(row, name_of(row)))]
    typed = [
        row
        for row in named
        if {plain_key(member.key) for member in members(row)} & (TYPE_KEYS | REQUIRED_KEYS)
    ]
    return len(speaking) * 2 >= len(rows) or len(typed) * 2 >= len(rows)
