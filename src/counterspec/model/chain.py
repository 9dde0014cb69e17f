"""What documents say together: resolved citations, chains, and what changed between editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.declaration import Obligation
from counterspec.model.facts import CitationForm
from counterspec.model.finding import Code, Evidence

How = Literal[
    "edition", "latest-known", "latest-in-case", "series", "other-edition", "near", "own", "none",
]  # fmt: skip
"""edition: the edition cited. latest-known: undated; the latest of the case at the citing document's date.
latest-in-case: undated, and no date says which was known. series: the number of a series; one of its parts.

No chain is made of the rest. other-edition: the case has other editions than the one cited. near: a document
whose number is near (a reading repaired, an adoption, a successor, an amendment), as `note` says. own: the
citing document itself. none: nothing in the case."""

FOLLOWED: frozenset[How] = frozenset({"edition", "latest-known", "latest-in-case", "series"})
"""How a citation is resolved where chains go on from it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A citation and the document of the case it names; a citation of a series has one for each part.

    `cited` is that document's SHA-256, None where the case has none: of several copies or language
    versions the one that stands for all. `note` says in words what the resolution rests on
    ("edition not stated; latest known on 2031-04-17 = 2031").
    """

    citing: str
    seq: int
    cited: str | None
    how: How
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that is cited and not in the case; `note` says what the case has in its place, if anything.

    `citing` are SHA-256s in order of name, copies and language versions counted once, and `strictly` how
    many of them cite it strictly. `forms` are the forms it is cited in, the strongest first; `title` is
    as cited most often.
    """

    canonical: str
    edition: str | None
    title: str | None
    citing: tuple[str, ...]
    forms: tuple[CitationForm, ...]
    strictly: int = 0
    note: str = ""


StepKind = Literal["clause", "citation", "finding"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain, with its proof.

    citation: the clause, or the entry of a list, by which one document names the next. clause: the
    clause of the cited document that makes what is found binding. finding: the field or clause found.
    `bond` says in a few words how it binds ("strict, ★ requirement", "field optional"), and the axes
    apart: `form` of the citation, `strength` of the clause, `obligation` of the field ("required",
    "optional", "conditional") with `condition` verbatim. `words` are those of the quote that say how
    binding it is, `mark` and `mark_means` as in a Clause. `section` is the clause's number, or the
    table and row. `within` is the clause that a quote of a few words stands in, `cited` the number of
    the cited document as printed in the quote. `note` says what the step rests on besides.
    """

    kind: StepKind
    sha256: str
    bond: str
    evidence: Evidence
    section: str | None = None
    form: CitationForm | None = None
    strength: str | None = None
    obligation: str | None = None
    condition: str | None = None
    mark: str | None = None
    mark_means: str | None = None
    words: str | None = None
    cited: str | None = None
    within: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """A path from a requiring document to a finding; every step has its own proof.

    `requiring` and `through` are the SHA-256s of its documents, `through` empty where the requiring
    document names the attribute itself. `weakest` is the index of the weakest step and `bond` what that
    makes of the whole; `form` is the weakest form of citation on the way. `finding` and `concept` are
    None where the cited document carries no finding of the tiers asked for: such a chain is shown as
    one. `statement` is worded as the weakest step allows; `standing` says of every standard on the way
    how binding it is by its own number and words, which is neither the clause nor the field. `notes`
    are what else the chain rests on: editions, drafts, copies.
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
    form: CitationForm | None = None
    standing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


ChangeKind = Literal[
    "added", "removed", "renamed", "moved", "obligation", "condition", "type", "length", "cardinality",
    "list-widened", "list-narrowed", "list-changed", "code-list-ref", "label", "comment", "clause",
]  # fmt: skip
"""list-widened and list-narrowed: values were only added, or only removed; list-changed: anything else."""

Thing = Literal["field", "list", "record", "condition", "function", "clause"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: what the edition says, and where.

    `place` is what a person looks up ("table B.2"). `obligation` is the field's, with `condition` as
    printed. `more` are further proofs where what changed does not stand within the quote (a comment on
    lines of its own, a condition). `values` counts the code list, None where there is none.
    """

    says: str
    evidence: Evidence
    place: str | None = None
    obligation: Obligation | None = None
    condition: str | None = None
    values: int | None = None
    more: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a code list that differs; `before` or `after` is None where that edition has none.

    relabelled: the same code means another thing. recoded: the same meaning has another code.
    """

    kind: Literal["added", "removed", "relabelled", "recoded"]
    before: Code | None
    after: Code | None
    before_at: Evidence | None = None
    after_at: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Where an edition has no such thing: the place looked up, and the neighbours it would stand between."""

    place: str | None
    above: str | None = None
    below: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """One attribute that differs, as each edition has it; None where it does not say."""

    kind: ChangeKind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two editions; `before` or `after` is None where that edition has no such thing.

    `kinds` says what changed, the most telling first; `details` holds every attribute's two sides and
    `values` the code list's values that differ. `subject` is the data element's identifier in
    the later edition, else in the earlier; `was` the other edition's where it is another. `owner` is the
    table or record it belongs to. `concepts` are those of findings on either side.
    `unsure` is why a small difference may be a misreading (recognised text), None where it is not.
    `gap` is where the edition without it has no such thing.
    """

    kinds: tuple[ChangeKind, ...]
    subject: str
    before: Side | None
    after: Side | None
    statement: str
    not_shown: str
    thing: Thing = "field"
    was: str | None = None
    owner: str | None = None
    concepts: tuple[str, ...] = ()
    unsure: str | None = None
    details: tuple[Detail, ...] = ()
    values: tuple[ValueChange, ...] = ()
    gap: Absence | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions held against each other, in the order given; `same` counts elements without a change.

    `before` and `after` are SHA-256s, `called` what the sentences call the two.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    same: int
    notes: tuple[str, ...] = ()
    called: tuple[str, str] = ("", "")
