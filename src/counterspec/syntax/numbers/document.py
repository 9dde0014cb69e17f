"""The numbers in a document, found once for all who ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterspec.model import Document, Span
from counterspec.syntax.flow import flows
from counterspec.syntax.numbers.finding import find
from counterspec.syntax.numbers.value import Number
from counterspec.syntax.once import once

_REACH = 60


@once
def numbers_of(document: Document) -> tuple[Number, ...]:
    """Return the numbers in a document's text; recognised pages are read with likelier readings."""
    cut = tuple(_cut(document))
    pieces = [number.span for number in cut]
    whole = (n for n in _numbers(document) if not any(_touch(n.span, piece) for piece in pieces))
    return tuple(sorted((*whole, *cut), key=lambda n: n.span)) if cut else tuple(whole)


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


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _cut(document: Document) -> Iterator[Number]:
    """Yield the numbers that the end of a page cuts in two, each at the place where it begins."""
    if not any(passage.goes_on for passage in document.passages):
        return
    for flow in flows(document):
        for joint in flow.starts[1:]:
            first = max(0, joint - _REACH)
            for number in find(flow.text[first : joint + _REACH]):
                start, end = number.span.start + first, number.span.end + first
                spans = flow.spans(start, end) if start < joint < end else ()
                if len(spans) > 1:
                    yield replace(number, span=spans[0])
