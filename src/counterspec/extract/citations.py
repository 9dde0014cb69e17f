"""Citations: the standards, specifications and patents a document names by number, and how it binds itself to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from counterspec.extract import Extractor
from counterspec.model import ASIDES, Citation, CitationForm, Document, Passage, Span
from counterspec.syntax.citing import clauses, cues, lists
from counterspec.syntax.citing.own import own_numbers
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.numbers import Number
from counterspec.syntax.numbers.document import numbers_of
from counterspec.syntax.structure import SectionKind, structure_of

_SILENT = frozenset({"code", "label set"})
_UNCITED = frozenset({"law", "plan"})
_LISTS: dict[SectionKind, CitationForm] = {
    "normative_references": "normative_list",
    "bibliography": "bibliography",
}
_LEFT, _RIGHT = 240, 120
_STOP = re.compile(r"[。；;！!？?]|\.\s(?=[A-ZÄÖÜÀ-ÝА-Я\d])|\n\s*\n")
_LEADERS = re.compile(r"[.…·]{6}|(?:\. ){4}")
_SPACES = re.compile(r"\s+")
_QUOTED = re.compile(r"《([^《》\n]{2,120})》\s?[（(\[]?\s?$")
_QUOTED_AFTER = re.compile(r"\s?[)）]?\s?《([^《》\n]{2,120})》")
_WITHIN = re.compile(r"《([^《》\n]{2,120})$")
_DOUBLE = re.compile(r"[\"“]([^\"“”]{4,200})[,.]?[\"”],?\s(?:[A-Z]+ \d+, )?$")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = re.compile(rf"[,.]?\s(?:DOI [^\s,]+, )?(?:{_MONTHS})\s((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class _Place:
    """A number with the words around it, cut at the ends of its sentence."""

    number: Number
    passage: Span
    before: str
    left: str
    right: str
    section: SectionKind


class _Citing:
    """What is known of the whole document while its citations are read."""

    def __init__(self, document: Document, numbers: Sequence[Number]) -> None:
        self.document = document
        self.numbers = numbers
        self.own = own_numbers(document, numbers)
        self.own_names = frozenset(canonical for canonical, _ in self.own)
        self.structure = structure_of(document)
        self.passages = tuple(p for p in document.passages if p.span.start < p.span.end)
        self._starts = [passage.span.start for passage in self.passages]
        starts = frozenset(number.span.start for number in numbers)
        self.led = dict(lists.led(document, starts))
        self.sure = frozenset(number.canonical for number in numbers if number.repaired != "letters")

    @cached_property
    def tender(self) -> bool:
        return document_kind(self.document).kind == "tender"

    def passage(self, offset: int) -> Passage | None:
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.passages[index].span.end:
            return self.passages[index]
        return None

    def place(self, number: Number) -> _Place | None:
        """Return the number in its sentence; None where it stands apart from what the document says."""
        text, (start, end) = self.document.text, number.span
        passage = self.passage(start)
        if passage is not None and passage.kind in ASIDES:
            return None
        span = passage.span if passage is not None else _line(text, start)
        left, right = text[max(span.start, start - _LEFT) : start], text[end : min(span.end, end + _RIGHT)]
        stops = list(_STOP.finditer(left))
        left = left[stops[-1].end() :] if stops else left
        stop = _STOP.search(right)
        right = right[: stop.start()] if stop else right
        before = text[max(span.start, start - 400) : start]
        return _Place(number, span, before, left, right, self.structure.at(start).kind)


def _line(text: str, offset: int) -> Span:
    start = max(text.rfind("\n", 0, offset), text.rfind("\t", 0, offset)) + 1
    ends = [place for place in (text.find("\n", offset), text.find("\t", offset)) if place >= 0]
    return Span(start, min(ends, default=len(text)))


def _extract(document: Document) -> tuple[Citation, ...]:
    if document.kind in _SILENT:
        return ()
    numbers = tuple(n for n in numbers_of(document) if n.kind not in _UNCITED)
    if document.kind != "text":
        numbers = _of_data(document, numbers)
    if not numbers:
        return ()
    return tuple(_citations(_Citing(document, numbers)))


def _of_data(document: Document, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Return the numbers that stand in what a schema or a workbook says in words, not in its values."""
    if not numbers:
        return ()
    said = [note.span for note in document.preamble]
    said += [note.span for declaration in document.declarations for note in declaration.notes if note.span]
    said += [passage.span for passage in document.passages]
    said.sort()
    starts = [span.start for span in said]
    sure = (n for n in numbers if not n.loose and n.kind not in ("patent", "certification rule"))
    return tuple(n for n in sure if _inside(said, starts, n.span))


def _inside(spans: Sequence[Span], starts: Sequence[int], span: Span) -> bool:
    index = bisect_right(starts, span.start) - 1
    return any(
        spans[i].start <= span.start and span.end <= spans[i].end for i in range(max(0, index - 4), index + 1)
    )


def _citations(citing: _Citing) -> Iterator[Citation]:
    places = [place for number in citing.numbers if (place := citing.place(number)) is not None]
    choices = _choices(citing.document.text, places)
    for index, place in enumerate(places):
        number = place.number
        if _is_own(citing, place) or _passed_over(citing, place, places[:index]):
            continue
        form, clause = _form(citing, place, index in choices)
        if number.loose and place.section not in _LISTS and place.passage not in citing.led:
            continue
        yield _citation(citing, place, form, clause)


