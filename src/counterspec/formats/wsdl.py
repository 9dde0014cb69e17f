"""Web service descriptions (WSDL 1.1 and 2.0)."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.xsd.document import read_schema

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:definitions|description)\s[^>]*wsdl")
_BEGINNING = 20_000


def _claim(head: Head) -> int:
    by_name = head.suffix == ".wsdl"
    if head.text is not None and _ROOT.search(head.text, 0, _BEGINNING):
        return 95 if by_name else 75
    return 39 if by_name else 0


def _read(source: Source, text: Text | None) -> Document:
    return read_schema(source, text, ENTRY.id, ENTRY.media_type)


ENTRY = Format(
    id="wsdl",
    title="Web service description",
    kind="schema",
    media_type="application/wsdl+xml",
    suffixes=(".wsdl",),
    claim=_claim,
    read=_read,
    reads="The schemas inside, messages with their parts, and operations.",
    eager=True,
)
