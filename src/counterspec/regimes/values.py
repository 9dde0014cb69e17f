"""What a legal rule is: elements with the tests that show them, dates, exceptions, and how it was verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from counterspec.model import Grade

ACTS = ("L0", "L1", "L2", "L3", "L4", "L5", "L6", "LX")
EFFECTS: dict[str, str] = {
    "prohibited": "bars it",
    "high_risk": "puts it in the class “high-risk”",
    "special_category": "counts the data as sensitive",
    "strictly_necessary_only": "allows it only where strictly necessary",
    "transparency": "asks that people are told",
    "restricted_supplier": "restricts buying from named suppliers",
    "export_licence": "asks for a licence to export",
    "mandated_collection": "demands that the data are collected",
    "permitted_with_safeguards": "permits it with safeguards",
    "equality_rule": "forbids unequal treatment",
    "human_rights_benchmark": "a human-rights benchmark",
    "supplier_context": "context on a supplier",
    "context_needed": "context",
    "not_covered": "shown as what it is",
}
"""What a rule does where it applies, in words."""

FAVOURABLE = frozenset(
    {"mandated_collection", "permitted_with_safeguards", "context_needed", "not_covered", "supplier_context"}
)
"""Effects that are held against a finding even where a screen has sorted it out."""

GRADES: dict[Grade, str] = {
    "P": "primary or official text seen",
    "S": "secondary source seen, official text to be confirmed",
    "M": "written from memory, not checked against the text of the law",
}

Held = Literal["finding", "on-request", "parties", "screen"]
"""finding: held against findings it is about. on-request: only where it is asked for by name. parties:
about suppliers, so only where asked for by name. screen: a screen of this program, before every rule."""

Provenance = Literal[
    "self_declared", "official_record", "observer_perceived", "machine_inferred_biometric",
    "machine_inferred_other", "third_party",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Test:
    """What of a finding shows an element: every key that is set must hold.

    `concept` covers what is beneath it, `concept_is` does not. `act_from` is that rung or a higher one
    (LX is none). `said` names sets of words looked for in the passage the finding stands in, `told`
    also in the document's title, scope and the names of its buyers. `party` are roles of which the
    document names one. `person` asks for words that name a person. `elsewhere` are acts that other
    passages of the document reach on the same concept. `kind` is the kind of document.
    """

    concept: tuple[str, ...] = ()
    concept_is: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    act_from: str | None = None
    provenance: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    person: bool = False
    any: tuple[Test, ...] = ()
    all: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Unless:
    """What speaks against an element, and the sentence that says so."""

    when: Test
    why: str


@dataclass(frozen=True, slots=True)
class RuleElement:
    """One condition of a rule. Without `shown_by` no document shows it, and `otherwise` says why."""

    id: str
    text: str
    otherwise: str
    shown_by: Test | None = None
    unless: tuple[Unless, ...] = ()


@dataclass(frozen=True, slots=True)
class Exempt:
    """An exception nobody examined; `see` are rules that may hold instead, which `text` names."""

    text: str
    see: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class InForce:
    """When a rule is in force. Dates are ISO, a month alone stays a month; `until` is the first day without it.

    `before` says why nothing is known of the time before `start`; without it the rule did not hold
    then. `unknown` says why no date is known, `none` why there is none.
    """

    start: str | None = None
    until: str | None = None
    before: str | None = None
    unknown: str | None = None
    none: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One article of one regime, in our own words.

    `cite` is the short name of the article, `article` the full one. `place` is the territory whose
    link must be shown ("EU", ISO 3166), None where there is none, and `link` what would show it.
    `about` says which findings the rule is held against, None for all. `needs` is "any" where each
    element is enough by itself. `checks` are what must be checked before one relies on the rule,
    `dates` as they were found. `met` is what a screen
    says where all its elements are shown, `unmet` where not.
    `only_with_link` rules are not held against a finding without a link to their territory.
    """

    id: str
    version: int
    regime: str
    title: str
    cite: str
    article: str
    grade: Grade
    summary: str
    effect: str
    url: str | None
    in_force: InForce
    elements: tuple[RuleElement, ...]
    place: str | None = None
    link: str = ""
    held: Held = "finding"
    about: Test | None = None
    needs: Literal["all", "any"] = "all"
    only_with_link: bool = False
    met: str = ""
    unmet: str = ""
    exceptions: tuple[Exempt, ...] = ()
    traps: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    false_friends: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    note: str = ""
    dates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Regime:
    """One file of rules; `id` is its name without the ending."""

    id: str
    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Regimes:
    """Every rule that is known, in the order of the files' names, then as they stand in them."""

    regimes: tuple[Regime, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for regime in self.regimes for rule in regime.rules)

    def rule(self, rule_id: str) -> Rule | None:
        """Return a rule by its id, whatever the case of its letters; None where there is none."""
        return next((rule for rule in self.rules if rule.id.lower() == rule_id.lower()), None)
