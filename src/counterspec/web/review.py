"""What a person needs to decide on one finding, gathered for every screen that shows one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from counterspec.casework.statements import statements_of
from counterspec.casework.translations import glosses, translations
from counterspec.casework.verdicts import verdicts_on
from counterspec.model import Finding, Standing, Statement, Translation, Verdict
from counterspec.pipeline import Setup
from counterspec.store.verdicts import judged
from counterspec.terminal.look import OBLIGATION, PROVENANCE, clause_said
from counterspec.web.sentences import Sentence, label_of, sentence_of


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a quote mean: the vocabulary's glosses, and translations by people and machines."""

    glosses: tuple[tuple[str, str], ...] = ()
    translations: tuple[Translation, ...] = ()


def meaning_of(finding: Finding, made: Sequence[Translation], setup: Setup) -> Meaning:
    """Return what is known of a finding's words."""
    evidence = finding.evidence
    return Meaning(tuple(glosses(setup, f"{evidence.prefix}{evidence.quote}{evidence.suffix}")), tuple(made))


@dataclass(frozen=True, slots=True)
class Review:
    """A finding with what was decided and said on it; each verdict with whether it judged what it says now."""

    finding: Finding
    label: str
    standing: Standing
    verdicts: tuple[tuple[Verdict, bool], ...]
    statements: tuple[Statement, ...]
    clause: str
    field: str
    provenance: str
    sentence: Sentence
    meaning: Meaning


def reviewed(connection: Connection, finding: Finding, setup: Setup, language: str) -> Review:
    """Return everything a panel shows of a finding."""
    about = judged(connection, finding.id)
    element = finding.element
    return Review(
        finding=finding,
        label=label_of(finding.concept, setup, language),
        standing=about.standing,
        verdicts=tuple(verdicts_on(connection, about)),
        statements=tuple(
            statements_of(connection, f"finding:{finding.id}", f"document:{finding.evidence.sha256}")
        ),
        clause=clause_said(finding),
        field=OBLIGATION.get(element.obligation or "", "") if element else "",
        provenance=PROVENANCE.get(finding.provenance or "", ""),
        sentence=sentence_of(finding, setup, language),
        meaning=meaning_of(finding, translations(connection).get(about.fingerprint, ()), setup),
    )
