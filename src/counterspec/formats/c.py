"""C sources and headers."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code.cfamily import C, dialect, objective_c
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.tree import Grammar

_SUFFIXES = (".c", ".h")
_SIGNS = re.compile(r"^\s*#|\b(?:struct|enum|typedef|static|extern|void|int|char|const)\b", re.MULTILINE)
_DIALECT = dialect(Grammar("tree_sitter_c"), objective_c)
_MEDIA_TYPE = "text/x-c"


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS)


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "c", _MEDIA_TYPE, _DIALECT, C)


ENTRY = Format(
    id="c",
    title="C",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Structs and unions, enums, named values, tables of strings, prototypes, with the comments beside them.",
)
