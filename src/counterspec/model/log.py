"""What people decided and answered: entries of the append-only log of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.span import Box, Span

Decision = Literal["confirmed", "rejected", "unsure", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log; `hash` covers `prev` and everything else here. `body` is canonical JSON.

    `at` is ISO in UTC as the machine's clock had it; the order is that of `seq`, never of the clock.
    """

    seq: int
    kind: Literal["verdict", "statement", "name", "use", "note", "removal", "translation", "reading"]
    at: str
    by: str
    body: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's decision on a finding.

    `fingerprint` finds the finding again after a rescan, `saying` is the digest of what it said
    when it was judged: where that differs, another look is needed. `alike` counts the findings
    of the document that only their order told apart then. `page`, `boxes` and `span` are where it
    stood. `second` marks the decision of a further reviewer. `quote` and `concept` say what was judged,
    also after the finding is gone. "withdrawn" takes back the reviewer's own earlier decision.
    """

    finding: str
    fingerprint: str
    saying: str
    sha256: str
    decision: Decision
    reason: str
    reviewer: str
    at: str
    second: bool = False
    alike: int = 1
    quote: str = ""
    concept: str = ""
    span: Span | None = None
    page: int | None = None
    boxes: tuple[Box, ...] = ()


Standing = Literal["none", "confirmed", "rejected", "unsure", "disputed", "look-again"]
"""What the verdicts on a finding come to: disputed where two reviewers' last decisions differ;
look-again where the finding says something else than when it was judged."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """A finding as a person added it by hand: words of a document, the concept and act they show, and why.

    `entry` is the hash of the entry of the log that said it first, in whichever case. `passage` is the digest
    of the sentence the words stood in (of a table its row); they were the `nth`, from 0, of `alike`
    places of the document with those words in that sentence. `number` is the document's, for where it is
    published again; `label` and `tier` are the concept's.
    """

    entry: str
    sha256: str
    number: str | None
    span: Span
    quote: str
    passage: str
    nth: int
    alike: int
    page: int | None
    boxes: tuple[Box, ...]
    concept: str
    label: str
    tier: str
    act: str
    why: str
    by: str
    at: str

    @property
    def id(self) -> str:
        """The id of its finding."""
        return id_by_hand(self.entry)


def id_by_hand(entry: str) -> str:
    """Return the id of the finding that an entry of the log adds, by the entry's hash."""
    return f"f-{entry[:12]}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a party answered, kept with the claims it concerns.

    `party` is the organisation as named in the case. `concerns` are "party:NAME",
    "document:SHA256" or "finding:ID". `by` says who spoke for it (an office, never a private person),
    `said_on` is the date of the answer, `place` where it was given, `source` where it can be read;
    `sha256` is the source kept in the case, if it is. `replaces` is the id of an earlier
    statement this one corrects.
    """

    id: str
    party: str
    text: str
    said_on: str
    by: str
    place: str
    source: str
    concerns: tuple[str, ...]
    sha256: str | None = None
    replaces: str | None = None
    recorded_by: str = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """A person's translation of the words a finding quotes; the original stays authoritative.

    `language` is a BCP 47 tag. `fingerprint` finds the finding again; `quote` is what was translated.
    """

    finding: str
    fingerprint: str
    language: str
    text: str
    quote: str
    by: str
    at: str
