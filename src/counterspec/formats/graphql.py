"""GraphQL schemas and operations."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.schema_document import decoded, parsed_part, schema_document
from counterspec.syntax.sdl.reader import read_graphql

_BLOCK = re.compile(
    r"^\s*(?:extend\s+)?(?:(?:type|interface|input|enum)\s+\w+[^{}\n=;]{0,200}\{|(?:union|scalar|directive)\s+@?\w+"
    r"|schema\s*[@{]|(?:query|mutation|subscription)\b[^=;\n]{0,200}[{(]|fragment\s+\w+\s+on\s)",
    re.MULTILINE,
)
_TYPED = re.compile(
    r"^\s*\w+(?:\([^)]{0,200}\))?\s*:\s*\[?(?:ID|String|Int|Float|Boolean)\b[\]!]*\s*(?:#|@|$)", re.MULTILINE
)


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    if head.suffix in ENTRY.suffixes:
        return 90 if _BLOCK.search(head.text) else 39
    return 45 if _BLOCK.match(head.text) and _TYPED.search(head.text) else 0


def _read(source: Source, text: Text | None) -> Document:
    whole = decoded(source, text)
    return schema_document(source, whole, ENTRY.id, ENTRY.media_type, read_graphql(parsed_part(whole)))


ENTRY = Format(
    id="graphql",
    title="GraphQL",
    kind="schema",
    media_type="application/graphql",
    suffixes=(".graphql", ".graphqls", ".gql", ".sdl"),
    claim=_claim,
    read=_read,
    reads="Types, inputs, enumerations, arguments with their descriptions and comments; what operations "
    "ask for and filter by.",
    eager=True,
)
