"""Objects that describe something: form items, table columns, options, rules; and settings of fields."""

from __future__ import annotations

from collections.abc import Sequence

from counterspec.syntax.code import words
from counterspec.syntax.code.dialect import Entry
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.rules import alert_conditions
from counterspec.syntax.code.tree import Node, Place
from counterspec.syntax.code.words import plain

Keyed = dict[str, tuple[Place, Node]]
"""Entries by plain key: the key's place and the value."""


def keyed(reader: Reader, entries: Sequence[Entry]) -> Keyed:
    """Return the entries by plain key, the first of each."""
    found: Keyed = {}
    for entry in entries[:200]:
        place = reader.place(reader.dialect.bare(entry.key)) if entry.key is not None else None
        if place is not None:
            found.setdefault(plain(place.text.strip(".:[]")), (place, entry.value))
    return found


def named_item(
    reader: Reader, parent: int | None, entries: Sequence[Entry], extent: tuple[int, int], *, listed: bool
) -> int | None:
    """Declare an object that describes a field, an option or a rule; None where it is none of these."""
    keys = keyed(reader, entries)
    owner = reader.drafts[parent].name if parent is not None else ""
    if alert_conditions(reader, parent, keys, extent, owner):
        return len(reader.drafts) - 1
    label = _first_text(reader, keys, words.LABELS)
    option = _option(reader, keys, label, owner) if listed else None
    if option is not None:
        return _declare_option(reader, parent, keys, option, extent)
    name = _name(reader, keys, label, listed)
    if name is None:
        return None
    index = reader.declare("field", name, extent, parent=parent, top=parent is None)
    for key, (place, value) in keys.items():
        if reader.string(value) != name:
            describe(reader, index, place, value, key)
    return index


def _first_text(reader: Reader, keys: Keyed, wanted: Sequence[str] | frozenset[str]) -> Place | None:
    for key in keys:
        if key in wanted:
            text = reader.string(keys[key][1])
            if text is not None:
                return text
    return None


def _name(reader: Reader, keys: Keyed, label: Place | None, listed: bool) -> Place | None:
    """Return what names the field an object describes, where it describes one."""
    naming = next(
        (key for key in words.NAMING if key in keys and reader.string(keys[key][1]) is not None), None
    )
    others = [key for key in keys if key != naming]
    known = sum(1 for key in others if key in words.KNOWN or key in words.NAMING)
    telling = any(
        key in words.LABELS or key in words.OBLIGING or key in words.TYPES or key in words.LISTS
        for key in others
    )
    unknown = len(others) - known
    if naming is not None and telling and (known > unknown or naming in words.NAMING[:8]):
        return reader.string(keys[naming][1])
    if listed and naming is None and label is not None and known > unknown and len(keys) > 1:
        return label
    return None


# -- options -----------------------------------------------------------------------------------


def _option(
    reader: Reader, keys: Keyed, label: Place | None, owner: str
) -> tuple[Place, Place | None] | None:
    """Return label and code of an object that is one value of a list."""
    if not 1 < len(keys) <= 12 or any(key not in words.OPTION_KEYS for key in keys):
        return None
    code = next((key for key in ("value", "val", "code", "id", "key", "index") if key in keys), None)
    name = label or _first_text(reader, keys, frozenset({"name", "label", "text", "desc", "description"}))
    if name is None:
        text = _first_text(reader, keys, frozenset({"value", "code"}))
        return (text, None) if text is not None and code == "value" and len(keys) <= 3 else None
    place = reader.place(keys[code][1]) if code is not None else None
    literal = reader.dialect.strings | reader.dialect.scalars
    if code is not None and keys[code][1].type not in literal:
        return None
    by_number = code is not None and keys[code][1].type in reader.dialect.scalars
    if (
        code in ("value", "val", "code")
        or by_number
        or (words.OPTION_OWNERS.search(owner) and not words.FIELD_OWNERS.search(owner))
    ):
        return name, place if place != name else None
    return None


def _declare_option(
    reader: Reader,
    parent: int | None,
    keys: Keyed,
    option: tuple[Place, Place | None],
    extent: tuple[int, int],
) -> int:
    name, code = option
    index = reader.declare("member", name, extent, parent=parent, top=parent is None)
    if code is not None:
        reader.drafts[index].code = code.text
    for key, (_, value) in keys.items():
        text = reader.string(value)
        if text is not None and text != name and (key in words.LABELS or key in words.DESCRIPTIONS):
            reader.note(index, text, "label" if key in words.LABELS else "description")
    return index


# -- settings ----------------------------------------------------------------------------------


def is_settings(reader: Reader, entries: Sequence[Entry]) -> bool:
    """Tell whether every key of an object is a setting of a field (`required`, `message`, `trigger` …)."""
    keys = keyed(reader, entries)
    return bool(keys) and all(key in words.KNOWN and key not in ("name", "id", "code", "key") for key in keys)


def attribute(reader: Reader, parent: int, name: Place, value: Node) -> bool:
    """Bind a pair to the draft it stands in where it is a setting of it; tell whether it was."""
    key, draft = plain(name.text), reader.drafts[parent]
    if key in words.LABELS or key in words.DESCRIPTIONS:
        text = reader.string(value)
        if text is None:
            return False
        if draft.kind != "function":
            reader.note(parent, text, "label" if key in words.LABELS else "description")
        return True
    if (
        draft.kind != "field"
        or key not in words.KNOWN
        or key in ("name", "id", "code", "key", "class", "group")
    ):
        return False
    describe(reader, parent, name, value, key)
    return True


def describe(reader: Reader, index: int, name: Place, value: Node, key: str = "") -> None:
    """Read one setting of a field: its label, obligation, type, length or list."""
    key = key or plain(name.text)
    draft, text = reader.drafts[index], reader.text(value)[:80]
    if key in words.LABELS or key in words.DESCRIPTIONS or key in ("name", "displayvalue"):
        role = (
            "label" if key in words.LABELS else "description" if key in words.DESCRIPTIONS else "annotation"
        )
        reader.note(index, reader.string(value), role)  # type: ignore[arg-type]
    elif key in words.OBLIGING or key in words.RELEASING:
        _oblige(reader, index, name, value)
    elif key in words.TYPES:
        draft.type_name = draft.type_name or text.strip("'\"")
        if value.type in reader.dialect.calls:
            apply(reader, index, value.start_byte, value.end_byte, "builder")
    elif key in words.LENGTHS and text.isdigit():
        draft.length = text
    elif key in words.LISTS and (value.type in reader.dialect.names or value.type in reader.dialect.members):
        draft.code_list = draft.code_list or text
    elif key in words.DEFAULTS and draft.obligation is None and text in ("null", "None", "nil", "undefined"):
        draft.allow_absence(None)


def _oblige(reader: Reader, index: int, name: Place, value: Node) -> None:
    draft, text = reader.drafts[index], reader.text(value)[:40].strip("[ ")
    start = name.start - 1 if reader.data[name.start - 1 : name.start] in (b'"', b"'") else name.start
    quote = " ".join(reader.slice(start, min(value.end_byte, start + 80)).split())
    positive = plain(name.text) in words.OBLIGING
    if text.startswith(("true", "True", "1", "yes")):
        (draft.require if positive else draft.allow_absence)(quote)
    elif text.startswith(("false", "False", "0", "no", "null")):
        (draft.allow_absence if positive else draft.require)(quote)
    elif positive and value.type in reader.dialect.strings:
        draft.require(quote)
