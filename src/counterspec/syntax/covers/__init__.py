"""What a cover page says: number, titles, dates, classification, issuers, what the document replaces."""

from __future__ import annotations

from counterspec.model import Document
from counterspec.syntax.covers.chinese import read_chinese
from counterspec.syntax.covers.page import Cover, cover_lines, is_chinese
from counterspec.syntax.covers.western import read_western
from counterspec.syntax.once import once

__all__ = ["Cover", "cover_of"]


@once
def cover_of(document: Document) -> Cover:
    """Return what the cover says, made once for the document at hand."""
    lines = cover_lines(document)
    return (read_chinese if is_chinese(lines) else read_western)(document, lines)
