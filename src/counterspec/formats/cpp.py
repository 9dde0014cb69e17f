"""C++ sources and headers."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code.cfamily import CPP, dialect, objective_c
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.tree import Grammar

_SUFFIXES = (".cpp", ".hpp", ".cc", ".hh", ".cxx", ".hxx", ".ipp", ".inl", ".tpp", ".cu")
_SIGNS = re.compile(r"^\s*#|\b(?:class|struct|enum|namespace|template|std|void|int|const)\b", re.MULTILINE)
_PLAINLY = re.compile(
    r"^\s*(?:namespace\s+\w+|template\s*<|class\s+(?:\w+\s+)?\w+\s*(?:final\s*)?[:{]|(?:public|private|protected)\s*:|using\s+\w+)"
    r"|\bstd::|\benum\s+class\b|#\s*include\s*<(?:string|vector|map|memory|iostream|optional|functional|unordered_map)>",
    re.MULTILINE,
)
_DIALECT = dialect(Grammar("tree_sitter_cpp"), objective_c)
_MEDIA_TYPE = "text/x-c++"


def _claim(head: Head) -> int:
    if head.suffix == ".h":
        return 85 if head.text is not None and _PLAINLY.search(head.text) else 0
    return claim(head, _SUFFIXES, _SIGNS)


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "cpp", _MEDIA_TYPE, _DIALECT, CPP)


ENTRY = Format(
    id="cpp",
    title="C++",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Classes and structs, enums, named values, lists and maps, conditions, with the comments beside them.",
)
