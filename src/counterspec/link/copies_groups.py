"""Documents that republish or nearly repeat each other, and which of them stands for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterspec.link.copies import WORDS, band_at, figures_alike, likeness
from counterspec.link.dates import not_after
from counterspec.link.library import is_draft, is_scan
from counterspec.model import Card

_BAND = 4
"""Bins to a band: of texts half alike, more than nine in ten share one of 64 bands."""
_SAME_NUMBER = 0.5
"""Likeness of two texts that state one number and edition: a scan against the file it was printed from."""
_ONE_NUMBER = 0.75
"""… where only one of the two states its number."""
_NO_NUMBER = 0.9
"""… where neither does: forms filled in twice can be as alike, so that figures have to be alike, too."""
_FIGURES = 0.7
_CROWD = 200
"""Documents that share one band and are held against each other; beyond, against the first only."""
_VERSIONED = frozenset({"code", "schema", "data", "label set"})
"""What nearly repeats another file here is another version of it, not a copy."""


@dataclass(frozen=True, slots=True)
class Sketched:
    """A document with the sketch of its words.

    `named` are names that tell forms filled in twice apart (buyers), in normal form; `fetched_at` is
    when the earliest known capture was taken, empty where nobody said.
    """

    card: Card
    sketch: bytes
    named: frozenset[str] = frozenset()
    fetched_at: str = ""


class _Groups:
    """Groups of documents, none of which holds two that are told apart."""

    def __init__(self, held: Mapping[str, Sketched]) -> None:
        self._held = held
        self._group: dict[str, list[str]] = {sha256: [sha256] for sha256 in held}

    def join(self, one: str, other: str) -> None:
        """Bring two groups together, unless that would put different documents beside each other."""
        first, second = self._group[one], self._group[other]
        if first is second or len(first) + len(second) > _CROWD:
            return
        if any(_apart(self._held[a], self._held[b]) for a in first for b in second):
            return
        first += second
        for sha256 in second:
            self._group[sha256] = first

    def each(self) -> Iterator[list[Sketched]]:
        """Yield the groups, in order of their first document."""
        for sha256, group in self._group.items():
            if sha256 == min(group):
                yield [self._held[member] for member in group]


def copies(documents: Iterable[Sketched]) -> dict[str, str]:
    """Return, by SHA-256, the document that each copy repeats; those that are no copies are left out.

    The order of the documents does not matter. Another edition, number, date or buyer is another
    document, however alike the texts are; so is a draft of it, and a translation.
    """
    held = {document.card.sha256: document for document in documents if _counts(document)}
    alike = [(-likeness_of(held[one], held[other]), one, other) for one, other in _pairs(held)]
    groups = _Groups(held)
    for found, one, other in sorted(alike):
        if found < 0:
            groups.join(one, other)
    return {
        copy.card.sha256: first.card.sha256
        for first, *others in map(_ranked, groups.each())
        for copy in others
    }


def _counts(document: Sketched) -> bool:
    return bool(document.sketch) and document.card.state == "read" and document.card.kind not in _VERSIONED


def _ranked(group: Sequence[Sketched]) -> list[Sketched]:
    """Return a group with the one that stands for all first.

    One that states its number goes before one that does not, native before scan, earlier fetched, by name.
    """
    return sorted(
        group,
        key=lambda d: (
            d.card.number is None,
            is_scan(d.card.pages, d.card.pages_recognised),
            d.fetched_at or "9",
            d.card.name,
            d.card.sha256,
        ),
    )


def _pairs(held: Mapping[str, Sketched]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that share a band of their sketches, or state one number and edition, once each."""
    seen: set[tuple[str, str]] = set()
    done: set[tuple[str, ...]] = set()
    for buckets in _bucketed(held):
        for bucket in buckets.values():
            if (crowd := tuple(bucket)) in done:
                continue
            done.add(crowd)
            for index, one in enumerate(bucket[:_CROWD]):
                for other in bucket[index + 1 :] if index == 0 else bucket[index + 1 : _CROWD]:
                    if (one, other) not in seen:
                        seen.add((one, other))
                        yield one, other


def _bucketed(held: Mapping[str, Sketched]) -> Iterator[dict[object, list[str]]]:
    """Yield the documents by what they share, one band after the other: memory does not grow with bands."""
    order = sorted(held)
    for place in range(WORDS // _BAND):
        shared: defaultdict[object, list[str]] = defaultdict(list)
        for sha256 in order:
            band = band_at(held[sha256].sketch, _BAND, place)
            if band.strip(b"\xff"):
                shared[band].append(sha256)
        yield {band: found for band, found in shared.items() if len(found) > 1}
    numbered: defaultdict[object, list[str]] = defaultdict(list)
    for sha256 in order:
        card = held[sha256].card
        if card.canonical:
            numbered[card.canonical, card.edition].append(sha256)
    yield dict(numbered)


def likeness_of(one: Sketched, other: Sketched) -> float:
    """Return how alike the texts of two copies are, 0 where they are not one text twice."""
    if _apart(one, other):
        return 0.0
    a, b = one.card, other.card
    alike = likeness(one.sketch, other.sketch)
    if a.number and b.number:
        return alike if alike >= _SAME_NUMBER else 0.0
    least = _ONE_NUMBER if a.number or b.number else _NO_NUMBER
    if alike < least or figures_alike(one.sketch, other.sketch) < _FIGURES:
        return 0.0
    return alike


def _apart(one: Sketched, other: Sketched) -> bool:
    if one.named and other.named and not one.named & other.named:
        return True
    return _told_apart(one.card, other.card)


def _told_apart(a: Card, b: Card) -> bool:
    """Return whether two documents are different ones by what they say of themselves."""
    if a.kind != b.kind and "text" not in (a.kind, b.kind):
        return True
    if is_draft(a) != is_draft(b) or (is_draft(a) and a.stage != b.stage):
        return True
    if a.number and b.number and _number(a) != _number(b):
        return True
    if a.edition and b.edition and a.edition != b.edition:
        return True
    return _other_date(a.issued, b.issued)


def _number(card: Card) -> str:
    return card.canonical or "".join((card.number or "").split()).casefold()


def _other_date(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    return not_after(one, other) is False or not_after(other, one) is False
