"""The page of one organisation: what documents say of it, its names, what it answered, lists that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from counterspec.assess.listings import Dated, listings, not_here
from counterspec.casework.parties import Decided, Organisation, Parties
from counterspec.link.parties import Contradiction, spelled
from counterspec.model import ListMatch, Role, Statement
from counterspec.store.parties import PartyIn, named_in_role, places_of
from counterspec.terminal.look import ROLES

NOT_SHOWN: dict[Role, str] = {
    "drafter": "who wrote any section, annex or row",
    "proposer": "what was proposed, or who wrote it",
    "custodian": "who wrote the document",
    "issuer": "who wrote the document",
    "publisher": "who wrote the document",
    "supervisor": "what was supervised",
    "buyer": "whether anything was bought, delivered or is in use",
    "agent": "whether anything was bought, delivered or is in use",
    "bidder": "what was offered, or whether it was chosen",
    "winner": "whether anything was delivered or is in use",
    "supplier": "whether anything was delivered or is in use",
    "applicant": "whether the patent was granted, or anything is made by it",
    "assignee": "whether anything is made by the patent",
}
"""What a role does not show; printed beside what it does."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A document naming the organisation in a role: the `nth` from 1 of those it names in that role."""

    place: PartyIn
    nth: int
    of: int

    @property
    def called(self) -> str:
        """What the document is called: number, else title, else the file's name."""
        return self.place.number or self.place.title or self.place.name

    @property
    def where(self) -> str:
        """The page, or line, it stands on."""
        evidence = self.place.party.evidence
        return f"page {evidence.page}" if evidence.page is not None else f"line {evidence.line}"

    @property
    def statement(self) -> str:
        """The sentence that says so, and no more."""
        dated = f", {self.place.date}" if self.place.date else ", undated"
        among = f" ({self.nth} of {self.of} named)" if self.of > 1 else ""
        role = ROLES[self.place.party.role]
        return f"{self.called}{dated}, {self.where}, names {self.place.party.name} as {role}{among}."

    @property
    def not_shown(self) -> str:
        """What it does not show."""
        return NOT_SHOWN[self.place.party.role]


@dataclass(frozen=True, slots=True)
class Page:
    """One organisation with everything the case holds of it; `hidden` counts claims by role that were left out."""

    organisation: Organisation
    claims: tuple[Claim, ...]
    hidden: dict[Role, int]
    proposals: tuple[Decided, ...]
    contradictions: tuple[Contradiction, ...]
    statements: tuple[Statement, ...]
    matches: tuple[ListMatch, ...]
    not_here: tuple[str, ...]


def page_of(connection: Connection, parties: Parties, one: Organisation, today: str, limit: int = 0) -> Page:
    """Return the page of an organisation; `limit` claims of each role at most, all where it is 0.

    What a copy says as the document it repeats does is no claim of its own.
    """
    normals = [normal for name in one.names for normal in name.normals]
    places = list(places_of(connection, normals))
    roles = {role for name in one.names for role in name.roles}
    places = [place for place in places if place.party.role in roles]
    said = {(place.document, place.party.role) for place in places}
    places = [place for place in places if (place.copy_of, place.party.role) not in said]
    shown: list[PartyIn] = []
    hidden: dict[Role, int] = {}
    for role in dict.fromkeys(place.party.role for place in places):
        own = [place for place in places if place.party.role == role]
        first = own[:limit] if limit else own
        shown += first
        if len(own) > len(first):
            hidden[role] = len(own) - len(first)
    return Page(
        one,
        tuple(_claims(connection, shown)),
        hidden,
        tuple(parties.decided(one)),
        tuple(c for c in parties.groups.contradictions if _concerns(c, one, parties)),
        tuple(parties.statements(one)),
        tuple(_matches(parties, one, places, today)),
        not_here(parties.index.lists),
    )


def _claims(connection: Connection, places: list[PartyIn]) -> Iterator[Claim]:
    for place in places:
        named = named_in_role(connection, place.document, place.party.role)
        yield Claim(place, named.index(place.party.seq) + 1, len(named))


def _concerns(contradiction: Contradiction, one: Organisation, parties: Parties) -> bool:
    pair = (contradiction.accepted.a, contradiction.accepted.b)
    return one.key in {parties.groups.head(spelled(name)) for name in pair}


def _matches(parties: Parties, one: Organisation, places: list[PartyIn], today: str) -> Iterator[ListMatch]:
    written: defaultdict[str, set[str]] = defaultdict(set)
    for place in places:
        written[place.document].add(spelled(place.party.name))
    documents = {
        place.document: Dated(place.document, place.date, frozenset(written[place.document]))
        for place in places
    }
    names = {name: match for name, match, _ in parties.listed(one)}
    found = listings(one.name, names, documents.values(), today, parties.index)
    yield from sorted(
        found,
        key=lambda m: (m.list_id, m.effective, m.action, m.name, m.document_date or "", m.document or ""),
    )
