"""TypeScript sources, with or without JSX."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.ecma import TSX, TYPESCRIPT, dialect
from counterspec.syntax.code.tree import Grammar

_SUFFIXES = (".ts", ".tsx", ".mts", ".cts")
_SIGNS = re.compile(
    r"\b(?:function|const|let|export|import|interface|type|enum|class|declare|namespace)\b|=>"
)
_PLAIN = dialect(Grammar("tree_sitter_typescript", "language_typescript"))
_TAGGED = dialect(Grammar("tree_sitter_typescript", "language_tsx"))
_MEDIA_TYPE = "text/x-typescript"


def _claim(head: Head) -> int:
    if head.text is not None and head.text.lstrip().startswith("<"):
        return 0  # Qt keeps translations in XML under the same suffix.
    return claim(head, _SUFFIXES, _SIGNS, "(?:ts-node|deno|tsx|bun)")


def _read(source: Source, text: Text | None) -> Document:
    if source.path.lower().endswith(".tsx"):
        return read_code(source, text, "typescript", _MEDIA_TYPE, _TAGGED, TSX)
    return read_code(source, text, "typescript", _MEDIA_TYPE, _PLAIN, TYPESCRIPT)


ENTRY = Format(
    id="typescript",
    title="TypeScript",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Interfaces, type literals, classes with validators, enums, string unions, object literals and form items.",
)
