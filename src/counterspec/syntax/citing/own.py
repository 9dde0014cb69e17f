"""A document's own number: on its cover, in its running headers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from counterspec.model import Document, Passage, Span
from counterspec.syntax.numbers import Number, find

_EARLY = 40
_HEAD = 4_000
_COVER_PAGES = 2
_REQUEST = re.compile(r"Request for Comments:\s*(\d{1,5})|^RFC\s(\d{1,5})\b", re.M)
_OTHER = re.compile(
    r"代\s*替|替\s*代|废\s*止|修\s*改|补充|replac|supersed|amend|ersatz|remplace|взамен|sustituye|substitui|obsoletes|updates",
    re.I,
)
_REST = re.compile(r"[\s\d—–\-.·:：/()（）EFivxIVXⅠ-ⅻ]*")

Own = frozenset[tuple[str, str | None]]


def own_numbers(document: Document, numbers: Sequence[Number]) -> Own:
    """Return the canonical numbers and editions by which the document names itself."""
    own = {(number.canonical, number.edition) for number in _stated(document)}
    own.update(_running(document, numbers))
    own.update(_cover(document, numbers))
    return frozenset(own)


def _stated(document: Document) -> Iterator[Number]:
    yield from find(document.number or "")
    match = _REQUEST.search(document.text[:_HEAD])
    if match is not None:
        yield from find(f"RFC {match[1] or match[2]}")


def _running(document: Document, numbers: Sequence[Number]) -> Iterator[tuple[str, str | None]]:
    """Yield numbers that stand at the edge of page after page."""
    edges = _edges(document)
    starts = [passage.span.start for passage in edges]
    seen: Counter[tuple[str, str | None]] = Counter()
    for number in numbers:
        index = bisect_right(starts, number.span.start) - 1
        if index >= 0 and number.span.end <= edges[index].span.end:
            text = document.text[edges[index].span.start : edges[index].span.end]
            at_edge = text.startswith(number.raw) or text.endswith(number.raw) or number.kind == "patent"
            if len(text) <= 160 and at_edge and not _OTHER.search(text):
                seen[number.canonical, number.edition] += 1
    enough = 2 if len(document.pages) < 12 else 3
    return (key for key, count in seen.items() if count >= enough)


def _edges(document: Document) -> list[Passage]:
    """Return the first and the last passages of every page, and all that are marked as running."""
    if not document.pages:
        return [p for p in document.passages if p.kind in ("header", "footer")]
    starts = [page.span.start for page in document.pages]
    pages: dict[int, list[Passage]] = {}
    for passage in document.passages:
        pages.setdefault(bisect_right(starts, passage.span.start), []).append(passage)
    edges = {p for inside in pages.values() for p in (*inside[:2], *inside[-2:])}
    edges.update(p for p in document.passages if p.kind in ("header", "footer"))
    return sorted(edges, key=lambda p: p.span.start)


def _cover(document: Document, numbers: Sequence[Number]) -> Iterator[tuple[str, str | None]]:
    """Yield the first number that stands alone, or begins a heading, before the document speaks."""
    early = [p for p in document.passages[:_EARLY] if _on_cover(document, p.span)]
    for passage in early:
        text = document.text[passage.span.start : passage.span.end]
        inside = [n for n in numbers if passage.span.start <= n.span.start < passage.span.end]
        if not inside or _OTHER.search(text[: inside[0].span.start - passage.span.start]):
            continue
        first = inside[0]
        before = text[: first.span.start - passage.span.start]
        after = text[first.span.end - passage.span.start :]
        alone = not before.strip() and (
            _REST.fullmatch(after) or _OTHER.match(after.strip()) or passage.kind == "heading"
        )
        if alone and not _OTHER.search(after.replace("代替", "")[:200] if passage.kind == "heading" else ""):
            yield first.canonical, first.edition
            return
        if first.kind == "patent" and "(56)" not in document.text[: first.span.start]:
            yield first.canonical, first.edition


def _on_cover(document: Document, span: Span) -> bool:
    if not document.pages:
        return True
    last = document.pages[min(_COVER_PAGES, len(document.pages)) - 1]
    return span.start < last.span.end
