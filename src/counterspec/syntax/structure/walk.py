"""One pass over the passages of a document: where sections open, and what tables of contents only name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterspec.model import ASIDES, Document, Passage, Span
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.plain import quick
from counterspec.syntax.structure.contents import chapter_lists, ends_with_page, is_entry, key_of, last_places
from counterspec.syntax.structure.titles import (
    MAX_HEADING,
    Family,
    SectionKind,
    heading_number,
    is_chapter,
    title_kind,
)

_INFORMATIVE = re.compile(
    r"资料性|資料性|提示的|参考的|informati[fv]|информативн|справочн|рекомендуем|참고|\(参考\)", re.IGNORECASE
)
_NORMATIVE = re.compile(
    r"规范性(?!引用)|規範性|標準的|normati[fv](?!e? ref)|обязательн|\(規定\)|규정", re.IGNORECASE
)
_PATENT: frozenset[SectionKind] = frozenset({"abstract", "claims", "description", "drawings"})
_RUNNING_PAGES = re.compile(r"\s*\d+\s*/\s*\d+\s*(?:页|頁)?.*$")
_PROSE = re.compile(r"[。;；!?！？]$|[^.]\.$")
_COVER_PAGES = 4
_ON_COVERS: frozenset[SectionKind] = frozenset(
    {"notice", "requirements", "instructions", "contract", "forms"}
)
# RFCs part their references in two: "9.1 Normative References" below "9 References" is no bibliography.
_REFERENCES = frozenset({"normative_references", "bibliography"})
_LEADING: frozenset[SectionKind] = frozenset({"bibliography", "annex", "back", "contents"})


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a section starts, and what opens it; `chapter` says that it is one of the whole document."""

    start: int
    kind: SectionKind
    title: Span | None = None
    number: str | None = None
    normative: bool | None = None
    chapter: bool = False


def family_of(document: Document) -> Family:
    """Return whose sections a document can have, by its kind."""
    kind = document_kind(document).kind
    if kind.startswith("patent"):
        return "patent"
    return "tender" if kind in ("tender", "notice", "text", "statement") else "any"


def section_kind(passage: Passage, text: str, family: Family = "tender") -> SectionKind | None:
    """Return the kind of section a passage opens, "body" for another numbered heading, None for no heading."""
    return _kind_of(passage, _content(passage, text), family)


def _content(passage: Passage, text: str) -> str:
    start, end = passage.span
    if end - start > 2 * MAX_HEADING or passage.kind in ("cell", "code"):
        return ""
    return quick(text[start:end])


def _kind_of(passage: Passage, content: str, family: Family) -> SectionKind | None:
    if not content or is_entry(content):
        return None
    heading = passage.kind == "heading"
    kind = title_kind(content, heading=heading or passage.level > 0, family=family)
    if kind is not None:
        return kind
    return "body" if heading and (passage.level or heading_number(content)) else None


def openings(document: Document) -> Iterator[Opening]:
    """Yield where the sections of a document open, in order, subsections too."""
    return _Walk(document).run()


class _Walk:
    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._pages = document.pages
        self._passages = document.passages
        self._family = family_of(document)
        self._places: dict[str, int] | None = None
        self._named = chapter_lists(document)
        self._now = Opening(0, "cover" if document.pages else "body")

    def run(self) -> Iterator[Opening]:
        last = -1
        for index, passage in enumerate(self._passages):
            found = None if index in self._named else self._opens(index, passage)
            if found is not None and found.start > last:
                self._now, last = found, found.start
                yield found

    def _opens(self, index: int, passage: Passage) -> Opening | None:
        if passage.kind in ASIDES:
            return self._by_running_head(passage)
        content = _content(passage, self._text)
        kind = _kind_of(passage, content, self._family)
        if self._now.kind == "contents" and not self._ends_contents(index, passage, kind, content):
            return None
        if kind is None or (self._now.kind == "cover" and kind == "body" and not passage.level):
            return self._without_title(passage, content)
        number = passage.number or heading_number(content)
        chapter = is_chapter(content)
        if self._now.kind == "cover" and number is None and kind in _ON_COVERS:
            return None
        if self._belongs(kind, number, chapter):
            return replace(self._now, start=passage.span.start, title=passage.span, number=number)
        normative = self._normative(index) if kind == "annex" else None
        return Opening(passage.span.start, kind, passage.span, number, normative, chapter)

    def _belongs(self, kind: SectionKind, number: str | None, chapter: bool) -> bool:
        """Return whether a heading is below the section at hand, and so of its kind."""
        now = self._now
        if {kind, now.kind} == _REFERENCES:
            return False
        if now.kind in ("cover", "contents", "body") or chapter:
            return False
        if now.chapter:
            return True
        if now.kind == "annex":
            return kind not in _LEADING and number is not None
        if now.kind == "description":
            return kind in ("body", "scope", "introduction", "terms")
        own = (now.number or "").rstrip(".")
        first = own.split(".")[0]
        return bool(own) and number is not None and number.split(".")[0] == first and "." in number

    def _without_title(self, passage: Passage, content: str) -> Opening | None:
        """Return where the cover or the contents end at running text, without a heading."""
        start, end = passage.span
        if self._now.kind == "contents":
            return Opening(start, "body")
        if self._now.kind != "cover":
            return None
        if is_entry(content or self._text[start : start + 200]):
            return Opening(start, "contents")
        prose = end - start > 40 and _PROSE.search(self._text[start:end].rstrip()) is not None
        late = len(self._pages) > _COVER_PAGES and start >= self._pages[_COVER_PAGES].span.start
        return Opening(start, "body") if prose or late or end - start > 300 else None

    def _by_running_head(self, passage: Passage) -> Opening | None:
        """Patents print the name of each part at the head of its pages, and nowhere else."""
        if self._family != "patent" or passage.kind != "header" or passage.span.end - passage.span.start > 60:
            return None
        content = _RUNNING_PAGES.sub("", quick(self._text[passage.span.start : passage.span.end]))
        kind = title_kind(content, heading=True, family="patent")
        new = kind in _PATENT and kind != self._now.kind
        return Opening(passage.span.start, kind, passage.span) if new and kind else None

    def _ends_contents(self, index: int, passage: Passage, kind: SectionKind | None, content: str) -> bool:
        """Return whether a table of contents ends here: this line is no entry of it."""
        whole = self._text[passage.span.start : passage.span.end]
        if is_entry(whole) or ends_with_page(whole) or passage.kind == "cell" or kind == "contents":
            return False
        if kind is None:
            return len(whole) > 60 and _PROSE.search(whole.rstrip()) is not None
        if self._places is None:
            self._places = last_places(self._text, self._passages, self._named)
        return self._places.get(key_of(content), index) <= index

    def _normative(self, index: int) -> bool | None:
        for passage in self._passages[index : index + 3]:
            content = self._text[passage.span.start : min(passage.span.end, passage.span.start + 120)]
            if _INFORMATIVE.search(content):
                return False
            if _NORMATIVE.search(content):
                return True
        return None
