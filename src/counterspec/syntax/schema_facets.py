"""What one node of a JSON Schema says of a value: type, length, list of values, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from counterspec.model import Note
from counterspec.model.declaration import Obligation
from counterspec.syntax.coded import Coded
from counterspec.syntax.data_words import word_set
from counterspec.syntax.sheet import Role, note, short
from counterspec.syntax.tree import (
    Array,
    Member,
    Node,
    Object,
    Scalar,
    get,
    is_true,
    is_word,
    items,
    keys,
    member,
    members,
    scalars,
    text_at,
)

COMPOSITIONS = ("allOf", "anyOf", "oneOf")
_TEXTS: dict[str, Role] = {
    "title": "label",
    "label": "label",
    "displayName": "label",
    "question": "label",
    "description": "description",
    "summary": "description",
    "markdownDescription": "description",
    "definition": "description",
    "documentation": "description",
    "help": "description",
    "hint": "description",
    "$comment": "comment",
    "comment": "comment",
    "comments": "comment",
    "note": "comment",
    "notes": "comment",
    "remark": "comment",
    "remarks": "comment",
    "example": "example",
    "default": "example",
}
_LABELS_OF_VALUES = (
    "enumNames", "x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-descriptions",
    "x-enumDescriptions", "enumDescriptions", "markdownEnumDescriptions", "enumTitles",
)  # fmt: skip
_CODE_LISTS = ("x-code-list", "x-codelist", "x-codeList", "codeList", "codelist", "x-value-set", "valueSet")
_PLAIN_FORMATS = word_set(
    "date date-time datetime time duration email idn-email hostname idn-hostname ipv4 ipv6 ip uri",
    "uri-reference url iri iri-reference uuid uri-template json-pointer relative-json-pointer regex",
    "int16 int32 int64 uint32 uint64 int float double byte binary password decimal string integer",
    "number boolean base64 textarea phone color hidden text select table grid checkbox tabs markdown",
    "html",
)
_OBJECT_WORDS = frozenset(
    {"type", "$schema", "$id", "required", "bsonType", "additionalProperties", "title", "allOf"}
)
_VALUE_WORDS = frozenset({"type", "$ref", "enum", "description", "format", "properties", "bsonType", "anyOf"})
_MAX_PARTS = 64
_ALTERNATIVES = re.compile(r"[^\W\d_]{3,}[^|]*\|[^|]*[^\W\d_]{3,}")


def is_schema(node: Node | None) -> bool:
    """Whether a node describes an object by its properties."""
    properties = get(node, "properties")
    if not isinstance(properties, Object) or not properties.members:
        return False
    described = [item for item in properties.members if isinstance(item.value, Object)]
    if len(described) * 2 < len(properties.members):
        return False
    return bool(keys(node) & _OBJECT_WORDS) or sum(_describes(item.value) for item in described) * 2 >= len(
        described
    )


def _describes(node: Node) -> bool:
    return bool(keys(node) & _VALUE_WORDS)


def parts(schema: Node) -> list[Object]:
    """Return a schema, its items, and the branches it is composed of, in this order."""
    found: list[Object] = []
    waiting: list[Node] = [schema]
    while waiting and len(found) < _MAX_PARTS:
        current = waiting.pop(0)
        if not isinstance(current, Object):
            continue
        found.append(current)
        inner = get(current, "items")
        waiting.extend([inner] if isinstance(inner, Object) else [])
        for key in COMPOSITIONS:
            waiting.extend(items(get(current, key)))
    return found


def type_of(found: Sequence[Object]) -> str | None:
    """Return the type as written; alternatives are joined by a bar, a list shows in brackets."""
    names: list[str] = []
    for part in found:
        names.extend(scalar.text for scalar in scalars(get(part, "type") or get(part, "bsonType")))
    unique = [name for name in dict.fromkeys(names) if name]
    reference = reference_of(found)
    if reference and set(unique) <= {"object", "null", "array", "string"}:
        return reference
    if unique and unique[0] == "array" and len(unique) > 1:
        return f"array<{'|'.join(unique[1:])}>"
    return "|".join(unique) or reference


def reference_of(found: Sequence[Object]) -> str | None:
    """Return the last step of the first reference."""
    for part in found:
        target = text_at(part, "$ref", "$dynamicRef", "$recursiveRef")
        if target is not None:
            return tail(target).text or None
    return None


def tail(value: Scalar) -> Scalar:
    """Return the last step of a URL, URN or pointer, without a file's extension, at its own place."""
    text = value.text.rstrip("/#")
    cut = max(text.rfind("/"), text.rfind("#"), text.rfind(":")) + 1
    name = re.sub(r"(?:\.schema)?\.(?:json|ya?ml)\Z", "", text[cut:])
    if not name or value.end - value.start != len(value.text):
        return value
    return Scalar(name, value.start + cut, value.start + cut + len(name), value.quoted)


