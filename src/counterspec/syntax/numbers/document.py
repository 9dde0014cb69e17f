"""The numbers in a document, found once for all who ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterspec.model import Document, Span
from counterspec.syntax.numbers.finding import find
from counterspec.syntax.numbers.value import Number


class _Latest:
    """The numbers of the document read last."""

    text: str | None = None
    numbers: tuple[Number, ...] = ()


def numbers_of(document: Document) -> tuple[Number, ...]:
    """Return the numbers in a document's text; recognised pages are read with likelier readings."""
    if _Latest.text is not document.text:
        _Latest.numbers = tuple(_numbers(document))
        _Latest.text = document.text
    return _Latest.numbers


def _numbers(document: Document) -> Iterator[Number]:
    for span, recognised in _stretches(document):
        for number in find(document.text[span.start : span.end], recognised=recognised):
            start, end = number.span
            yield replace(number, span=Span(start + span.start, end + span.start))


def _stretches(document: Document) -> Iterator[tuple[Span, bool]]:
    """Yield the text in stretches that were recognised from images or were not."""
    start, kind = 0, False
    for page in document.pages:
        recognised = page.recognition is not None
        if recognised != kind:
            if page.span.start > start:
                yield Span(start, page.span.start), kind
                start = page.span.start
            kind = recognised
    yield Span(start, len(document.text)), kind
