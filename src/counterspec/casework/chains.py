"""Chains of a case, made as they are asked for: from one requiring document to the next, in bounded memory."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Connection

from counterspec.casework.caveats import own_standing
from counterspec.casework.statements import statements
from counterspec.link import chains as make
from counterspec.link.bearing import bearings
from counterspec.link.library import is_scan, preference
from counterspec.link.numbers import read_number, series_of
from counterspec.link.paths import Hop, Ways, strongest, ways_from
from counterspec.link.requiring import REQUIRING, kind_of
from counterspec.link.saying import ENGLISH, Saying
from counterspec.model import FOLLOWED, Card, Chain, CitationAt, CitationForm, Link, Statement
from counterspec.store import links as store
from counterspec.store.document_filter import as_date
from counterspec.store.documents import cards, findings_of, reading_of

BINDING: tuple[CitationForm, ...] = ("strict", "partial", "choice", "normative_list")
"""Forms that chains are made by, unless others are asked for: who merely mentions a document requires nothing."""
_CARDS, _HOPS, _HELD = 4096, 1024, 128
"""What is remembered while chains are made: documents, citations of documents, documents with their findings."""
_AT_ONCE = 200
"""Documents that chains may begin in, read together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which chains are wanted; what is empty leaves out nothing.

    `start` and `party` are parts of a document's number, title or name and of an organisation's name,
    `to` a number with or without edition. `empty` asks for chains that end in a finding ("no"), for
    those to documents in which nothing was found ("only"), or for both ("too"). `role` is the one `party`
    is named in. `strengths` are those of the clause a chain begins with; `since` and `until` bound, both
    included, the date of issue of the requiring document, which then has to be stated.
    """

    start: str = ""
    to: str = ""
    party: str = ""
    tiers: tuple[str, ...] = make.TIERS
    concepts: tuple[str, ...] = ()
    forms: tuple[CitationForm, ...] = BINDING
    empty: str = "too"
    role: str = ""
    strengths: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


class Chains:
    """The chains of a case, in order of the requiring documents' names, then of the cited ones, then of place.

    What was left out on the way is counted: `circles` of citations, ways `deeper` than chains go, ways
    that only `weaker` forms than those asked for would take, and citations of editions that are `elsewhere`.
    """

    def __init__(self, connection: Connection, asked: Asked, say: Saying = ENGLISH) -> None:
        for name, day in (("since", asked.since), ("until", asked.until)):
            if day:
                as_date(name, day)
        self._connection = connection
        self._asked = asked
        self._say = say
        self._to = read_number(asked.to) if asked.to else None
        self._answers: defaultdict[str, list[Statement]] | None = None
        self.circles = self.deeper = self.weaker = self.elsewhere = 0
        self.card = lru_cache(_CARDS)(self._card)
        self.hops = lru_cache(_HOPS)(self._hops)
        self.held = lru_cache(_HELD)(self._held)
        self.standing = lru_cache(_CARDS)(self._standing)

    def __iter__(self) -> Iterator[Chain]:
        others = self._versions()
        for card in self._beginnings():
            versions = others.get(card.sha256, [])
            if versions is not None and self._begins(card):
                yield from self._from(card, versions)

    def _beginnings(self) -> Iterator[Card]:
        sha256s = store.beginnings(self._connection)
        for start in range(0, len(sha256s), _AT_ONCE):
            yield from cards(self._connection, sha256s[start : start + _AT_ONCE])

    def _versions(self) -> dict[str, list[str] | None]:
        """Return the names of the other versions that documents stand for; None for those others."""
        shared: defaultdict[str, list[tuple[str, str, bool, int, int, int]]] = defaultdict(list)
        for sha256, number, name, copy, pages, read, recognised in store.versions(self._connection):
            shared[number].append((sha256, name, copy, pages, read, recognised))
        several = [held for held in shared.values() if len(held) > 1]
        found = store.found_in(self._connection, [held[0] for versions in several for held in versions])
        made: dict[str, list[str] | None] = {}
        for versions in several:
            first, *rest = sorted(
                preference(
                    name, sha256, copy=copy, scan=is_scan(pages, recognised), unread=pages - read,
                    found=found.get(sha256, 0),
                )
                for sha256, name, copy, pages, read, recognised in versions
            )  # fmt: skip
            made[first[-1]] = [version[-2] for version in rest]
            made |= {version[-1]: None for version in rest}
        return made

    def _begins(self, card: Card) -> bool:
        asked = self._asked
        if asked.start and not _names(card, asked.start):
            return False
        if not _within(card.issued, asked.since, asked.until):
            return False
        return not asked.party or self._has_party(card) or bool(self.hops(card))

    def _has_party(self, card: Card) -> bool:
        wanted, roles = _folded(self._asked.party), filter(None, (self._asked.role,))
        named = store.parties_named(self._connection, card.sha256, *roles)
        return any(wanted in _folded(name) for name in named)

    def _from(self, card: Card, versions: list[str]) -> Iterator[Chain]:
        buyers = tuple(store.parties_named(self._connection, card.sha256, "buyer"))
        notes = (self._say.versions_said(card, versions),) if versions else ()
        taking_part = not self._asked.party or self._has_party(card)
        if kind_of(card) in REQUIRING and not self._asked.to and taking_part and self._asked.empty != "only":
            for chain in make.itself(
                self.held(card.sha256), buyers=buyers, tiers=self._asked.tiers, notes=notes
            ):
                if self._keeps(chain):
                    yield chain
        if kind_of(card) in REQUIRING:
            # What the requiring document itself forbids stands beside every chain that begins in it.
            notes = (*notes, *self.held(card.sha256).forbidden(self._asked.tiers))
        ways = ways_from(card, self.hops)
        self.elsewhere += store.count_how(self._connection, card.sha256, "other-edition")
        self.circles += ways.circles
        self.deeper += ways.deeper
        yield from self._along(ways, buyers, notes, taking_part)

    def _along(
        self, ways: Ways, buyers: tuple[str, ...], notes: tuple[str, ...], taking_part: bool
    ) -> Iterator[Chain]:
        for way in ways.ways:
            last = way[-1].cited
            if not self._is_asked(last) or not (taking_part or self._has_party(last)):
                continue
            if all(pair[0].form not in self._asked.forms for pair in way[-1].all):
                self.weaker += 1
                continue
            before = [self.standing(hop.cited.sha256) for hop in way[:-1]]
            held = self.held(last.sha256)
            found = make.through(
                way,
                held,
                buyers=buyers,
                tiers=self._asked.tiers,
                standings=[s for s in before if s],
                notes=notes,
            )
            for chain in found:
                if self._keeps(chain):
                    yield chain

    def _is_asked(self, card: Card) -> bool:
        if not self._asked.to:
            return True
        if self._to is None:
            return _names(card, self._asked.to)
        canonical, edition = self._to
        own = card.canonical or ""
        return (own == canonical or canonical in series_of(own)) and edition in (None, card.edition)

    def _keeps(self, chain: Chain) -> bool:
        asked = self._asked
        if chain.form is not None and chain.form not in asked.forms:
            return False
        if asked.strengths and chain.steps[0].strength not in asked.strengths:
            return False
        if chain.concept is None:
            # A longer way to nothing is told only where every step of it asks for conformity.
            far = len(chain.through) > 1 and chain.form not in ("strict", "partial")
            return asked.empty != "no" and not asked.concepts and not far
        wanted = not asked.concepts or any(f"{chain.concept}.".startswith(f"{c}.") for c in asked.concepts)
        return wanted and asked.empty != "only"

    # -- what is remembered ---------------------------------------------------------------------

    def _card(self, sha256: str) -> Card | None:
        return next(cards(self._connection, [sha256]), None)

    def _hops(self, card: Card) -> Sequence[Hop]:
        """Return the documents of the case that a document cites, with how, in order of name."""
        cited: defaultdict[str, list[tuple[CitationAt, Link]]] = defaultdict(list)
        for citation, link in store.links_of(self._connection, card.sha256):
            if link.how in FOLLOWED and link.cited is not None:
                cited[link.cited].append((citation, link))
        known = [(self.card(sha256), pairs) for sha256, pairs in cited.items()]
        made = [strongest(card, other, pairs) for other, pairs in known if other is not None]
        return sorted(made, key=lambda hop: (hop.cited.name, hop.cited.sha256))

    def _held(self, sha256: str) -> make.Held:
        card = self.card(sha256)
        assert card is not None  # asked only for documents that links name
        known = own_standing(self._connection, card, self._say.standing)
        rejected = store.rejected(self._connection, sha256)
        meant = [
            f for f in findings_of(self._connection, sha256)
            if f.tier in self._asked.tiers and f.grade == "finding"
        ]  # fmt: skip
        found = [f for f in meant if f.id not in rejected]
        dropped = len(meant) - len(found)
        reading = reading_of(self._connection, sha256) if found else None
        if reading is None:
            return make.Held(card, (), known, dropped, self._say)
        document = replace(reading[0], clauses=reading[1].clauses, declarations=reading[1].declarations)
        return make.Held(card, tuple(bearings(document, found)), known, dropped, self._say)

    def _standing(self, sha256: str) -> str | None:
        return self.held(sha256).standing

    def statements(self, chain: Chain) -> list[Statement]:
        """Return what parties answered to the chain's documents, to its finding or as its buyer, in order."""
        if self._answers is None:
            self._answers = defaultdict(list)
            for statement in statements(self._connection):
                for concern in statement.concerns:
                    self._answers[self._standing_for(concern)].append(statement)
        buyers = store.parties_named(self._connection, chain.requiring, "buyer") if self._answers else ()
        concerns = [f"document:{sha256}" for sha256 in (chain.requiring, *chain.through)]
        concerns += [f"finding:{chain.finding}", *(f"party:{name}" for name in buyers)]
        found = {one.id: one for concern in concerns for one in self._answers.get(concern, ())}
        return list(found.values())

    def _standing_for(self, concern: str) -> str:
        """Return what a statement concerns; of a copy, the document that stands for it in chains."""
        kind, _, sha256 = concern.partition(":")
        card = self.card(sha256) if kind == "document" else None
        return f"document:{card.copy_of}" if card is not None and card.copy_of else concern

    def kept(self, chain: Chain) -> list[bool]:
        """Return for each step whether the text that the case keeps still has its quote at its place."""
        return [store.is_kept(self._connection, step.evidence) for step in chain.steps]


def _within(issued: str | None, since: str, until: str) -> bool:
    """Whether a date of issue lies in a span of dates; a month or a year alone does where any day of it may."""
    if not since and not until:
        return True
    return issued is not None and since[: len(issued)] <= issued and issued[: len(until)] <= until


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _names(card: Card, words: str) -> bool:
    wanted = _folded(words)
    stated = (card.number, card.title, card.name, *(title for _, title in card.titles))
    return card.sha256.startswith(wanted) or any(wanted in _folded(text) for text in stated if text)
