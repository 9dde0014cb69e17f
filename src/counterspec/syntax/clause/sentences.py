"""The sentences of a document: over page breaks, list items with the words that lead in to them, table rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from counterspec.model import Document, Passage, Span
from counterspec.syntax.clause.flow import Flow
from counterspec.syntax.clause.sentence import Sentence
from counterspec.syntax.once import once

MARKS = "★▲※△☆◆●■◎＊*#＃▇"
_END = re.compile(
    rf"[。！？；]|[;!?](?=\s|$)|(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bArt)(?<!\bNr)(?<!\bcf)(?<!\bFig)\.(?=\s+[^\sa-z]|\s*$)|"
    rf"[:：](?=\s*\n)|\n+|\s(?=\s*[{MARKS}])|(?<=[。；;：:])(?=[{MARKS}])"
)
_ITEM = re.compile(
    rf"\s*(?:[{MARKS}]\s*)?(?:[-–—•●○■□◆◇➢✓√·]|[(（]?(?:\d{{1,3}}|[a-zA-Zа-я]|[ivx]{{1,4}}|[一二三四五六七八九十]{{1,3}})[)）、.．](?!\d)|[①-⑳])\s*"
)
_LEAD = re.compile(
    r"[:：]\s*$|(?:下列|以下|如下)(?:各项|要求|内容|信息|属性|功能|条件|项目|规定)?[。.]?\s*$|"
    r"\bthe following\b[^.]{0,40}[.:]?\s*$",
    re.IGNORECASE,
)
_INLINE_LEAD = re.compile(
    r"[:：]\s*(?=[(（]?(?:[a-zA-Z]|\d{1,2}|[一二三四五六七八九十])[)）、.．](?!\d)|[①-⑳]|[-–—•])"
)
_NUMBER = re.compile(
    r"\s*(第\s*[一二三四五六七八九十百\d]+\s*[章节条]|(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){1,6}(?=[\s\u3000.、)）\u4e00-\u9fff]|$)|[A-Z](?:\.\d{1,3})+(?=\s)|"
    r"\d{1,2}(?=[\s\u3000]+[^\d\W])|§\s?\d+\w?|(?:Article|Artikel|Artículo|Статья)\s+\d+)"
)
_ANNEX = re.compile(r"\s*(?:附\s*录\s*[A-Z]|annex\s+[A-Z]|appendix\s+[A-Z\d])\b", re.IGNORECASE)
_KINDS = frozenset({"paragraph", "item", "heading", "cell", "caption", "note"})
_MARKER = 12
"""The longest mark of an item."""

_MAX_LEAD = 400
_MAX_SENTENCE = 1_200
_MAX_LEVELS = 4
_FIRST = 20
"""No document begins with a later chapter."""


class Sentences:
    """The sentences of a document, in reading order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.all = tuple(self._read())

    @cached_property
    def starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.all]

    def _read(self) -> Iterator[Sentence]:
        reader = _Reader(self._document)
        for flow, kind in _flows(self._document):
            yield from reader.flow(flow, kind)
        yield from reader.rest()


@once
def sentences_of(document: Document) -> Sentences:
    """Return the sentences of a document, made once for the document at hand."""
    return Sentences(document)


def _flows(document: Document) -> Iterator[tuple[Flow, str]]:
    """Yield the passages, those that a page break cut in two as one."""
    body = [
        passage
        for passage in document.body
        if passage.kind in _KINDS and passage.span.end > passage.span.start
    ]
    breaks = [page.span.start for page in document.pages[1:]]
    index = 0
    while index < len(body):
        parts = [_with_marker(document.text, body[index])]
        while index + 1 < len(body) and _goes_on(document.text, body[index], body[index + 1], breaks):
            index += 1
            parts.append(body[index].span)
        yield Flow(document.text, parts), body[index - len(parts) + 1].kind
        index += 1


def _with_marker(text: str, passage: Passage) -> Span:
    """Return the span of a passage, of an item with the mark that stands before it on its line."""
    start, end = passage.span
    if passage.kind != "item":
        return passage.span
    line = (
        max(
            text.rfind("\n", max(0, start - _MARKER), start), text.rfind("\f", max(0, start - _MARKER), start)
        )
        + 1
    )
    before = text[max(line, start - _MARKER) : start]
    return Span(start - len(before.lstrip()), end) if before.strip() and _ITEM.match(before) else passage.span


def _goes_on(text: str, one: Passage, two: Passage, breaks: Sequence[int]) -> bool:
    """Whether a page break cut one paragraph in two: the first has no end and the second no beginning."""
    if one.kind not in ("paragraph", "item") or two.kind != "paragraph" or not breaks or two.number:
        return False
    if bisect_right(breaks, one.span.end - 1) == bisect_right(breaks, two.span.start):
        return False
    last, first = text[one.span.end - 1], text[two.span.start]
    if (
        last in "。！？；：.!?;:）)…"
        or _ITEM.match(text[two.span.start : two.span.start + 12])
        or first in MARKS
    ):
        return False
    if _NUMBER.match(text[two.span.start : two.span.start + 24]):
        return False
    return not first.isupper() or last in ",-–、，"


