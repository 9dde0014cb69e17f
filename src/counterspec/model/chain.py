"""What documents say together: resolved citations, chains, and what changed between editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.facts import CitationForm
from counterspec.model.finding import Evidence

How = Literal["edition", "latest-known", "other-edition", "none"]
"""edition: the edition cited. latest-known: undated; the latest of the case at the citing document's
date. other-edition: only another edition than the one cited is in the case, and no chain is made of it.
none: no edition is in the case."""


@dataclass(frozen=True, slots=True)
class Link:
    """A citation and the document of the case it names.

    `cited` is that document's SHA-256, None where the case has none. `note` says in words what the
    resolution rests on ("edition not stated; latest known on 2031-04-17 = 2031").
    """

    citing: str
    seq: int
    cited: str | None
    how: How
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that is cited and not in the case. `citing` are SHA-256s, copies counted once."""

    canonical: str
    edition: str | None
    title: str | None
    citing: tuple[str, ...]
    forms: tuple[CitationForm, ...]


StepKind = Literal["clause", "citation", "finding"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain, with its proof.

    clause: the requiring clause, `bond` its strength ("R+", …) with `mark`. citation: `bond` is its
    form. finding: `bond` is the field's obligation or the clause's strength. `words` are the words
    that say how binding it is, where the document has such.
    """

    kind: StepKind
    sha256: str
    bond: str | None
    evidence: Evidence
    section: str | None = None
    mark: str | None = None
    mark_means: str | None = None
    words: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """A path from a requiring document to a finding; every step has its own proof.

    `weakest` is the index of the weakest step, and `bond` what that makes of the whole in words.
    `finding` and `concept` are None where the cited document carries no finding of the tiers asked
    for: such a chain is shown as one. `statement` is worded as the weakest step allows.
    """

    id: str
    requiring: str
    through: tuple[str, ...]
    steps: tuple[Step, ...]
    weakest: int
    bond: str
    statement: str
    not_shown: str
    finding: str | None = None
    concept: str | None = None
    tier: str | None = None


ChangeKind = Literal[
    "added", "removed", "renamed", "obligation", "condition", "type", "length", "cardinality",
    "list-widened", "list-narrowed", "list-changed", "code-list-ref", "label", "comment", "clause",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: what the edition says, and where. `place` is what a person looks up ("table B.2")."""

    says: str
    evidence: Evidence
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two editions; `before` or `after` is None where that edition has no such thing.

    `kinds` says what changed, the most telling first. `subject` is the data element's identifier in
    the later edition, else in the earlier. `concepts` are those of findings on either side.
    `unsure` is why a small difference may be a misreading (recognised text), None where it is not.
    """

    kinds: tuple[ChangeKind, ...]
    subject: str
    before: Side | None
    after: Side | None
    statement: str
    concepts: tuple[str, ...] = ()
    unsure: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions held against each other, the earlier first; `same` counts elements without a change."""

    before: str
    after: str
    changes: tuple[Change, ...]
    same: int
    notes: tuple[str, ...] = ()
