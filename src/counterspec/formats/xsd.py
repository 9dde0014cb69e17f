"""XML Schema."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.xsd.document import read_schema

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?schema\s[^>]*XMLSchema")
_BEGINNING = 20_000


def _claim(head: Head) -> int:
    by_name = head.suffix == ".xsd"
    if head.text is not None and _ROOT.search(head.text, 0, _BEGINNING) and _is_root(head.text):
        return 95 if by_name else 75
    return 39 if by_name else 0


def _is_root(text: str) -> bool:
    """Whether the schema element is the first one, not part of a service description."""
    first = re.search(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})[\s>]", text[:_BEGINNING])
    return first is not None and first.group(1) == "schema"


def _read(source: Source, text: Text | None) -> Document:
    return read_schema(source, text, ENTRY.id, ENTRY.media_type)


ENTRY = Format(
    id="xsd",
    title="XML Schema",
    kind="schema",
    media_type="application/xml",
    suffixes=(".xsd",),
    claim=_claim,
    read=_read,
    reads="Elements, attributes, types and groups, enumerated values with their documentation, "
    "how often each occurs, and comments.",
    eager=True,
)
