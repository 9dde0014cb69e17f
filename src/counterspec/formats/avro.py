"""Avro schemas and protocols in JSON, and Avro's interface language."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.avro_idl import read_idl
from counterspec.syntax.avro_walk import AvroWalk
from counterspec.syntax.sheet import note, open_sheet, open_tree
from counterspec.syntax.tree import text_at

_RECORD = re.compile(r'"type"\s*:\s*"record"')
_FIELDS = re.compile(r'"fields"\s*:\s*\[')
_PROTOCOL = re.compile(r'"protocol"\s*:\s*"[\w.]+"')
_IDL = re.compile(r"(?m)^\s*(?:@\w+\([^)\n]*\)\s*)*(?:protocol|record|enum|error|schema)\s+`?\w+`?\s*[{;]")


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    if head.suffix == ".avdl":
        return 90 if _IDL.search(head.text) else 30
    if head.suffix in {".avsc", ".avpr"}:
        return 90 if head.text.lstrip()[:1] in {"{", "["} else 30
    is_json = head.text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}
    if is_json and _FIELDS.search(head.text) and (_RECORD.search(head.text) or _PROTOCOL.search(head.text)):
        return 78
    return 0


def _read(source: Source, text: Text | None) -> Document:
    if source.path.lower().endswith(".avdl"):
        sheet = open_sheet(source, text)
        read_idl(sheet)
        return sheet.document("avro", "text/plain", "schema")
    sheet, tree, media_type = open_tree(source, text)
    walk = AvroWalk(sheet)
    for root in tree.roots:
        for key in ("namespace", "protocol"):
            given = note(text_at(root, key), "label")
            sheet.preamble.extend([given] if given else [])
        walk.root(root)
    return sheet.document("avro", media_type, "schema")


ENTRY = Format(
    id="avro",
    title="Avro",
    kind="schema",
    media_type="application/json",
    suffixes=(".avsc", ".avpr", ".avdl"),
    claim=_claim,
    read=_read,
    reads="Records and their fields, enumerations and their symbols, messages and their parameters, with "
    "documentation.",
    eager=True,
)
