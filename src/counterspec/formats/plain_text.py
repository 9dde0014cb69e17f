"""Plain text, and what no other reader claims: paragraphs, headings, list items, drawn tables."""

from __future__ import annotations

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.prose_lines import read_lines

_SUFFIXES = (
    ".txt",
    ".text",
    ".rst",
    ".adoc",
    ".asciidoc",
    ".org",
    ".wiki",
    ".textile",
    ".rtx",
    ".me",
    ".1st",
    ".log",
)
_DOCUMENTS = (".txt", ".text", ".rst", ".adoc", ".asciidoc")
"""Files of these names are documents, whatever they speak of: what they cite matters, too."""
_NAMES = (
    "readme",
    "license",
    "licence",
    "changelog",
    "notice",
    "authors",
    "contributing",
    "copying",
    "todo",
    "news",
)


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    if head.suffix in _SUFFIXES:
        return 20
    return 15 if head.name in _NAMES else 1


def _read(source: Source, text: Text | None) -> Document:
    content = text.text if text is not None else ""
    lines = read_lines(content)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="plain-text",
        media_type="text/plain",
        kind="text",
        text=content,
        encoding=text.encoding if text is not None else None,
        passages=tuple(lines.passages),
        tables=tuple(lines.tables),
        title=lines.title(content),
    )


ENTRY = Format(
    id="plain-text",
    title="Plain text",
    kind="text",
    media_type="text/plain",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Paragraphs, headings, list items and tables drawn with bars, by their lines.",
    eager=_DOCUMENTS,
)
