"""Tables of contents: their entries look like headings and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterspec.model import Document, Passage
from counterspec.syntax.plain import quick
from counterspec.syntax.structure.titles import heading_number, is_chapter

_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|·{4,}|_{5,}|(?:\s\.){4,}|⋯{2,}")
_PAGE_AT_END = re.compile(r"\s(?:\d{1,4}|[ivxlcIVXLCⅠ-Ⅻⅰ-ⅻ]{1,6})\s*$")
_SENTENCE = re.compile(r"[。.;；!?！？](?:\s|$)")
_SHORT = 90
_BETWEEN = 100
"""Characters between two entries of a list, at most: a running header and a page number may stand there."""
_CHAPTER_HINT = re.compile(
    r"\s*(?:第|chapter|section|part|volume|chapitre|secci|se[çc]|раздел)", re.IGNORECASE
)


def is_entry(text: str) -> bool:
    """Return whether a line of a document is drawn like an entry of a table of contents."""
    return _LEADER.search(text) is not None


def last_places(text: str, passages: Sequence[Passage], named: frozenset[int]) -> dict[str, int]:
    """Return where each short line that is not only `named` stands last, by its plain text without page."""
    places: dict[str, int] = {}
    for index, passage in enumerate(passages):
        if index not in named and passage.span.end - passage.span.start <= _SHORT and passage.kind != "cell":
            places[key_of(text[passage.span.start : passage.span.end])] = index
    return places


def chapter_lists(document: Document) -> frozenset[int]:
    """Return the passages that name chapters one after the other, without their text: what is listed."""
    text = document.text
    named: set[int] = set()
    run: list[int] = []
    numbers: set[str | None] = set()
    end_before = 0
    for index, passage in enumerate(document.passages):
        start, end = passage.span
        if end - start > 2 * _SHORT or not _CHAPTER_HINT.match(text, start, end):
            continue
        content = quick(text[start:end])
        if not is_chapter(content) or is_entry(content):
            continue
        number = heading_number(content)
        if run and (not _between(text, end_before, start) or number in numbers):
            named.update(run if len(run) > 2 else ())
            run, numbers = [], set()
        run.append(index)
        numbers.add(number)
        end_before = end
    named.update(run if len(run) > 2 else ())
    return frozenset(named)


def _between(text: str, end: int, start: int) -> bool:
    """Return whether two entries of one list may have this between them: nothing, or the end of a page."""
    gap = text[end : min(start, end + _BETWEEN + 1)]
    if not gap.strip():
        return True
    return len(gap) <= _BETWEEN and "\f" in gap and _SENTENCE.search(gap) is None


def ends_with_page(text: str) -> bool:
    """Return whether a line ends with what may be a page number, after some words."""
    match = _PAGE_AT_END.search(text)
    return match is not None and len(text[: match.start()].split()) > 1


def key_of(text: str) -> str:
    """Return what a heading and its entry share: its letters, plain, without leaders and page number."""
    if ".." in text or "…" in text or "··" in text or "__" in text or " ." in text:
        text = _LEADER.split(text, maxsplit=1)[0]
    text = _PAGE_AT_END.sub("", text)
    return "".join(quick(text).split()).casefold()
