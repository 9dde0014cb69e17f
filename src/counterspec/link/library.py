"""The documents of a case by number, part and edition: which of them a citation names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterspec.link.dates import not_after, year_of
from counterspec.link.numbers import adopted_by, read_number, series_of, shown, without_status
from counterspec.model import Card

_UNREAD = frozenset({"lost", "skipped"})
_NEVER_CITED = frozenset({"tender", "notice", "code", "label set", "statement"})
"""Kinds whose own number only looks like that of a document others cite."""
_PUBLISHED = re.compile(r"recommendation|published|发布稿?$|正式", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a number: the document that stands for it, and its other versions (scans, languages, copies)."""

    card: Card
    others: tuple[Card, ...] = ()

    @property
    def label(self) -> str:
        """What the edition is called: its year, else what the document says instead."""
        if self.card.edition:
            return self.card.edition
        return f"of {self.card.issued}" if self.card.issued else "one that states no edition"

    @property
    def since(self) -> str | None:
        """The date it is known to exist from: its date of issue, else the year of its number."""
        return self.card.issued or year_of(self.card.edition)

    @property
    def draft(self) -> bool:
        """Whether it is a proposal."""
        return is_draft(self.card)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of it wherever it is linked."""
        made = []
        if self.draft:
            stage = f" ({self.card.stage})" if self.card.stage else ""
            made.append(f"the document is a draft{stage}, a proposal")
        if self.others:
            names = ", ".join(card.name for card in self.others[:3])
            more = f" and {len(self.others) - 3} more" if len(self.others) > 3 else ""
            made.append(f"other versions of it in the case, counted as one: {names}{more}")
        return tuple(made)


def is_draft(card: Card) -> bool:
    """Return whether a document is a proposal by its own words."""
    return card.kind == "draft" or bool(card.stage and not _PUBLISHED.search(card.stage))


class Library:
    """The numbered documents of a case.

    By SHA-256, `amends` are the numbers that amendments state, and `found` how much was found in a
    document: of two language versions the one that says more stands for both.
    """

    def __init__(
        self,
        cards: Iterable[Card],
        amends: Mapping[str, Sequence[str]] | None = None,
        found: Mapping[str, int] | None = None,
    ) -> None:
        self._found = found or {}
        held: defaultdict[tuple[str, str | None, bool], list[Card]] = defaultdict(list)
        self._amendments: defaultdict[str, list[tuple[str | None, Card]]] = defaultdict(list)
        self.successors: defaultdict[str, list[Card]] = defaultdict(list)
        for card in cards:
            if card.state in _UNREAD:
                continue
            if card.kind == "amendment":
                for number, edition in _amended(card, amends or {}):
                    self._amendments[number].append((edition, card))
            elif card.canonical and card.kind not in _NEVER_CITED:
                held[card.canonical, card.edition, is_draft(card)].append(card)
        self._editions: defaultdict[str, list[Edition]] = defaultdict(list)
        for (canonical, edition, _), same in held.items():
            self._editions[canonical] += self._undated(same) if edition is None else [self._one(same)]
        self._derive()

    def _derive(self) -> None:
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        self._alike: defaultdict[str, set[str]] = defaultdict(set)
        self._adopting: defaultdict[str, set[str]] = defaultdict(set)
        for canonical, editions in self._editions.items():
            for series in series_of(canonical):
                self._parts[series].add(canonical)
            self._alike[without_status(canonical)].add(canonical)
            for adopted in adopted_by(canonical):
                self._adopting[adopted].add(canonical)
            for edition in editions:
                for replaced in edition.card.replaces:
                    number = read_number(replaced)
                    if number and number[0] != canonical:
                        self.successors[number[0]].append(edition.card)
            editions.sort(key=lambda e: (e.since or "", e.card.edition or "", e.card.name, e.card.sha256))

    def _undated(self, same: Sequence[Card]) -> list[Edition]:
        """Return documents of one number without an edition, those with one date of issue together."""
        dated: defaultdict[str | None, list[Card]] = defaultdict(list)
        for card in same:
            dated[card.issued].append(card)
        return [self._one(cards) for cards in dated.values()]

    def _one(self, same: Sequence[Card]) -> Edition:
        first, *others = sorted(same, key=lambda card: (card.kind == "text", self._preference(card)))
        return Edition(first, tuple(others))

    def _preference(self, card: Card) -> tuple[bool, bool, int, int, str, str]:
        return preference(
            card.name,
            card.sha256,
            copy=card.copy_of is not None,
            scan=is_scan(card.pages, card.pages_recognised),
            unread=card.pages - card.pages_read,
            found=self._found.get(card.sha256, 0),
        )

    def editions(self, canonical: str) -> Sequence[Edition]:
        """Return the editions of a number, the earliest first."""
        return self._editions.get(canonical, ())

    def amendments(self, canonical: str, edition: str | None, but: str) -> list[Card]:
        """Return the amendments of an edition, of all where none is given, without the document `but`."""
        return [
            card
            for amended, card in self._amendments.get(canonical, ())
            if card.sha256 != but and (edition is None or amended in (None, edition))
        ]

    def parts(self, series: str) -> Sequence[str]:
        """Return the numbers of the parts of a series, in order of number."""
        return sorted(self._parts.get(series, ()), key=_by_digits)

    def alike(self, canonical: str) -> Sequence[str]:
        """Return other numbers that differ only in whether the standard is recommended."""
        return sorted(self._alike.get(without_status(canonical), set()) - {canonical})

    def adopting(self, canonical: str) -> Sequence[str]:
        """Return the numbers that adopt a number, or that it adopts, by their form."""
        adopted = {number for number in adopted_by(canonical) if number in self._editions}
        return sorted(self._adopting.get(canonical, set()) | adopted)


def _by_digits(number: str) -> tuple[tuple[bool, int, str], ...]:
    pieces = re.findall(r"\d+|\D+", number)
    return tuple((piece.isdigit(), int(piece) if piece.isdigit() else 0, piece) for piece in pieces)


def _amended(card: Card, amends: Mapping[str, Sequence[str]]) -> list[tuple[str, str | None]]:
    """Return the numbers that an amendment amends: as it states them, else its own, else that of its title."""
    stated = [number for text in amends.get(card.sha256, ()) if (number := read_number(text))]
    if not stated and card.canonical:
        stated = [(card.canonical, card.edition)]
    if not stated and card.title and (number := read_number(card.title)):
        stated = [number]
    return sorted(set(stated), key=lambda number: (number[0], number[1] or ""))


def preference(
    name: str, sha256: str, *, copy: bool, scan: bool, unread: int, found: int
) -> tuple[bool, bool, int, int, str, str]:
    """Return what sorts first the version that stands for all: no copy, native, whole, saying most, by name."""
    return copy, scan, unread, -found, name, sha256


def is_scan(pages: int, recognised: int) -> bool:
    """Return whether most of a document's text is recognised from pictures."""
    return recognised > pages // 2


def names_of(editions: Iterable[Edition]) -> str:
    """Return the editions in words, for notes."""
    return ", ".join(dict.fromkeys(edition.label for edition in editions))


def called(canonical: str, edition: Edition) -> str:
    """Return a number with the label of an edition."""
    return shown(canonical, edition.card.edition)


def known_by(edition: Edition, date: str) -> bool | None:
    """Return whether an edition was out on a date; None where its own date does not tell."""
    return not_after(edition.since, date) if edition.since else None
