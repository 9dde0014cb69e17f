"""Word documents of the older binary format: paragraphs, headings, list numbers, tables, notes."""

from __future__ import annotations

import struct

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.office import is_locked, locked
from counterspec.safe.text import Text
from counterspec.syntax.doc.body import Body
from counterspec.syntax.doc.file import open_word

_SUFFIXES = (".doc", ".dot", ".wps")
_MEDIA_TYPE = "application/msword"
_VERY_OLD = (b"\xdb\xa5", b"\x9b\xa5", b"\xfe\x37\x00\x1c", b"\x31\xbe\x00\x00")
"""How Word documents begin that were written before compound files."""
_HINT = "Open it in an office program and save it as DOCX."


def _claim(head: Head) -> int:
    if head.data.startswith(_VERY_OLD):
        return 95 if head.suffix in _SUFFIXES else 0
    return head.office_claim(("doc",), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    if source.data.startswith(_VERY_OLD):
        raise UnreadableError(f"{source.path}: a Word document of before 1993 is not read", hint=_HINT)
    if is_locked(source.data):
        raise locked(source.path)
    try:
        body = Body(open_word(source.data, source.path))
        body.read()
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise UnreadableError(f"{source.path}: the Word document is damaged: {error}", hint=_HINT) from error
    if not body.blocks.passages and not body.blocks.tables:
        raise UnreadableError(f"{source.path}: no text in the document", hint=_HINT)
    return body.blocks.document(source, "doc", _MEDIA_TYPE, problems=body.problems(source.path))


ENTRY = Format(
    id="doc",
    title="Word document (6 to 2003)",
    kind="text",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Paragraphs, headings and list items with the numbers Word prints, tables with merged cells, captions, "
    "notes, headers, footers, text boxes; hidden and deleted text apart.",
    binary=True,
)
