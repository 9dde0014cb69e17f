"""HTML pages: what a browser shows, blocks and tables with merged cells; hidden parts and navigation apart."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.html.document import problems_of, title_of
from counterspec.syntax.html.reader import read_html

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_OFFICE_SUFFIXES = (
    ".xls",
    ".xlsx",
    ".doc",
    ".docx",
    ".wps",
    ".et",
    ".rtf",
    ".txt",
    ".pdf",
    ".odt",
    ".ods",
    ".ppt",
    ".pptx",
    ".mht",
    ".php",
    ".asp",
    ".aspx",
    ".jsp",
    "",
)
_SIGNATURE = re.compile(
    r"\A[\s\ufeff]*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|table|meta)\b",
    re.I | re.S,
)


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    signed = _SIGNATURE.match(head.text[:4096]) is not None
    if head.suffix in _SUFFIXES:
        return 90 if signed else 60 if "<" in head.text else 20
    # Saved as a workbook or document, but a page: office programs open those too.
    return 75 if signed and head.suffix in _OFFICE_SUFFIXES else 50 if signed else 0


def _read(source: Source, text: Text | None) -> Document:
    found = read_html(text.text if text is not None else "")
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="html",
        media_type="text/html",
        kind="text",
        text=found.text,
        encoding=text.encoding if text is not None else None,
        passages=tuple(found.passages),
        tables=tuple(found.tables),
        problems=problems_of(source.path, found),
        title=title_of(found),
    )


ENTRY = Format(
    id="html",
    title="HTML",
    kind="text",
    media_type="text/html",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="What the page shows: headings, paragraphs, list items with their numbers, tables with merged cells in "
    "every place; hidden parts, navigation, header and footer apart.",
    eager=True,
)
