"""Python sources."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.code.document import claim, read_code
from counterspec.syntax.code.pythonic import DIALECT, ROLES

_SUFFIXES = (".py", ".pyi", ".pyw")
_SIGNS = re.compile(r"^\s*(?:import|from|def|class|@\w|if|for|with|async|#|\"\"\"|''')|^\w+\s*(?::[^=\n]+)?=", re.MULTILINE)
_MEDIA_TYPE = "text/x-python"


def _claim(head: Head) -> int:
    return claim(head, _SUFFIXES, _SIGNS, "python")


def _read(source: Source, text: Text | None) -> Document:
    return read_code(source, text, "python", _MEDIA_TYPE, DIALECT, ROLES)


ENTRY = Format(
    id="python",
    title="Python",
    kind="code",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Classes of models, forms and schemas, enums, lists and label maps, filled keys, filters, and docstrings.",
)
