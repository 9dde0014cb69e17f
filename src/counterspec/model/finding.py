"""What Counterspec says about a document, and the proof of it."""

from __future__ import annotations

from dataclasses import dataclass

from counterspec.model.declaration import Obligation
from counterspec.model.span import Box, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote and its place: re-reading the same bytes gives the quote, or an error.

    `prefix` and `suffix` are 32 code points before and after, on the same line, and what ends a word there.
    `line` and `column` (in code points) count from 1. `locator` is an XPath, a JSON Pointer, a
    row and cell, or a qualified name. `confidence` is the lowest of the quote's words where they
    are recognised from a picture, 0 to 1; None where the file itself holds them.
    """

    sha256: str
    span: Span
    quote: str
    prefix: str
    suffix: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    locator: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list: the code as stored, the label that explains it, and its line."""

    code: str
    label: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """The data element a finding is about, as the document defines it."""

    identifier: str
    label: str | None = None
    type: str | None = None
    length: str | None = None
    obligation: Obligation | None = None
    obligation_quote: str | None = None
    cardinality: str | None = None
    code_list: tuple[Code, ...] = ()
    code_list_ref: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class RuleRef:
    """The rule that made a finding, with its version."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Says:
    """What the sentence of a finding is made of besides its other facts, for making it in another language.

    `form` names the sentence ("defines", "requires"), `quote` is what it quotes and `section` the clause's
    number as printed. `mark` is the sign a clause is marked with, `mark_means` what its legend says, cut.
    The document is called by `edition` and `stage` where its number does not say them; `draft` where it is one.
    `deed` is what of its act the words name ("search", "sort", "count"), "" where they leave that open;
    `supported` says that they ask for support of it only.
    """

    form: str
    quote: str
    section: str | None = None
    mark: str | None = None
    mark_means: str | None = None
    edition: str | None = None
    stage: str | None = None
    draft: bool = False
    deed: str = ""
    supported: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """Who added a finding by hand, and when: a person says so, no rule does.

    `at` is ISO in UTC. `entry` is the hash of the entry of the log that says so. `was` are the words as they
    were then, where they or the sentence they stand in read otherwise now; None where all is as it was.
    """

    by: str
    at: str
    entry: str
    was: str | None = None

    def __str__(self) -> str:
        return f"added by hand by {self.by} on {self.at[:10]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """This span of this document states act `act` about concept `concept`, and why.

    `grade` is "finding", or "candidate" where a gate (a person context, say) is missing.
    `summary` is the short sentence, `statement` the full one with document, place, quote and what
    is not shown. `about` is the kind of declaration ("field", "member", …) or "sentence".
    `says` are the parts of that sentence. `strength` is the clause's, None outside prose. `extra` spans are
    further words of the same declaration that carry the reading (a comment beside a name).
    `rule` is what made the finding, None where a person `added` it by hand; then `why` is that person's reason.
    `justification` is set by the configuration or an inline remark, `known` by a baseline, `standing` by the
    verdicts of a case (see `Standing`, None without any), never by a rule.
    """

    id: str
    file: str
    evidence: Evidence
    concept: str
    tier: str
    act: str
    grade: str
    summary: str
    statement: str
    rule: RuleRef | None
    why: tuple[str, ...]
    about: str = "sentence"
    strength: str | None = None
    provenance: str | None = None
    purpose: str | None = None
    element: Element | None = None
    media_type: str = ""
    document_kind: str = ""
    document_title: str | None = None
    document_number: str | None = None
    document_date: str | None = None
    extra: tuple[Span, ...] = ()
    says: Says | None = None
    justification: str | None = None
    known: bool = False
    standing: str | None = None
    added: Added | None = None

    @property
    def rule_id(self) -> str:
        """The id of its rule; empty where a person added it by hand."""
        return self.rule.id if self.rule else ""

    @property
    def said_by(self) -> str:
        """What says so: the rule with its version, or who added it by hand and when."""
        return f"{self.rule.id} {self.rule.version}" if self.rule else str(self.added)
