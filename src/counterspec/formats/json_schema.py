"""JSON Schema, drafts 3 to 2020-12, written as JSON or YAML."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.schema_facets import is_schema
from counterspec.syntax.schema_walk import SchemaWalk
from counterspec.syntax.sheet import note, open_tree
from counterspec.syntax.tree import Node, get, members, text_at
from counterspec.syntax.tree_load import head_root

_HINT = re.compile(r"""["'\s](?:properties|\$schema|\$defs|definitions)["']?\s*:""")
_HINTS = ("properties", "$schema", "$defs", "definitions")
_FILE = re.compile(r"schema[^/]*\.(?:json|ya?ml)\Z")
_OTHERS = ("openapi", "swagger", "asyncapi", "resourceType")


def _claim(head: Head) -> int:
    # Looking for the words first spares every other text the search.
    if head.text is None or not any(word in head.text for word in _HINTS):
        return 0
    if not _HINT.search(" " + head.text):
        return 0
    root = head_root(head.name, head.suffix, head.text)
    if root is None or any(get(root, key) is not None for key in _OTHERS):
        return 0
    declared = text_at(root, "$schema")
    if declared is not None and "json-schema.org" in declared.text:
        return 90
    if is_schema(root) or _defines(root):
        return 88 if _FILE.search(head.name) or declared is not None else 74
    return 0


def _defines(root: Node) -> bool:
    """Whether a root holds nothing of its own but named schemas."""
    for key in ("$defs", "definitions"):
        named = members(get(root, key))
        known = [
            item for item in named if is_schema(item.value) or get(item.value, "type", "enum") is not None
        ]
        if named and len(known) * 2 >= len(named):
            return True
    return False


def _read(source: Source, text: Text | None) -> Document:
    sheet, tree, media_type = open_tree(source, text)
    walk = SchemaWalk(sheet)
    title = None
    for root in tree.roots:
        title = title or text_at(root, "title")
        for key in ("title", "$id", "id"):
            given = note(text_at(root, key), "label")
            sheet.preamble.extend([given] if given else [])
        described = note(text_at(root, "description", "$comment"), "description")
        sheet.preamble.extend([described] if described else [])
        walk.root(root)
    media_type = "application/schema+json" if media_type == "application/json" else media_type
    return sheet.document("json-schema", media_type, "schema", title=title)


ENTRY = Format(
    id="json-schema",
    title="JSON Schema",
    kind="schema",
    media_type="application/schema+json",
    suffixes=(".json", ".yaml", ".yml"),
    claim=_claim,
    read=_read,
    reads="Objects as records, properties as fields with type, length and obligation, enum and "
    "const as values; "
    "named definitions, compositions and conditions.",
    eager=True,
)
