"""HTML pages: blocks, tables with merged cells, title; scripts and styles are passed over."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.safe.text import Text
from counterspec.syntax.cells import plain
from counterspec.syntax.markup import Markup, read_markup

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht")
_SIGNATURE = re.compile(
    r"\A[\s\ufeff]*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|table)\b",
    re.I | re.S,
)


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    signed = _SIGNATURE.match(head.text[:4096]) is not None
    if head.suffix in _SUFFIXES:
        return 90 if signed else 60 if "<" in head.text else 20
    # Saved as a workbook or document, but a page: office programs open those too.
    return 75 if signed and head.suffix in (".xls", ".doc", "") else 0


def _read(source: Source, text: Text | None) -> Document:
    content = text.text if text is not None else ""
    found = read_markup(content)
    title = plain(content[found.title.start : found.title.end], "html") if found.title else ""
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="html",
        media_type="text/html",
        kind="text",
        text=content,
        encoding=text.encoding if text is not None else None,
        passages=tuple(found.passages),
        tables=tuple(found.tables),
        problems=_problems(source, found),
        title=title or None,
    )


def _problems(source: Source, found: Markup) -> tuple[Problem, ...]:
    if not found.cut:
        return ()
    reason = "tables with more cells than are read were left out"
    return (Problem(source.path, "too-large", reason, "Split the page.", lost=False),)


ENTRY = Format(
    id="html",
    title="HTML",
    kind="text",
    media_type="text/html",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Headings, paragraphs, list items and tables, merged cells in every place they cover.",
)
