"""The texts beside the name of a slot or a value in a data file."""

from __future__ import annotations

from counterspec.model import Note
from counterspec.syntax.data_words import (
    DESCRIPTION_TEXTS,
    LABEL_TEXTS,
    OPTIONAL_KEYS,
    REQUIRED_KEYS,
    RULE_MARKS,
    TYPE_KEYS,
    plain_key,
)
from counterspec.syntax.sheet import Role, note, short
from counterspec.syntax.tree import Member, Node, Object, Scalar, is_word, members, scalars

_SILENT = TYPE_KEYS | REQUIRED_KEYS | OPTIONAL_KEYS | RULE_MARKS
"""Keys whose values are marks, not prose about the slot."""
_OTHER_NAMES = frozenset({"synonyms", "aliases", "keywords", "altlabels", "alternatenames", "同义词", "别名"})
INNER_KEYS = frozenset(
    {"props", "templateoptions", "fieldprops", "componentprops", "attrs", "config", "meta", "metadata"}
)
"""Keys of the settings of a slot, which may hold its label."""


def texts_of(item: Node, name: Scalar | None) -> list[Note | None]:
    """Return the texts beside a name: labels, descriptions, and whatever else is prose."""
    found: list[Note | None] = []
    for member in members(item):
        if plain_key(member.key) in _OTHER_NAMES:
            found.extend(short(other, "annotation") for other in scalars(member.value)[:8])
        if isinstance(member.value, Object) and plain_key(member.key) in INNER_KEYS:
            found.extend(_labels_in(member.value))
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


def _labels_in(inner: Object) -> list[Note | None]:
    """Return the labels and descriptions that stand in the settings of a slot."""
    found = ((member, _role(member)) for member in inner.members if is_word(member.value))
    return [note(member.value, role) for member, role in found if role in {"label", "description"}]
