"""Rich text."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.errors import LimitError
from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.safe.limits import MAX_TEXT_BYTES
from counterspec.safe.text import Text
from counterspec.syntax.rtf.reader import Reader

_SUFFIXES = (".rtf",)


def _claim(head: Head) -> int:
    return 96 if head.data.lstrip()[:5] == b"{\\rtf" else 0


def _read(source: Source, text: Text | None) -> Document:
    if len(source.data) > 4 * MAX_TEXT_BYTES:
        raise LimitError(f"{source.path}: a rich text of {len(source.data)} bytes is more than is read")
    reader = Reader(source.data.decode("latin-1")).run()
    blocks = reader.page.blocks
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="rtf",
        media_type="application/rtf",
        kind="text",
        text=blocks.out.text(),
        encoding=reader.encoding,
        passages=tuple(blocks.passages),
        tables=tuple(blocks.tables),
        problems=(*reader.problems(source.path), *_unread(source, reader)),
        title=blocks.title(reader.stated),
    )


def _unread(source: Source, reader: Reader) -> Iterator[Problem]:
    pictures, objects = source.data.count(b"{\\pict"), source.data.count(b"\\objdata")
    if (
        not any(passage.kind != "hidden" for passage in reader.page.blocks.passages)
        and not reader.page.blocks.tables
    ):
        reason = f"the document holds {pictures} pictures and no text; words in pictures were not read"
        yield Problem(source.path, "no-text", reason, "Save it as PDF and read that.")
    if objects:
        reason = f"{objects} objects embedded in the document were not read"
        yield Problem(source.path, "embedded-file", reason, "Save them as files of their own.", lost=False)


ENTRY = Format(
    id="rtf",
    title="Rich text",
    kind="text",
    media_type="application/rtf",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Headings, paragraphs and list items with their numbers, tables with merged cells, notes, headers, footers, "
    "text boxes, in any code page; hidden and deleted text apart.",
    binary=True,
)
