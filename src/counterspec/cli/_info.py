"""What reports need of concepts and rules, as plain values."""

from __future__ import annotations

from collections.abc import Mapping

from counterspec.pipeline import Setup
from counterspec.reports import ConceptInfo, RuleInfo


def concept_infos(setup: Setup) -> Mapping[str, ConceptInfo]:
    return {
        c.id: ConceptInfo(c.id, c.label, c.tier, c.definition, c.mappings) for c in setup.concepts.values()
    }


def rule_infos(setup: Setup) -> Mapping[str, RuleInfo]:
    return {r.id: RuleInfo(r.id, r.version, r.title, r.explanation, r.remedy) for r in setup.rules}
