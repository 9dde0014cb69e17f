"""OpenDocument texts and presentations, packed or flat."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.safe.text import Text
from counterspec.syntax.opendocument.body import Body
from counterspec.syntax.opendocument.package import OpenFile, open_file
from counterspec.syntax.opendocument.styles import Styles

_SUFFIXES = (".odt", ".ott", ".fodt", ".odp", ".otp", ".fodp", ".sxw")
_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_KINDS = (_MEDIA_TYPE.encode(), b"application/vnd.oasis.opendocument.presentation")


def _claim(head: Head) -> int:
    flat = head.suffix in _SUFFIXES and head.data.startswith(b"<?xml")
    if head.office is None and (any(kind in head.data[:4096] for kind in _KINDS) or flat):
        return 97
    return head.office_claim(("odt",), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    file = open_file(source.data, source.path)
    body = Body(Styles.of(file.styles, file.content))
    body.read(file.content)
    body.running(file.styles)
    return body.blocks.document(
        source,
        "odt",
        _MEDIA_TYPE,
        problems=(*body.problems(source.path), *_unread(source.path, file, body)),
        pages=body.pages,
        stated=file.stated,
    )


def _unread(path: str, file: OpenFile, body: Body) -> Iterator[Problem]:
    if file.pictures and not any(passage.kind != "hidden" for passage in body.blocks.passages):
        reason = f"the document holds {file.pictures} pictures and no text; words in pictures were not read"
        yield Problem(path, "no-text", reason, "Save it as PDF and read that.")
    if file.embedded:
        reason = f"{file.embedded} objects embedded in the document were not read"
        yield Problem(path, "embedded-file", reason, "Save them as files of their own.", lost=False)


ENTRY = Format(
    id="odt",
    title="OpenDocument text and presentation",
    kind="text",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Headings, paragraphs and list items with their numbers, tables with merged cells, captions, notes, headers, "
    "footers, text boxes; slides as pages; hidden and deleted text apart.",
    binary=True,
)
