"""Citations: the standards, specifications and patents a document names by number, and how it binds itself to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from counterspec.extract import Extractor
from counterspec.model import Citation, CitationForm, Document, Span
from counterspec.syntax.citing import clauses, cues, lists
from counterspec.syntax.citing.own import own_numbers
from counterspec.syntax.citing.places import Place, Places
from counterspec.syntax.citing.titles import dated_after, title_of
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.numbers import Number
from counterspec.syntax.numbers.document import numbers_of
from counterspec.syntax.structure import SectionKind

_SILENT = frozenset({"code", "label set"})
_MOST = 20_000
"""Places of numbers that are read in one document; none that people wrote has so many."""
_UNCITED = frozenset({"law", "plan"})
_LISTS: dict[SectionKind, CitationForm] = {
    "normative_references": "normative_list",
    "bibliography": "bibliography",
}
_LEADERS = re.compile(r"[.…·]{6}|(?:\. ){4}")
_SPACES = re.compile(r"\s+")
_QUOTES = re.compile(r"[\"“«《][^\"“”«»《》]{0,200}[\"”»》]")


class _Citing:
    """What is known of the whole document while its citations are read."""

    def __init__(self, document: Document, numbers: Sequence[Number]) -> None:
        self.document = document
        self.numbers = numbers
        self.own = own_numbers(document, numbers)
        self.own_names = frozenset(canonical for canonical, _ in self.own)
        starts = frozenset(number.span.start for number in numbers)
        self.led = dict(lists.columns(document)) | dict(lists.led(document, starts))
        self.sure = frozenset(number.canonical for number in numbers if number.repaired != "letters")
        self.plain = frozenset(number.canonical for number in numbers if not number.loose)

    @cached_property
    def tender(self) -> bool:
        return document_kind(self.document).kind == "tender"


def _extract(document: Document) -> tuple[Citation, ...]:
    if document.kind in _SILENT:
        return ()
    numbers = tuple(n for n in numbers_of(document) if n.kind not in _UNCITED)
    if document.kind != "text":
        numbers = _of_data(document, numbers)
    if not numbers:
        return ()
    return tuple(_citations(_Citing(document, numbers[:_MOST])))


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
    where = Places(citing.document)
    places = [place for number in citing.numbers if (place := where.place(number)) is not None]
    choices = _choices(citing.document.text, places)
    for index, place in enumerate(places):
        number = place.number
        if _is_own(citing, place) or _passed_over(citing, places, index):
            continue
        form, clause = _form(citing, place, index in choices)
        if number.loose and not _shown(citing, place):
            continue
        yield _citation(citing, place, form, clause)


def _shown(citing: _Citing, place: Place) -> bool:
    """Return whether the document shows that a loose number is one: in a list, or by its words at another place."""
    if place.section in _LISTS or place.number.canonical in citing.plain:
        return True
    return place.passage in citing.led and lists.ENTRY_LEAD.fullmatch(place.before) is not None


def _is_own(citing: _Citing, place: Place) -> bool:
    number = place.number
    return (number.canonical, number.edition) in citing.own or (
        number.edition is None and number.canonical in citing.own_names
    )


def _passed_over(citing: _Citing, places: Sequence[Place], index: int) -> bool:
    """Return whether a number is no citation: a line of a table of contents, the source of a translation."""
    place, text = places[index], citing.document.text
    if place.section == "contents" or _LEADERS.search(text[place.passage.start : place.passage.end][:400]):
        return True
    inside = lists.bracketed(place.before)
    if inside and cues.RELATION.search(place.left[-40:] + " " + place.right[:24]):
        return True
    if place.section not in _LISTS:
        return False
    if _is_label(place):
        later = (p.number for p in places[index + 1 : index + 6] if p.passage == place.passage)
        return any(number.canonical == place.number.canonical for number in later)
    earlier = places[max(0, index - 6) : index]
    entries = [p for p in earlier if p.passage == place.passage and not _is_label(p)]
    return any(inside or _digits(entry.number) == _digits(place.number) for entry in entries)


def _is_label(place: Place) -> bool:
    """Return whether a number names its entry: "[RFC 2119] …"."""
    return place.before.strip() == "[" and place.right.startswith("]")


def _digits(number: Number) -> str:
    """Return a number without its bodies: EN ISO 9001 and ISO 9001 are one document."""
    return number.canonical.rpartition(" ")[2]


def _choices(text: str, places: Sequence[Place]) -> frozenset[int]:
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


def _form(citing: _Citing, place: Place, chosen: bool) -> tuple[CitationForm, str | None]:
    listed = _LISTS.get(place.section)
    clause = clauses.clause_named(place.left, place.right)
    whole = clauses.all_parts(place.right)
    if listed is not None and not _told(place):
        return listed, whole
    if place.section == "foreword":
        return "mention", clause or whole
    cue = _cue(citing, place)
    if clause is not None and not re.match(r"第\s*\S+\s*部\s*分", clause):
        return "partial", clause
    if cue != "mention" and (chosen or cues.or_equivalent(place.right)):
        return "choice", whole
    return cue or "mention", clause or whole


def _told(place: Place) -> bool:
    """Return whether a sentence cites the number, where a section of references has gone over into text."""
    if lists.ENTRY_LEAD.fullmatch(place.before) or lists.JOINED_LEAD.search(place.before):
        return False
    said = _QUOTES.sub("", place.left)
    return cues.cue_before(said) == "strict" or cues.MODAL.search(said) is not None


def _cue(citing: _Citing, place: Place) -> cues.Cue | None:
    cue = cues.cue_before(place.left)
    if cue is not None:
        return cue
    if cues.ruled_after(place.right) or re.search(r"标准\s?[:：]\s?$", place.left):
        return "strict"
    if cues.SUPPORTS.search(place.left[-40:]) and (citing.tender or cues.MODAL.search(place.left)):
        return "strict"
    return citing.led.get(place.passage)


def _citation(citing: _Citing, place: Place, form: CitationForm, clause: str | None) -> Citation:
    number = place.number
    listed = form in ("normative_list", "bibliography")
    edition = number.edition
    if edition is None and listed and number.body == "RFC":
        edition = dated_after(place)
    canonical, repaired = number.canonical, None
    if number.repaired is not None:
        repaired = canonical + (f"-{edition}" if edition else "")
        if number.repaired == "letters" and not listed and canonical not in citing.sure:
            canonical = _SPACES.sub(" ", number.raw)
    title = title_of(place, listed=listed)
    return Citation(number.raw, canonical, edition, form, number.span, clause, title, repaired)


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