@dataclass(slots=True)
class _Open:
    """A list being read: its lead-in, and the kind of mark its items bear."""

    lead: Span
    words: str
    mark: str = ""


class _Reader:
    """Turns passages into sentences; keeps the clause number and the lists that are open."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.section: str | None = None
        self.chapter = 0
        self.lists: list[_Open] = []
        self.waiting: list[Sentence] = []

    def flow(self, flow: Flow, kind: str) -> Iterator[Sentence]:
        """Yield what of the sentences is ready; items wait for their siblings."""
        text = flow.text
        number = _NUMBER.match(text.lstrip(MARKS + " ")) if kind != "cell" else None
        if _ANNEX.match(text):
            self.section = None
        marked = kind == "item" or (kind == "paragraph" and _ITEM.match(text) is not None)
        if number and kind == "heading" and number.group(1).isdigit():
            number = number if self._follows(int(number.group(1))) else None
        if number and (kind == "heading" or "." in number.group(1) or "第" in number.group(1)) and not marked:
            self.section, marked = " ".join(number.group(1).split()), False
        elif kind == "heading":
            self.section = " ".join(number.group(1).split()) if number else None
        if self.lists and not (marked or kind == "cell"):
            yield from self.rest()
        if marked and self.lists:
            self._level(text)
        sentences = list(self._split(flow, kind, marked))
        if self.lists and kind != "cell":
            self.waiting += sentences
        else:
            yield from sentences
        if sentences and kind in ("paragraph", "item") and _LEAD.search(text):
            self._open(sentences[-1])

    def _follows(self, chapter: int) -> bool:
        """Whether a bare number counts chapters on; others at the head of a heading are values and page numbers."""
        if not self.chapter <= chapter <= (self.chapter + 2 if self.chapter else _FIRST):
            return False
        self.chapter = chapter
        return True

    def rest(self) -> Iterator[Sentence]:
        """Yield the items that waited, each with its siblings' words."""
        beside = " ".join(sentence.text for sentence in self.waiting)[:_MAX_SENTENCE]
        for sentence in self.waiting:
            yield replace(sentence, beside=beside)
        self.waiting, self.lists = [], []

    def _open(self, sentence: Sentence) -> None:
        if len(self.lists) < _MAX_LEVELS:
            self.lists.append(_Open(sentence.span, sentence.text[-_MAX_LEAD:]))

    def _level(self, text: str) -> None:
        """Close the inner lists that an item with an outer mark ends."""
        mark = _mark_kind(text)
        known = [index for index, one in enumerate(self.lists) if one.mark == mark]
        if known:
            del self.lists[known[0] + 1 :]
        elif not self.lists[-1].mark:
            self.lists[-1].mark = mark

    def _split(self, flow: Flow, kind: str, marked: bool) -> Iterator[Sentence]:
        text, start = flow.text, 0
        inline: tuple[int, int] | None = None
        for end in _ends(text):
            piece = text[start:end]
            if _ITEM.fullmatch(piece) and end < len(text):
                continue  # the dot of "1." ends no sentence
            if piece.strip():
                lead = None if inline else _INLINE_LEAD.search(piece)
                if lead and kind != "cell":
                    inline = (start, start + lead.end())
                    yield self._sentence(flow, kind, start, start + lead.end(), marked, None)
                    start += lead.end()
                elif inline and not _ITEM.match(piece):
                    inline = None
                yield self._sentence(flow, kind, start, end, marked, inline)
            start = end

    def _sentence(
        self, flow: Flow, kind: str, start: int, end: int, marked: bool, inline: tuple[int, int] | None
    ) -> Sentence:
        text = flow.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        leads = [one for one in self.lists if marked]
        spans = [one.lead for one in leads]
        words = " ".join(one.words for one in leads)
        if inline:
            spans.append(Span(flow.real(inline[0]), flow.real_end(inline[1])))
            words += text[inline[0] : inline[1]]
        return Sentence(
            span=Span(flow.real(start), flow.real_end(end)),
            text=text[start : min(end, start + _MAX_SENTENCE)],
            flow=flow,
            offset=start,
            kind=kind,
            leads=tuple(spans),
            lead=words[-_MAX_LEAD:],
            section=self.section,
            beside=text[inline[1] :][:_MAX_SENTENCE] if inline else "",
            item=marked or inline is not None,
        )


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match.group().startswith("\n") and _wraps(text, match.start(), match.end()):
            continue
        yield match.end()
    yield len(text)


_WRAPPED = 25
"""A line of so many characters without an end goes on in the next."""


def _wraps(text: str, start: int, end: int) -> bool:
    """Whether a line break merely wraps a line."""
    before = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    after = text[end : end + 16]
    if end - start > 1 or len(before) < _WRAPPED or not after.strip() or before[-1] in "。！？；：.!?;:|>":
        return False
    return not _ITEM.match(after) and after.lstrip()[0] not in MARKS + "|<#>"


def _mark_kind(text: str) -> str:
    """Return what kind of mark an item bears: "1)" and "2)" are of one kind."""
    match = _ITEM.match(text)
    if not match:
        return "-"
    mark = match.group().strip()
    return re.sub(
        r"[ivx]+(?=[)）.])|[a-zа-я]", "a", re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", mark))
    )
