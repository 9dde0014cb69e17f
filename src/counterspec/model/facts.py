"""What a document says of itself: its bibliography, its parties, what it cites, what it demands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.span import Span


@dataclass(frozen=True, slots=True)
class Said:
    """A value the document states, in normal form, and the place that states it.

    `repaired` is a likelier reading of text recognised from an image; it is a candidate, and the
    value stays as it was read.
    """

    value: str
    span: Span
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a document says about itself; None or empty where it does not say.

    `kind` is the kind of document ("standard", "amendment", "draft", "tender", "notice", "patent
    application", "patent grant", "manual", "schema", "code", "data card", "law", "statement",
    "data", "label set", "text") and `kind_why` the words that show it. `titles` are by language
    tag, `classification` by scheme ("ICS", "CCS", "IPC"). Dates are ISO; a month alone stays a
    month. `jurisdiction` is ISO 3166 ("CN", "CN-XJ", "US-HI"), with a city after a slash.
    `replaces_extent` is "partial" where the document says so. `project` facts of a tender (buyer's
    number, budget, deadlines) are by name in `details`.
    """

    kind: str
    kind_why: tuple[str, ...] = ()
    number: Said | None = None
    titles: tuple[tuple[str, Said], ...] = ()
    part: Said | None = None
    edition: Said | None = None
    version: Said | None = None
    stage: Said | None = None
    issuers: tuple[Said, ...] = ()
    classification: tuple[tuple[str, Said], ...] = ()
    issued: Said | None = None
    in_force: Said | None = None
    withdrawn: Said | None = None
    replaces: tuple[Said, ...] = ()
    replaces_extent: Said | None = None
    amends: tuple[Said, ...] = ()
    jurisdiction: Said | None = None
    details: tuple[tuple[str, Said], ...] = ()


Role = Literal[
    "drafter", "proposer", "custodian", "issuer", "publisher", "supervisor",
    "buyer", "agent", "bidder", "winner", "supplier", "applicant", "assignee",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in one role, named as written; never a person.

    `normal` is the name in normal form (NFKC, no inner spaces between Chinese characters),
    `repaired` a likelier reading of recognised text.
    """

    role: Role
    name: str
    span: Span
    normal: str
    repaired: str | None = None


CitationForm = Literal["normative_list", "bibliography", "strict", "partial", "choice", "mention"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document naming another by number.

    `raw` is the number as printed, `canonical` body and number without edition ("GB/T 98181",
    "ISO/IEC 14496-2:2004/Amd.2"), `edition` the year or version stated, None where undated.
    `clause` is the clause, part or annex of it that is named; `title` the title printed beside it.
    One entry for every place; `repaired` where recognised text was read as this number.
    """

    raw: str
    canonical: str
    edition: str | None
    form: CitationForm
    span: Span
    clause: str | None = None
    title: str | None = None
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence or table row that obliges, allows or forbids.

    `strength` is the scale of obligation language: "R+" requirement, "R-" prohibition, "C+"
    recommended, "C-" discouraged, "P" permitted, "P0" not needed, "K" capability, "D" statement,
    "X" a constraint set elsewhere; None where unknown. `words` is the place of the words or mark
    that say so, `tradition` the rules they were read by ("GB/T 1.1", "ISO/IEC", "BCP 14",
    "tender zh", "patent claim", …). `mark` is a tender's sign ("★") and `mark_means` what this
    document's own legend says of it. `section` is the number of the clause as printed.
    """

    span: Span
    strength: str | None
    words: Span | None = None
    tradition: str = ""
    mark: str | None = None
    mark_means: str | None = None
    section: str | None = None
    inherited: bool = False
