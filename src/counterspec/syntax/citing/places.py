"""Numbers in their sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from counterspec.model import ASIDES, Document, Passage, Span
from counterspec.syntax.flow import flows
from counterspec.syntax.numbers import Number
from counterspec.syntax.structure import SectionKind, structure_of

_PROVISIONS = re.compile(
    r"constitute provisions|indispensable for the application|contain provisions|必不可少|构成本(?:文件|标准)|"
    r"indispensables pour l|unverzichtbar",
    re.IGNORECASE,
)
_OPENING = 700
_LEFT, _RIGHT, _BEFORE = 160, 120, 300
# A full stop after a short word or one of these ends an abbreviation, not a sentence.
_STOP = re.compile(
    r"[。；;！!？?]|(?<=[\w)\]»”\"][\w)\]»”\"][\w)\]»”\"])(?<!\bSec)(?<!\bStd)(?<!\bRec)(?<!\bPat)(?<!\bArt)"
    r"(?<!\bAbs)\.\s(?=[A-ZÄÖÜÀ-ÝА-Я\d])"
    r"|\n\s*\n"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A number with the words around it, cut at the ends of its sentence."""

    number: Number
    passage: Span
    before: str
    left: str
    right: str
    tail: str
    section: SectionKind


class Places:
    """Where numbers stand in a document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._structure = structure_of(document)
        self._passages = tuple(p for p in document.passages if p.span.start < p.span.end)
        self._starts = [passage.span.start for passage in self._passages]
        self._normative: dict[int, bool] = {}
        self._cells = sorted({cell for table in document.tables for row in table.rows for cell in row})
        self._around = dict(_around(document))

    def _passage(self, offset: int) -> Passage | None:
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._passages[index].span.end:
            return self._passages[index]
        return None

    def place(self, number: Number) -> Place | None:
        """Return the number in its sentence; None where it stands apart from what the document says."""
        text, (start, end) = self._text, number.span
        passage = self._passage(start)
        if passage is not None and passage.kind in ASIDES:
            return None
        span = passage.span if passage is not None else self._cell(start) or _line(text, start)
        left, right = text[max(span.start, start - _LEFT) : start], text[end : min(span.end, end + _RIGHT)]
        stops = list(_STOP.finditer(left))
        left = left[stops[-1].end() :] if stops else left
        stop = _STOP.search(right)
        right = right[: stop.start()] if stop else right
        if passage is not None and passage.span in self._around:
            # The sentence begins on the page before, or ends on the next.
            earlier, later = self._around[passage.span]
            left = left if stops else earlier[-_LEFT:] + left
            right = right if stop else right + later[:_RIGHT]
        before = text[max(span.start, start - _BEFORE) : start]
        tail = text[end : min(span.end, end + _BEFORE)]
        return Place(number, span, before, left, right, tail, self._section(start))

    def _cell(self, offset: int) -> Span | None:
        index = bisect_right(self._cells, (offset, len(self._text))) - 1
        found = self._cells[index] if index >= 0 else None
        return found if found is not None and found.start <= offset < found.end else None

    def _section(self, offset: int) -> SectionKind:
        """Return the kind of section; a list called "References" is normative where it says so itself."""
        section = self._structure.at(offset)
        if section.kind != "bibliography":
            return section.kind
        start = section.span.start
        if start not in self._normative:
            self._normative[start] = _PROVISIONS.search(self._text, start, start + _OPENING) is not None
        return "normative_references" if self._normative[start] else "bibliography"


def _around(document: Document) -> Iterator[tuple[Span, tuple[str, str]]]:
    """Yield the passages that a page cuts, with the ends of the sentences that lie on other pages."""
    if not any(passage.goes_on for passage in document.passages):
        return
    for flow in flows(document):
        for passage, start in zip(flow.passages, flow.starts, strict=True):
            if len(flow.passages) > 1:
                end = start + passage.span.end - passage.span.start
                earlier = _STOP.split(flow.text[max(0, start - _LEFT) : start])[-1]
                yield passage.span, (earlier, _STOP.split(flow.text[end : end + _RIGHT], maxsplit=1)[0])


def _line(text: str, offset: int) -> Span:
    start = max(text.rfind("\n", 0, offset), text.rfind("\t", 0, offset)) + 1
    ends = [place for place in (text.find("\n", offset), text.find("\t", offset)) if place >= 0]
    return Span(start, min(ends, default=len(text)))
