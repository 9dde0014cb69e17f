"""The proof of a finding: the exact quote, its place, and a check that re-reads it."""

from __future__ import annotations

from collections.abc import Sequence

from counterspec.errors import EvidenceError
from counterspec.model import Document, Evidence, LineIndex, Span, Word, Words
from counterspec.vocab.scripts import joins

_AROUND = 32
_WORD = 16
"""Code points that a word may go on beyond `_AROUND`, so that no quote begins or ends inside one."""


def evidence_at(document: Document, lines: LineIndex, span: Span, locator: str | None) -> Evidence:
    """Quote `span` of the document, with what stands on each side of it on the same line.

    A quote that goes on over a page break is on the page where it begins, and its boxes are those of that page.
    """
    text = document.text
    start, end = span
    page = document.page_at(start)
    words = _words(page.words if page else (), span)
    prefix, suffix = around(text, start, end)
    return Evidence(
        sha256=document.sha256,
        span=span,
        quote=text[start:end],
        prefix=prefix,
        suffix=suffix,
        line=None if page else lines.line(start),
        column=None if page else lines.column(start),
        page=page.number if page else None,
        boxes=tuple(word.part(span, text) for word in words),
        locator=locator,
        confidence=min((w.confidence for w in words if w.confidence is not None), default=None),
    )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a quote on its line: 32 code points, and up to 16 that end a word."""
    first = max(0, start - _AROUND)
    while _splits_word(text, first) and first > start - _AROUND - _WORD:
        first -= 1
    last = min(len(text), end + _AROUND)
    while _splits_word(text, last) and last < end + _AROUND + _WORD:
        last += 1
    line_start = max(text.rfind("\n", first, start), text.rfind("\r", first, start)) + 1
    return text[max(line_start, first) : start], _to_line_end(text[end:last])


def sides(evidence: Evidence) -> tuple[str, str]:
    """Return what stands on each side of a quote as people are shown it: "…" where its line may go on."""
    before, after = evidence.prefix, evidence.suffix
    return (
        f"…{before}" if len(before) >= _AROUND else before,
        f"{after}…" if len(after) >= _AROUND else after,
    )


def _splits_word(text: str, at: int) -> bool:
    """Return whether a cut there would part a word of a script that sets gaps between words."""
    return 0 < at < len(text) and joins(text[at - 1]) and joins(text[at])


def _to_line_end(text: str) -> str:
    for index, char in enumerate(text):
        if char in "\r\n":
            return text[:index]
    return text


def _words(words: Sequence[Word], span: Span) -> list[Word]:
    """Return the words that a quote covers, also in part."""
    if isinstance(words, Words):
        words = words.within(span)
    return [word for word in words if word.span.start < span.end and span.start < word.span.end]


def verify(document: Document, evidence: Evidence) -> None:
    """Check that the document still holds the quote at its place.

    Raises:
        EvidenceError: other bytes, or other words at that place.
    """
    if document.sha256 != evidence.sha256:
        raise EvidenceError(f"{document.path}: other bytes than the evidence names")
    found = document.text[evidence.span.start : evidence.span.end]
    if found != evidence.quote:
        raise EvidenceError(
            f"{document.path}: “{evidence.quote}” is not at {evidence.span.start}; found “{found}”"
        )
