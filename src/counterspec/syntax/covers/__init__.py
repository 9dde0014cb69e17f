"""What a cover page says: number, titles, dates, classification, issuers, what the document replaces."""

from __future__ import annotations

from counterspec.model import Document, Passage
from counterspec.syntax.covers.chinese import read_chinese
from counterspec.syntax.covers.page import Cover, cover_lines, is_chinese
from counterspec.syntax.covers.western import read_western

__all__ = ["Cover", "cover_of"]


class _Latest:
    text: str | None = None
    passages: tuple[Passage, ...] | None = None
    cover = Cover()


def cover_of(document: Document) -> Cover:
    """Return what the cover says, made once for the document at hand."""
    if _Latest.text is not document.text or _Latest.passages is not document.passages:
        lines = cover_lines(document)
        read = read_chinese if is_chinese(lines) else read_western
        _Latest.cover = read(document, lines)
        _Latest.text, _Latest.passages = document.text, document.passages
    return _Latest.cover
