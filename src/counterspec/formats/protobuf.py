"""Protocol buffer definitions."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.proto.reader import read_proto
from counterspec.syntax.schema_document import decoded, parsed_part, schema_document

_SYNTAX = re.compile(
    r"^\s*(?:syntax\s*=\s*['\"]proto[23]['\"]|edition\s*=\s*['\"]\d{4}['\"])\s*;", re.MULTILINE
)
_BLOCK = re.compile(r"^\s*(?:message|enum|service|extend)\s+[\w.]+\s*\{", re.MULTILINE)


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    named = "syntax" in head.text or "edition" in head.text
    stated = named and _SYNTAX.search(head.text) is not None
    if head.suffix in ENTRY.suffixes:
        return 90 if stated or _BLOCK.search(head.text) else 39
    return 60 if stated and _BLOCK.search(head.text) else 0


def _read(source: Source, text: Text | None) -> Document:
    whole = decoded(source, text)
    return schema_document(source, whole, ENTRY.id, ENTRY.media_type, read_proto(parsed_part(whole)))


ENTRY = Format(
    id="protobuf",
    title="Protocol buffers",
    kind="schema",
    media_type="application/x-protobuf",
    suffixes=(".proto", ".protodevel"),
    claim=_claim,
    read=_read,
    reads="Messages, fields and enumerations with their numbers, labels and validation rules, comments, "
    "and the names of services and calls.",
    eager=True,
)
