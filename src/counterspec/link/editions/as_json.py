"""A comparison as the JSON that docs/diff.md describes; absent values are null."""

from __future__ import annotations

from collections.abc import Mapping

from counterspec.findings.as_json import place_of
from counterspec.model import Change, Code, Comparison, Evidence, Side, ValueChange

Json = dict[str, object]


def change_of(change: Change, tiers: Mapping[str, str]) -> Json:
    """Return one difference, keys in their documented order; `tiers` are those of the concepts."""
    return {
        "kinds": list(change.kinds),
        "thing": change.thing,
        "subject": change.subject,
        "was": change.was,
        "owner": change.owner,
        "concepts": [{"concept": concept, "tier": tiers.get(concept)} for concept in change.concepts],
        "details": [{"kind": d.kind, "before": d.before, "after": d.after} for d in change.details],
        "values": [_value(value) for value in change.values],
        "before": _side(change.before),
        "after": _side(change.after),
        "gap": None
        if change.gap is None
        else {
            "place": change.gap.place,
            "above": change.gap.above,
            "below": change.gap.below,
            "evidence": [_evidence(one) for one in change.gap.evidence],
        },
        "statement": f"{change.statement} {change.not_shown}",
        "unsure": change.unsure,
    }


def sums_of(comparison: Comparison) -> Json:
    """Return what a comparison says as a whole."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "called": list(comparison.called),
        "differences": len(comparison.changes),
        "same": comparison.same,
        "notes": list(comparison.notes),
    }


def _side(side: Side | None) -> Json | None:
    if side is None:
        return None
    return {
        "says": side.says,
        "place": side.place,
        "obligation": side.obligation,
        "condition": side.condition,
        "values": side.values,
        **_evidence(side.evidence),
        "more": [_evidence(one) for one in side.more],
    }


def _evidence(evidence: Evidence) -> Json:
    return {**place_of(evidence), "confidence": evidence.confidence}


def _value(value: ValueChange) -> Json:
    return {
        "kind": value.kind,
        "before": _code(value.before),
        "after": _code(value.after),
        "before_at": _evidence(value.before_at) if value.before_at else None,
        "after_at": _evidence(value.after_at) if value.after_at else None,
    }


def _code(code: Code | None) -> Json | None:
    return None if code is None else {"code": code.code, "label": code.label}
