"""Two readings of one page held against each other, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from counterspec.casework.marking import differing
from counterspec.model import Document, Page, Recognition, Span, Word, Words


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one reading: `marks` are the words that the other reading does not have there.

    `confidence` is the mean the engine gave its letters, None where the file itself holds them or nothing is there.
    """

    text: str
    marks: tuple[Span, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Other:
    """Lines that two readings of a page give differently; one of both may be empty."""

    before: Stretch
    after: Stretch


@dataclass(frozen=True, slots=True)
class PageReadings:
    """Two readings of page `number`: how each was recognised, where they differ, how many lines are the same."""

    number: int
    before: Recognition | None
    after: Recognition | None
    others: tuple[Other, ...]
    same: int


def page_readings(number: int, before: Document | None, after: Document) -> PageReadings:
    """Compare what two readings of a document give for one page; a reading without it gives nothing."""
    was, now = _page(before, number), _page(after, number)
    left, right = _lines(before, was), _lines(after, now)
    matcher = SequenceMatcher(None, [text for text, _ in left], [text for text, _ in right], autojunk=False)
    others = tuple(
        _other(was, left[a:b], now, right[c:d])
        for verb, a, b, c, d in matcher.get_opcodes()
        if verb != "equal"
    )
    same = sum(block.size for block in matcher.get_matching_blocks())
    return PageReadings(number, _how(was), _how(now), others, same)


_Lines = Sequence[tuple[str, Span]]


def _page(document: Document | None, number: int) -> Page | None:
    return next((one for one in document.pages if one.number == number), None) if document else None


def _how(page: Page | None) -> Recognition | None:
    return page.recognition if page else None


def _lines(document: Document | None, page: Page | None) -> _Lines:
    """Return the lines of a page that say something, each with its place in the document's text."""
    if document is None or page is None:
        return []
    text, (start, end) = document.text, page.span
    ends = [place for place in range(start, end) if text[place] in "\n\f"]
    spans = [Span(first + 1, last) for first, last in pairwise([start - 1, *ends, end])]
    return [(text[span.start : span.end], span) for span in spans if text[span.start : span.end].strip()]


def _other(was: Page | None, left: _Lines, now: Page | None, right: _Lines) -> Other:
    texts = ["\n".join(text for text, _ in lines) for lines in (left, right)]
    marks = differing(*texts)
    return Other(
        Stretch(texts[0], marks[0], _confidence(was, left)), Stretch(texts[1], marks[1], _confidence(now, right))
    )  # fmt: skip


def _confidence(page: Page | None, lines: _Lines) -> float | None:
    if page is None or not lines:
        return None
    weights = [
        (word.span.end - word.span.start, word.confidence)
        for word in _words(page, Span(lines[0][1].start, lines[-1][1].end))
        if word.confidence is not None
    ]
    letters = sum(count for count, _ in weights)
    return round(sum(count * sure for count, sure in weights) / letters, 4) if letters else None


def _words(page: Page, span: Span) -> Iterator[Word]:
    words = page.words.within(span) if isinstance(page.words, Words) else page.words
    yield from (word for word in words if word.span.start < span.end and span.start < word.span.end)