def _is_own(citing: _Citing, place: _Place) -> bool:
    number = place.number
    return (number.canonical, number.edition) in citing.own or (
        number.edition is None and number.canonical in citing.own_names
    )


def _passed_over(citing: _Citing, place: _Place, earlier: Sequence[_Place]) -> bool:
    """Return whether a number is no citation: a line of a table of contents, the source of a translation."""
    text = citing.document.text
    if place.section == "contents" or _LEADERS.search(text[place.passage.start : place.passage.end][:400]):
        return True
    inside = lists.bracketed(place.before)
    if inside and cues.RELATION.search(place.left[-40:] + " " + place.right[:24]):
        return True
    if place.section not in _LISTS:
        return False
    entries = [p.number for p in earlier[-6:] if p.passage == place.passage]
    return any(inside or _digits(entry) == _digits(place.number) for entry in entries)


def _digits(number: Number) -> str:
    """Return a number without its bodies: EN ISO 9001 and ISO 9001 are one document."""
    return number.canonical.rpartition(" ")[2]


def _choices(text: str, places: Sequence[_Place]) -> frozenset[int]:
    """Return the places joined by "or", with those before them in the same enumeration."""
    chosen: set[int] = set()
    for index in range(1, len(places)):
        before, after = places[index - 1].number.span, places[index].number.span
        gap = text[before.end : after.start] if after.start - before.end <= 80 else "\n\n"
        bare = re.sub(r"《[^《》]{0,60}》|[（(][^()（）]{0,40}[)）]", "", gap)
        if cues.OR.match(bare):
            chosen |= {index - 1, index}
            first = index - 1
            while first > 0 and cues.AND.match(
                text[places[first - 1].number.span.end : places[first].number.span.start]
            ):
                first -= 1
                chosen.add(first)
    return frozenset(chosen)


def _form(citing: _Citing, place: _Place, chosen: bool) -> tuple[CitationForm, str | None]:
    listed = _LISTS.get(place.section)
    clause = clauses.clause_named(place.left, place.right)
    whole = clauses.all_parts(place.right)
    if listed is not None and not (clause and cues.cue_before(place.left)):
        return listed, whole
    if place.section in ("foreword", "cover"):
        return "mention", clause or whole
    cue = _cue(citing, place)
    if clause is not None and not re.match(r"第\s*\S+\s*部\s*分", clause):
        return "partial", clause
    if cue != "mention" and (chosen or cues.EQUIVALENT.match(place.right)):
        return "choice", whole
    return cue or "mention", clause or whole


def _cue(citing: _Citing, place: _Place) -> cues.Cue | None:
    cue = cues.cue_before(place.left)
    if cue is not None:
        return cue
    if cues.ruled_after(place.right) or re.search(r"标准\s?[:：]\s?$", place.left):
        return "strict"
    if cues.SUPPORTS.search(place.left[-40:]) and (citing.tender or cues.MODAL.search(place.left)):
        return "strict"
    return citing.led.get(place.passage)


def _citation(citing: _Citing, place: _Place, form: CitationForm, clause: str | None) -> Citation:
    number = place.number
    listed = form in ("normative_list", "bibliography")
    edition = number.edition
    if edition is None and listed and number.body == "RFC" and (month := _MONTH.match(place.right)):
        edition = month[1]
    canonical, repaired = number.canonical, None
    if number.repaired is not None:
        repaired = canonical + (f"-{edition}" if edition else "")
        if number.repaired == "letters" and not listed and canonical not in citing.sure:
            canonical = _SPACES.sub(" ", number.raw)
    title = _title(place, listed)
    return Citation(number.raw, canonical, edition, form, number.span, clause, title, repaired)


def _title(place: _Place, listed: bool) -> str | None:
    """Return the title printed beside a number: before it in 《》 or quotation marks, or after it."""
    for pattern, text in ((_QUOTED, place.before), (_DOUBLE, place.before)):
        match = pattern.search(text)
        if match is not None:
            return _SPACES.sub(" ", match[1]).strip()
    match = _QUOTED_AFTER.match(place.right) or _WITHIN.search(place.left)
    if match is not None:
        return _SPACES.sub(" ", match[1]).strip()
    if not listed:
        return None
    after = re.split(
        r"[（(\[]|(?<=[^\x00-\x7f])\s(?=(?:IETF|ISO|IEC|GB|GA|RFC|ITU))", place.right, maxsplit=1
    )[0]
    title = _SPACES.sub(" ", after).strip(" ,.;:，。；：-—\t")
    return title if len(title) >= 2 and any(sign.isalpha() for sign in title) else None


ENTRY = Extractor(
    id="citations",
    title="Citations of standards, specifications and patents",
    extract=_extract,
    reads=(
        "Numbers of standards, specifications, certification rules and patents, with the edition and the clause "
        "they state and how they bind: entries of reference lists, words such as 应符合, in accordance with, gemäß. "
        "The document's own number, tables of contents, laws and numbers of projects are no citations."
    ),
)