def code_list_of(found: Sequence[Object]) -> str | None:
    """Return the list of values a schema cites: a keyword of its own, a reference, an unusual format."""
    for part in found:
        cited = text_at(part, *_CODE_LISTS)
        if cited is not None:
            return cited.text
    reference = reference_of(found)
    if reference:
        return reference
    for part in found:
        given = text_at(part, "format")
        if given is not None and given.text.lower() not in _PLAIN_FORMATS:
            return given.text
    return None


def length_of(found: Sequence[Object]) -> str | None:
    for part in found:
        longest = text_at(part, "maxLength")
        if longest is not None:
            shortest = text_at(part, "minLength")
            return f"{shortest.text}..{longest.text}" if shortest else longest.text
    return None


def cardinality_of(schema: Node) -> str | None:
    """Return how many items a list may have, None for a single value."""
    if get(schema, "items") is None:
        return None
    least, most = text_at(schema, "minItems"), text_at(schema, "maxItems")
    return f"{least.text if least else '0'}..{most.text if most else '*'}"


def own_obligation(schema: Node) -> Obligation | None:
    """Return the obligation that stands in a property itself: `required: true`, `nullable: true`."""
    required = get(schema, "required")
    if isinstance(required, Scalar):
        return "required" if is_true(required) else "optional"
    return None


def notes_of(schema: Node) -> list[Note | None]:
    """Return the texts that a schema, its items and its unnamed parts carry."""
    if not isinstance(schema, Object):
        return []
    found = list(_own_notes(schema))
    inner = get(schema, "items")
    found.extend(_own_notes(inner) if isinstance(inner, Object) else ())
    for part in items(get(schema, "allOf")):
        found.extend(_own_notes(part) if get(part, "properties") is None else ())
    return found


def _own_notes(schema: Node) -> Iterator[Note | None]:
    for item in members(schema):
        role = _TEXTS.get(item.key)
        if role == "example":
            yield short(item.value) if is_word(item.value) else None
        elif role is not None:
            yield note(item.value, role) if is_word(item.value) else None
        elif item.key == "examples":
            yield from (short(value) for value in scalars(item.value)[:3])
        elif item.key.startswith(("x-", "meta:")) and is_word(item.value):
            yield short(item.value, "annotation", 2000)
        elif item.key == "pattern" and _lists_words(item.value):
            yield short(item.value, "annotation", 400)


def _lists_words(pattern: Node) -> bool:
    """Whether a regular expression is a choice of words."""
    return isinstance(pattern, Scalar) and bool(_ALTERNATIVES.search(pattern.text[:400]))


def values_of(found: Sequence[Object]) -> tuple[Member | None, list[Coded]]:
    """Return the key under which the permitted values stand, and the values."""
    first: Member | None = None
    values: dict[int, Coded] = {}
    for part in found:
        for source in (_listed, _mapped, _branches):
            at, more = source(part)
            if more:
                first = first or at
                for value in more:
                    values.setdefault(value.name.start, value)
                break
    return first, list(values.values())


def _listed(schema: Object) -> tuple[Member | None, list[Coded]]:
    """Read `enum` with its parallel lists of labels, `const`, and the enum of property names."""
    at = member(schema, "enum", "const") or member(get(schema, "propertyNames"), "enum")
    if at is None or isinstance(at.value, Object):
        return None, []
    labels = next((items(get(schema, key)) for key in _LABELS_OF_VALUES if items(get(schema, key))), ())
    values = []
    for index, scalar in enumerate(scalars(at.value)):
        if scalar.text and (scalar.quoted or scalar.text != "null"):
            label = note(labels[index], "label") if index < len(labels) else None
            values.append(Coded(scalar, None, (label,)))
    return at, values


def _mapped(schema: Object) -> tuple[Member | None, list[Coded]]:
    """Read a mapping from values to their labels (`meta:enum`, `x-enum`)."""
    at = member(schema, "meta:enum", "x-enum", "x-enum-labels", "enumLabels")
    if at is None or not isinstance(at.value, Object):
        return None, []
    return at, [Coded(item.name, None, (note(item.value, "label"),)) for item in at.value.members]


def _branches(schema: Object) -> tuple[Member | None, list[Coded]]:
    """Read alternatives that are constants, with their titles."""
    at = member(schema, "oneOf", "anyOf")
    if at is None or not isinstance(at.value, Array):
        return None, []
    constants = [branch for branch in at.value.items if isinstance(get(branch, "const"), Scalar)]
    if not constants:
        return None, []
    values = []
    for branch in constants:
        constant = get(branch, "const")
        if isinstance(constant, Scalar) and constant.text:
            values.append(Coded(constant, None, tuple(notes_of(branch))))
    return at, values
