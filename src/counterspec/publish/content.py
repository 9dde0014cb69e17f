"""What exports are made of: documents, organisations, citations, and the findings that are chosen."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from counterspec.casework.chains import Asked, Chains
from counterspec.casework.parties import Organisation, Parties
from counterspec.link.parties import spelled
from counterspec.model import FOLLOWED, Card, Chain, CitationAt, Finding, Link, Origin, PartyAt
from counterspec.pipeline import Setup
from counterspec.store.documents import cards, origins_of, parties_of
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.links import links_of

_AT_ONCE = 500
NOT_SHOWN = (
    "A finding says what a document says. It is no legal judgement and no claim about a person, an author or a "
    "country, and shows neither use nor whether a field is filled."
)


@dataclass
class Content:
    """A case as exports see it, at one state of it; `at` dates what is written."""

    connection: Connection
    folder: Path
    setup: Setup
    at: str
    wanted: FindingFilter = field(default_factory=FindingFilter)

    @property
    def name(self) -> str:
        """What the case is called."""
        return self.folder.resolve().name

    def documents(self) -> Iterator[Card]:
        """Yield what was read, by name."""
        return (card for card in cards(self.connection) if card.state == "read")

    def origin(self, card: Card) -> Origin | None:
        """Return where a document was taken from, the first place that has an address, None where none is known."""
        origins = list(origins_of(self.connection, card.sha256))
        return next((one for one in origins if one.url), origins[0] if origins else None)

    def findings(self) -> Iterator[Finding]:
        """Yield the chosen findings in order of document and place."""
        for card in self.documents():
            after: str | None = None
            here = replace(self.wanted, documents=replace(self.wanted.documents, documents=(card.sha256,)))
            while True:
                part = found(self.connection, here, limit=_AT_ONCE, after=after)
                yield from sorted(
                    (one.finding for one in part.found), key=lambda f: (f.evidence.span.start, f.id)
                )
                after = part.after
                if after is None:
                    break

    def chains(self) -> Iterator[Chain]:
        """Yield the chains that end in a chosen finding."""
        chosen = {one.id for one in self.findings()}
        tiers = tuple(sorted({one.tier for one in self.findings()}))
        if chosen:
            made = Chains(self.connection, Asked(tiers=tiers, empty="no"))
            yield from (chain for chain in made if chain.finding in chosen)

    def citations(self) -> Iterator[tuple[CitationAt, Link]]:
        """Yield the citations that name a document of the case."""
        for card in self.documents():
            for citation, link in links_of(self.connection, card.sha256):
                if link.how in FOLLOWED and link.cited is not None and link.cited != link.citing:
                    yield citation, link

    @cached_property
    def _parties(self) -> Parties:
        return Parties(self.connection, self.folder)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """The organisations as far as people joined their names; persons are none."""
        return sorted(self._parties.organisations(), key=lambda one: one.key)

    @cached_property
    def _by_key(self) -> dict[str, Organisation]:
        return {key: one for one in self.organisations for key in one.keys}

    def named(self) -> Iterator[tuple[PartyAt, Organisation]]:
        """Yield where a document names an organisation in a role, each role of a document once."""
        seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for card in self.documents():
            for party in parties_of(self.connection, card.sha256):
                who = self._by_key.get(spelled(party.normal))
                if who is not None and party.role not in seen[card.sha256, who.key]:
                    seen[card.sha256, who.key].add(party.role)
                    yield party, who

    def concept_keys(self, concept: str, vocabulary: str) -> tuple[str, ...]:
        """Return the keys that another vocabulary has for a concept."""
        known = self.setup.concepts.get(concept)
        told = known.mappings.get(vocabulary, "") if known else ""
        return tuple(key.strip() for key in told.split(";") if key.strip())


def key_of(*parts: str) -> str:
    """Return a stable id of what the parts name together."""
    return hashlib.sha1("\0".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def web_address(origin: Origin | None) -> str | None:
    """Return the address of a place on the web, None for any other."""
    url = origin.url if origin else None
    return url if url and url.lower().startswith(("http://", "https://")) else None


def place(page: int | None, line: int | None) -> str:
    """Return a place as people look it up."""
    return f"page {page}" if page else f"line {line}" if line else "place not numbered"
