"""A finding as the JSON object that docs/output.md describes; absent values are null."""

from __future__ import annotations

from dataclasses import asdict

from counterspec.model import Element, Evidence, Finding, Problem

Json = dict[str, object]


def place_of(evidence: Evidence) -> Json:
    """Return where an evidence stands and what it quotes, keys in their documented order."""
    return {
        "line": evidence.line,
        "page": evidence.page,
        "boxes": [list(box) for box in evidence.boxes] or None,
        "quote": evidence.quote,
        "prefix": evidence.prefix,
        "suffix": evidence.suffix,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "locator": evidence.locator,
    }


def line_of(finding: Finding) -> Json:
    """Return the finding's keys in their documented order."""
    evidence = finding.evidence
    line: Json = {
        "id": finding.id,
        "file": finding.file,
        **place_of(evidence),
        "concept": finding.concept,
        "tier": finding.tier,
        "act": finding.act,
        "strength": finding.strength,
        "provenance": finding.provenance,
        "purpose": finding.purpose,
        "grade": finding.grade,
        "element": _element(finding.element) if finding.element else None,
        "statement": finding.statement,
        "rule": rule_of(finding),
        "why": list(finding.why),
        "document": {
            "sha256": evidence.sha256,
            "media_type": finding.media_type,
            "title": finding.document_title,
            "kind": finding.document_kind,
            "number": finding.document_number,
            "date": finding.document_date,
        },
    }
    if finding.justification is not None:
        line["justification"] = finding.justification
    if finding.known:
        line["known"] = True
    if finding.standing is not None:
        line["standing"] = finding.standing
    if finding.added is not None:
        line["added"] = asdict(finding.added)
    return line


def rule_of(finding: Finding) -> Json | None:
    """Return the rule that made a finding, None where a person added it by hand."""
    return {"id": finding.rule.id, "version": finding.rule.version} if finding.rule else None


def _element(element: Element) -> Json:
    return {
        "identifier": element.identifier,
        "label": element.label,
        "type": element.type,
        "length": element.length,
        "obligation": element.obligation,
        "cardinality": element.cardinality,
        "code_list": [{"code": code.code, "label": code.label} for code in element.code_list] or None,
        "code_list_ref": element.code_list_ref,
        "owner": element.owner,
    }


def problem_of(problem: Problem) -> Json:
    """Return what could not be read, and where."""
    return {
        "file": problem.file,
        "line": problem.line,
        "page": problem.page,
        "code": problem.code,
        "reason": problem.reason,
        "remedy": problem.remedy or None,
        "lost": problem.lost,
    }
