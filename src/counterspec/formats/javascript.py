"""JavaScript sources, with or without JSX."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.ecma import JAVASCRIPT, dialect
from counterspec.syntax.code.tree import Grammar

_SUFFIXES = (".js", ".jsx", ".mjs", ".cjs", ".es6")
_SIGNS = re.compile(
    r"\b(?:function|const|let|var|export|import|require|module|return|class)\b|=>|^\s*[({\[]", re.MULTILINE
)
_DIALECT = dialect(Grammar("tree_sitter_javascript"))
_MEDIA_TYPE = "text/javascript"


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS, "node")


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "javascript", _MEDIA_TYPE, _DIALECT, JAVASCRIPT)


ENTRY = Format(
    id="javascript",
    title="JavaScript",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Object literals, form items, validation schemas, classes, lists, conditions and alert rules.",
)
