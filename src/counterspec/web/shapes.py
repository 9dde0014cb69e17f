"""What the API answers with: typed shapes, from which its OpenAPI document is made."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from counterspec.model import (
    Card,
    Chain,
    CitationAt,
    Decision,
    Finding,
    How,
    PartyAt,
    Problem,
    Role,
    Standing,
    Statement,
    Translation,
    Verdict,
    Wanted,
)
from counterspec.store.status import Status

Act = Literal["L0", "L1", "L2", "L3", "L4", "L5", "L6", "LX"]


class Shape(BaseModel):
    """What every answer is: nothing is in it that its type does not name."""

    model_config = ConfigDict(extra="forbid")


class Failure(Shape):
    """Why a request was not carried out, and what would help."""

    error: str
    hint: str = ""


class Who(Shape):
    """Who the cookie belongs to; `token` goes into the header X-CSRF-Token of everything that changes something."""

    name: str
    role: Literal["reader", "reviewer", "owner"]
    token: str


class CaseState(Shape):
    """How much the case holds, and how much of it could not be read."""

    name: str
    reading: str = Field(description="Version of the readers of today.")
    judging: str = Field(description="Version of rules and vocabulary of today.")
    status: Status


class Place(Shape):
    """Where a source was taken from: its address and time, no path of a machine."""

    rel: str
    url: str | None
    fetched_at: str | None
    container: str | None


class InCase(Shape):
    """A document with what a list shows beside it."""

    card: Card
    findings: int
    candidates: int
    copies: int
    reason: str | None
    origins: list[Place]


class Documents(Shape):
    """Part of the list of documents, by name; `skip` of the next part, null at the end."""

    documents: list[InCase]
    total: int
    next: int | None


class Cited(Shape):
    """A citation of a document and what it leads to."""

    citation: CitationAt
    cited: str | None
    how: How
    note: str


class DocumentWhole(Shape):
    """A document: where it is from, who is named in it, what it cites, what was not read of it."""

    card: Card
    origins: list[Place]
    parties: list[PartyAt]
    citations: list[Cited]
    problems: list[Problem]


class Listed(Shape):
    """A finding as a list has it."""

    finding: Finding
    document: str = Field(description="SHA-256 of its document.")
    name: str
    fingerprint: str


class Findings(Shape):
    """Part of the list of findings, the firmest first; `after` asks for the next part, null at the end."""

    findings: list[Listed]
    total: int
    after: str | None


class FindingWhole(Shape):
    """A finding with what people said of it, and the organisations that its document names."""

    finding: Finding
    standing: Standing
    verdicts: list[Verdict]
    statements: list[Statement]
    translations: list[Translation]
    parties: list[PartyAt]


class Decided(Shape):
    """What a finding stands at after a decision."""

    finding: str
    standing: Standing


class Deciding(Shape):
    """A decision on a finding."""

    decision: Decision
    reason: str = Field("", max_length=2_000)


class Adding(Shape):
    """A finding to be added by hand: a half-open range of the document's text, what it shows, and why."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    concept: str = Field(max_length=100)
    act: Act
    why: str = Field(max_length=2_000)


class AddedByHand(Shape):
    """A finding as it stands now that somebody added it."""

    finding: Finding
    standing: Standing


class TakenBack(Shape):
    """A finding that who added it took back."""

    finding: str


class Removing(Shape):
    """Why a document is removed from the case."""

    reason: str = Field("", max_length=2_000)


class Removed(Shape):
    """A document that was removed, with how many findings."""

    sha256: str
    name: str
    findings: int


class ChainList(Shape):
    """Part of the chains; `skip` of the next part, null at the end."""

    chains: list[Chain]
    next: int | None


class WantedList(Shape):
    """Documents that are cited and not in the case, most cited first."""

    wanted: list[Wanted]
    total: int
    next: int | None


class InRole(Shape):
    """How many documents name an organisation in a role, and when."""

    role: Role
    documents: int
    first: str | None
    last: str | None


class Party(Shape):
    """An organisation as far as people joined its names."""

    key: str
    name: str
    names: list[str]
    others: list[str]
    roles: list[InRole]
    documents: int


class PartyList(Shape):
    """Part of the organisations, those named in most documents first."""

    parties: list[Party]
    total: int
    next: int | None


class Said(Shape):
    """A page that says what was searched for, with the first places on it."""

    card: Card
    page: int | None
    line: int | None
    count: int
    quotes: list[str]
    excerpt: str
    copies: list[str]


class SearchResult(Shape):
    """Part of the pages found; `pages` counts all of them, copies too."""

    hits: list[Said]
    pages: int
    next: int | None


class LogEntry(Shape):
    """One entry of the log; its hash covers the one before."""

    seq: int
    kind: str
    at: str
    by: str
    body: dict[str, Any]
    prev: str
    hash: str


class LogPart(Shape):
    """Part of the log in its order; `after` asks for the next part, null at the end."""

    entries: list[LogEntry]
    after: int | None
