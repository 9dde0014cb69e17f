"""Read the values that a data file offers: lists, mappings, options with codes and labels."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.syntax.coded import Coded, coded
from counterspec.syntax.data_texts import texts_of
from counterspec.syntax.data_words import (
    DATA_TYPES,
    LENGTH_KEYS,
    OPTION_CODES,
    OPTION_KEYS,
    OPTION_LABELS,
    REQUIRED_KEYS,
    TYPE_KEYS,
    plain_key,
)
from counterspec.syntax.label_walk import labels_of
from counterspec.syntax.tree import (
    Array,
    Member,
    Node,
    Object,
    Scalar,
    get,
    is_number,
    is_word,
    items,
    members,
)

_NOISE = 4
"""An offered value has few keys beside its code and label."""
_BRANCHES = ("children", "child", "subOptions", "子级", "concept")
_OF_SLOTS = (
    LENGTH_KEYS
    | REQUIRED_KEYS
    | {"options", "choices", "enum", "format", "validation", "constraints", "pattern"}
)
_HOLDERS = (
    "constraints",
    "props",
    "validation",
    "templateOptions",
    "fieldProps",
    "componentProps",
    "config",
    "attrs",
)
_MAX_VALUES = 20_000


def options_of(item: Node) -> Member | None:
    """Return the member that lists the values of a slot: of the slot itself, its constraints or its tests."""
    for holder in _holders(item):
        for member in members(holder):
            if plain_key(member.key) in OPTION_KEYS and values_of(member.value, offered=True):
                return member
    return None


def _holders(item: Node) -> Iterator[Node]:
    yield item
    for path in (*((key,) for key in _HOLDERS), ("dtype", "class_label")):
        inner = get(item, *path)
        if inner is not None:
            yield inner
    for tests in ("tests", "data_tests"):
        for test in items(get(item, tests)):
            yield from (entry.value for entry in members(test) if entry.key.endswith("accepted_values"))


def values_of(node: Node, *, offered: bool = False) -> list[Coded]:
    """Return the values that a list or a mapping offers, empty where it is neither.

    A mapping that stands where values are offered (`offered`) may have any keys.
    """
    if isinstance(node, Array):
        return _from_array(node)
    if isinstance(node, Object) and offered:
        return labels_of(node) or _from_keys(node)
    if isinstance(node, Object) and len(node.members) > 1:
        return labels_of(node) or _from_mapping(node)
    return []


def _from_array(node: Array) -> list[Coded]:
    plain = [item for item in node.items if isinstance(item, Scalar)]
    if plain and len(plain) == len(node.items):
        words = [Coded(item) for item in plain if is_word(item)]
        return words if len(words) * 2 >= len(plain) else []
    found: list[Coded] = []
    missed = 0
    waiting = list(reversed(node.items))
    while waiting and len(found) < _MAX_VALUES:
        item = waiting.pop()
        value = option(item)
        missed += value is None
        found.extend([value] if value is not None else [])
        for key in _BRANCHES:
            waiting.extend(reversed(items(get(item, key))))
    return found if len(found) >= 4 * missed else []


def option(item: Node) -> Coded | None:
    """Return an item as an offered value: a code and a label, or a label alone, and little more."""
    if isinstance(item, Array):
        return _pair(item)
    if not isinstance(item, Object):
        return None
    found = {member.key: member.value for member in reversed(item.members)}
    code = next((found[key] for key in OPTION_CODES if isinstance(found.get(key), Scalar)), None)
    label = next(
        (value for key in OPTION_LABELS if is_word(value := found.get(key)) and value is not code), None
    )
    used = sum(value is not None for value in (code, label))
    if not used or len(found) - used > _NOISE or _is_slot(item, both=used > 1) or _holds_more(item):
        return None
    named = code if isinstance(code, Scalar) and code.text else None
    shown = label if isinstance(label, Scalar) else None
    if shown is None and not is_word(named):
        return None
    others = [
        given for given in texts_of(item, shown) if given and (named is None or given.span != named.span)
    ]
    return coded(named, shown, *others)


def _is_slot(item: Object, *, both: bool) -> bool:
    """Whether an item defines a slot; a type that is none of data's may stand beside a code and a label."""
    for member in item.members:
        key = plain_key(member.key)
        if key in _OF_SLOTS:
            return True
        if key in TYPE_KEYS and isinstance(member.value, Scalar):
            word = member.value.text.lower().partition("(")[0]
            if word in DATA_TYPES or not both:
                return True
    return False


def _holds_more(item: Object) -> bool:
    return any(
        isinstance(member.value, Object | Array) and member.key not in _BRANCHES and _is_filled(member.value)
        for member in item.members
    )


def _is_filled(node: Node) -> bool:
    return bool(members(node) or any(isinstance(inner, Object) for inner in items(node)))


def _pair(item: Array) -> Coded | None:
    """Read a pair of code and label, as choices are often written."""
    if len(item.items) != 2:
        return None
    code, label = item.items
    if isinstance(code, Scalar) and isinstance(label, Scalar) and is_word(label):
        return coded(code, label)
    return None


def _from_keys(node: Object) -> list[Coded]:
    """Read the keys of a mapping as values: with labels, with descriptions, or alone."""
    found: list[Coded] = []
    for item in node.members:
        if is_word(item.value) and isinstance(item.value, Scalar):
            value = coded(item.name, item.value)
            found.extend([value] if value is not None else [])
        elif not isinstance(item.value, Array):
            found.append(Coded(item.name, None, tuple(texts_of(item.value, None))))
    return found if len(found) == len(node.members) else []


def _from_mapping(node: Object) -> list[Coded]:
    """Read a mapping from short codes, or from the words themselves, to labels."""
    pairs = [(item.name, item.value) for item in node.members]
    words = [(key, value) for key, value in pairs if isinstance(value, Scalar) and is_word(value)]
    if len(words) * 5 < len(pairs) * 4 or any(not isinstance(value, Scalar) for _, value in pairs):
        return []
    short_keys = sum(len(key.text) <= 3 and key.text.isascii() for key, _ in words)
    same = sum(plain_key(key.text) == plain_key(value.text) for key, value in words)
    if short_keys * 5 < len(words) * 4 and same * 2 < len(words):
        return []
    return [found for key, value in words if (found := coded(key, value)) is not None]


def shares_of(node: Node) -> list[Coded]:
    """Return the keys of a mapping from words to shares that add up to one, as values."""
    pairs = members(node)
    values = [member.value for member in pairs]
    if len(pairs) < 2 or not all(is_number(value) for value in values):
        return []
    texts = [value.text for value in values if isinstance(value, Scalar)]
    if not any("." in text for text in texts) or any("x" in text.lower() or len(text) > 30 for text in texts):
        return []
    total = sum(map(float, texts))
    if not (0.98 <= total <= 1.02 or 98 <= total <= 102):
        return []
    return [Coded(member.name, text) for member, text in zip(pairs, texts, strict=True)]
