"""Names of organisations: what a document says of two names, what speaks for one organisation, what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.finding import Evidence

NamingKind = Literal["bilingual", "former", "short"]
"""bilingual: both names stand beside each other. former: `other` is an earlier name. short: `other` is a short one."""


@dataclass(frozen=True, slots=True)
class NamingAt:
    """A place of a document that gives an organisation a second name; `seq` counts those of one document from 0."""

    sha256: str
    seq: int
    kind: NamingKind
    name: str
    other: str
    evidence: Evidence


GroundKind = Literal[
    "spelling", "legal-form", "short-form", "place", "part", "misreading", "bilingual", "former",
    "short", "alias-file", "decision",
]  # fmt: skip
"""part: a shared stem, one may be a branch, parent or subsidiary of the other. place: the same but for
the state or province. short-form: by the names alone; short: a document says so."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What speaks for two names being one organisation; `evidence` where a document says it."""

    kind: GroundKind
    text: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names, by their spelling (`link.parties.spelled`), that may be one organisation; `a` sorts before `b`."""

    a: str
    b: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What a person, or an alias file in a person's name, said of two names; a later one replaces an earlier.

    `seq` is that of the log's entry, None where an alias file says it.
    """

    a: str
    b: str
    decision: Literal["accepted", "apart", "withdrawn"]
    reason: str
    by: str
    at: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names of one organisation by an alias file; `accepted_by` is who vouches for it, empty where nobody does."""

    name: str
    other: str
    source: str
    date: str | None = None
    accepted_by: str = ""
    file: str = ""
