"""The lines of a document's first and last pages, as they are printed: covers, forewords, notices, colophons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterspec.model import ASIDES, Box, Document, Page, Passage, Span
from counterspec.syntax.once import once
from counterspec.syntax.plain import Plain, plain

COVER_PAGES = 4
FRONT_PAGES = 30
_FRONT_PASSAGES = 900
_FRONT_CHARS = 120_000
_MAX_LINES = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its place, its plain text, its page from 1, its box and the size of its letters.

    `columns` says that wide gaps part its words.
    """

    span: Span
    text: str
    page: int
    box: Box | None = None
    size: float = 0.0
    kind: str = "paragraph"
    columns: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """`cover` is the printed lines of the first pages, `paragraphs` the passages of the front, with
    their lines joined, `plain` the same, plain; `last` the passages of the last pages.
    """

    cover: tuple[Line, ...]
    paragraphs: tuple[Passage, ...]
    plain: Plain
    last: tuple[Line, ...]

    def page_lines(self, page: int) -> tuple[Line, ...]:
        """Return the printed lines of one of the first pages."""
        return tuple(line for line in self.cover if line.page == page)


@once
def front_of(document: Document) -> Front:
    """Return the front of a document, made once for the document at hand."""
    paragraphs = tuple(_paragraphs(document))
    pages = document.pages
    if pages:
        after = pages[max(len(pages) - 2, COVER_PAGES) :]
        cover = _lines_of(document, pages[:COVER_PAGES])
        last = _lines_of(document, after)
    else:
        cover = [
            Line(span, plain(document.text[span.start : span.end]), 1, kind=p.kind)
            for p in paragraphs[:_MAX_LINES]
            if p.span.end - p.span.start < 1_000
            for span in _set_lines(document, p)
        ]
        last = []
    return Front(tuple(cover), paragraphs, Plain(document.text, (p.span for p in paragraphs)), tuple(last))


def _set_lines(document: Document, passage: Passage) -> Iterator[Span]:
    """Yield the lines of a passage where the file sets them as a page would: in plain text."""
    start, end = passage.span
    if document.format != "plain-text":
        yield passage.span
        return
    while start < end:
        stop = document.text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if document.text[start:stop].strip():
            yield Span(start, stop)
        start = stop + 1


def _paragraphs(document: Document) -> Iterator[Passage]:
    """Yield the passages of the front; of a text without passages, its lines."""
    pages = document.pages
    limit = min(_FRONT_CHARS, len(document.text))
    if len(pages) > FRONT_PAGES:
        limit = min(limit, pages[FRONT_PAGES].span.start)
    passages = document.passages or tuple(_text_lines(document.text, limit))
    for taken, passage in enumerate(passages):
        if taken > _FRONT_PASSAGES or passage.span.start >= limit:
            return
        if passage.kind not in ASIDES and passage.span.end > passage.span.start:
            yield passage


def _text_lines(text: str, limit: int) -> Iterator[Passage]:
    start = 0
    while start < limit:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield Passage(Span(start, end))
        start = end + 1


def _lines_of(document: Document, pages: tuple[Page, ...]) -> list[Line]:
    if not pages:
        return []
    low, high = pages[0].span.start, pages[-1].span.end
    passages = [passage for passage in document.passages if low <= passage.span.start <= high]
    return [line for page in pages for line in _page_lines(document, page, passages)]


def _page_lines(document: Document, page: Page, passages: list[Passage]) -> Iterator[Line]:
    kinds = [(p.span, p.kind) for p in passages if _within(p.span, page.span)]
    asides = [span for span, kind in kinds if kind in ASIDES]
    if not page.words:
        for span, kind in kinds[:_MAX_LINES]:
            if kind not in ASIDES:
                yield Line(span, plain(document.text[span.start : span.end]), page.number, kind=kind)
        return
    for number, (span, box, width, apart) in enumerate(_printed(page)):
        if number >= _MAX_LINES:
            return
        text = plain(document.text[span.start : span.end])
        if text and not any(_within(span, aside) for aside in asides):
            kind = next((kind for where, kind in kinds if where.start <= span.start < where.end), "paragraph")
            yield Line(span, text, page.number, box, _size(text, box, width), kind, apart)


def _size(text: str, box: Box, width: float) -> float:
    """Return the size of a line's letters by their width: heights differ with the letters a line happens to hold."""
    letters = text.replace(" ", "")
    if len(letters) < 4:
        return box.y1 - box.y0
    return width / sum(1.0 if char > "\u2e7f" else 0.55 for char in letters)


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start < other.end


def _printed(page: Page) -> Iterator[tuple[Span, Box, float, bool]]:
    """Yield the words of a page, line by line: those that go on rightwards at the same height.

    With each line its words' width together, and whether wide gaps part them as columns.
    """
    span: Span | None = None
    box = Box(0, 0, 0, 0)
    width, apart = 0.0, False
    for word in page.words:
        place = word.box
        middle = (place.y0 + place.y1) / 2
        goes_on = span is not None and box.y0 <= middle <= box.y1 and place.x0 >= box.x1 - 2
        if span is not None and goes_on and word.span.start >= span.end:
            apart = apart or place.x0 - box.x1 > 2.5 * (place.y1 - place.y0)
            span = Span(span.start, word.span.end)
            box = Box(box.x0, min(box.y0, place.y0), max(box.x1, place.x1), max(box.y1, place.y1))
            width += place.x1 - place.x0
            continue
        if span is not None:
            yield span, box, width, apart
        span, box, width, apart = word.span, place, place.x1 - place.x0, False
    if span is not None:
        yield span, box, width, apart
