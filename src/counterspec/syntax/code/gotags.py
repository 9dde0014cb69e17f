"""Go struct tags: names on the wire and in tables, obligations, values, comments."""

from __future__ import annotations

import re

from counterspec.syntax.code.draft import Draft
from counterspec.syntax.code.marks import declare_values
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.strings import content_range, unescape
from counterspec.syntax.code.tree import Node, Place

_TAG = re.compile(rb"([A-Za-z_][\w-]*):\"((?:[^\"\\]|\\.)*)\"")
_WIRE = frozenset(
    "json db bson xml yaml form csv mapstructure firestore datastore dynamodbav query param header url schema ch avro "
    "parquet bun pg sql toml gorethink rethinkdb protobuf uri qs structs redis excel xlsx column field arg ini".split()
)
_LABELS = frozenset("label title alias displayname verbose_name zh cn".split())
_DESCRIPTIONS = frozenset(
    "description desc comment doc help usage note remark jsonschema_description".split()
)
_LENGTH = re.compile(r"(?:size:|char\(|max=|len=)(\d+)")


def read_tag(reader: Reader, index: int, node: Node) -> None:
    """Bind what the tags of a struct field say to its draft."""
    start, end = content_range(reader.data, node.start_byte, node.end_byte)
    draft = reader.drafts[index]
    for match in _TAG.finditer(reader.data, start, min(end, start + 8_000)):
        key = match.group(1).decode("ascii", "replace").lower()
        value = Place(unescape(match.group(2).decode("utf-8", "replace")), match.start(2), match.end(2))
        if key in ("gorm", "xorm", "orm"):
            _orm(reader, index, value)
        elif key in ("validate", "binding", "valid"):
            _validator(reader, index, value)
        elif key in _LABELS or key in _DESCRIPTIONS:
            reader.note(index, value, "label" if key in _LABELS else "description")
        elif key in _WIRE:
            _wire(reader, index, draft, value)


def _wire(reader: Reader, index: int, draft: Draft, value: Place) -> None:
    name, *options = value.text.split(",")
    if name and name not in ("-", draft.name):
        reader.note(index, Place(name, value.start, value.start + len(name.encode())), "annotation")
    if "omitempty" in options or "omitzero" in options:
        draft.allow_absence("omitempty")
    elif "required" in options:
        draft.require("required")


def _orm(reader: Reader, index: int, value: Place) -> None:
    draft = reader.drafts[index]
    offset = 0
    for part in re.split(r"(;)", value.text):
        key, _, text = part.partition(":")
        start = value.start + len(value.text[: offset + len(key) + 1].encode())
        if key.strip().lower() in ("column", "comment") and text:
            place = Place(text, start, start + len(text.encode()))
            reader.note(index, place, "annotation" if key.strip().lower() == "column" else "description")
        offset += len(part)
    comment = re.search(r"comment\('([^']*)'\)", value.text)
    if comment is not None:
        start = value.start + len(value.text[: comment.start(1)].encode())
        reader.note(
            index, Place(comment.group(1), start, start + len(comment.group(1).encode())), "description"
        )
    demanded = re.search(r"(?i)\bnot\s?null\b", value.text)
    if demanded is not None:
        draft.require(demanded.group())
    length = _LENGTH.search(value.text)
    if length is not None:
        draft.length = length.group(1)


def _validator(reader: Reader, index: int, value: Place) -> None:
    draft = reader.drafts[index]
    offset = 0
    for part in value.text.split(","):
        word, _, argument = part.partition("=")
        if word in ("required", "notnull", "required_with", "required_if", "required_without"):
            _demand(draft, word, part)
        elif word in ("omitempty", "optional", "omitnil"):
            draft.allow_absence(word)
        elif word == "oneof":
            _one_of(reader, index, value, offset + len(word) + 1, argument)
        elif word in ("max", "len") and argument.isdigit():
            draft.length = argument
        offset += len(part) + 1


def _demand(draft: Draft, word: str, part: str) -> None:
    if word in ("required", "notnull"):
        draft.require(word)
        draft.use = "validate" if draft.use == "slot" else draft.use
    elif draft.obligation is None:
        draft.obligation, draft.quote = "conditional", part


def _one_of(reader: Reader, index: int, value: Place, offset: int, argument: str) -> None:
    found: list[tuple[Place | None, Place | None]] = []
    for match in re.finditer(r"'([^']+)'|(\S+)", argument):
        group = match.lastindex or 1
        start = value.start + len(value.text[: offset + match.start(group)].encode())
        found.append((Place(match.group(group), start, start + len(match.group(group).encode())), None))
    declare_values(reader, index, found)
