"""SARIF 2.1.0 (OASIS, errata 01): one run, streamed; columns count code points."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO
from urllib.parse import quote

from counterspec.findings.as_json import Json
from counterspec.model import FileResult, Finding, Problem
from counterspec.reports import Context, Report, RuleInfo

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_TAXONOMY = "counterspec-concepts"


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    rules = list(context.rules.values())
    concepts = list(context.concepts)
    out.write(f'{{"$schema": {json.dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n')
    _member(out, "tool", {"driver": _driver(context, rules)})
    _member(out, "columnKind", "unicodeCodePoints")
    _member(out, "taxonomies", [_taxonomy(context)])
    out.write('"results": [')
    artifacts: list[Json] = []
    notes: list[Json] = []
    separator = "\n"
    for result in results:
        if result.status == "read":
            artifacts.append(_artifact(result))
        notes.extend(_notification(problem) for problem in result.problems)
        for finding in result.findings:
            out.write(separator + json.dumps(_result(finding, context, rules, concepts), ensure_ascii=False))
            separator = ",\n"
    out.write("\n],\n")
    _member(out, "artifacts", artifacts)
    notes.extend({"level": "warning", "message": {"text": stale}} for stale in context.stale)
    invocation: Json = {"executionSuccessful": True, "toolExecutionNotifications": notes}
    out.write(f'"invocations": [{json.dumps(invocation, ensure_ascii=False)}]\n}}]}}\n')


def _member(out: TextIO, key: str, value: object) -> None:
    out.write(f'"{key}": {json.dumps(value, ensure_ascii=False)},\n')


def _driver(context: Context, rules: list[RuleInfo]) -> Json:
    return {
        "name": "counterspec",
        "semanticVersion": context.version,
        "rules": [
            {
                "id": rule.id,
                "name": "".join(part.capitalize() for part in rule.id.replace("_", ".").split(".")),
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": rule.explanation},
                "help": {"text": f"{rule.explanation}\n\n{rule.remedy}"},
                "properties": {"version": rule.version},
            }
            for rule in rules
        ],
    }


def _taxonomy(context: Context) -> Json:
    return {
        "name": _TAXONOMY,
        "version": context.version,
        "shortDescription": {"text": "Kinds of attributes of a person that documents specify."},
        "taxa": [
            {
                "id": concept.id,
                "shortDescription": {"text": concept.label},
                "fullDescription": {"text": concept.definition or concept.label},
                "properties": {
                    "tier": concept.tier,
                    **({"mappings": dict(concept.mappings)} if concept.mappings else {}),
                },
            }
            for concept in context.concepts.values()
        ],
    }


def _result(finding: Finding, context: Context, rules: list[RuleInfo], concepts: list[str]) -> Json:
    # What a person added by hand rests on no rule, and SARIF lets a result go without one.
    index = next((number for number, rule in enumerate(rules) if rule.id == finding.rule_id), None)
    result: Json = {
        **({} if index is None else {"ruleId": finding.rule_id, "ruleIndex": index}),
        "level": context.level(finding),
        "message": {"text": finding.statement},
        "locations": [_location(finding)],
        "partialFingerprints": {"counterspec/v1": finding.id},
        "taxa": [
            {
                "id": finding.concept,
                "index": concepts.index(finding.concept),
                "toolComponent": {"name": _TAXONOMY},
            }
        ],
        "properties": {
            "concept": finding.concept,
            "tier": finding.tier,
            "act": finding.act,
            "grade": finding.grade,
            "purpose": finding.purpose,
            "provenance": finding.provenance,
            "page": finding.evidence.page,
            "why": list(finding.why),
            **({"added": asdict(finding.added)} if finding.added else {}),
        },
    }
    if finding.justification:
        result["suppressions"] = [{"kind": "external", "justification": finding.justification}]
    if finding.known:
        result["baselineState"] = "unchanged"
    return result


def _location(finding: Finding) -> Json:
    evidence = finding.evidence
    physical: Json = {"artifactLocation": {"uri": _uri(finding.file)}}
    if evidence.line and evidence.column:
        newlines = evidence.quote.count("\n")
        region: Json = {
            "startLine": evidence.line,
            "startColumn": evidence.column,
            "snippet": {"text": evidence.quote},
        }
        if not newlines:
            region["endColumn"] = evidence.column + len(evidence.quote)
        physical["region"] = region
    location: Json = {"physicalLocation": physical}
    # SARIF has no pages; a line would be one of the text we made, not of the file.
    logical: list[Json] = [{"name": f"page {evidence.page}"}] if evidence.page else []
    if evidence.locator:
        logical.append({"fullyQualifiedName": evidence.locator})
    if logical:
        location["logicalLocations"] = logical
    return location


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"), safe="/", errors="surrogateescape")


def _artifact(result: FileResult) -> Json:
    return {
        "location": {"uri": _uri(result.file)},
        "length": result.size,
        "hashes": {"sha-256": result.sha256},
    }


def _notification(problem: Problem) -> Json:
    physical: Json = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        physical["region"] = {"startLine": problem.line}
    return {
        "level": "error" if problem.lost else "note",
        "descriptor": {"id": problem.code},
        "message": {"text": f"{problem.reason} {problem.remedy}".strip()},
        "locations": [{"physicalLocation": physical}],
    }


ENTRY = Report(id="sarif", title="SARIF 2.1.0", media_type="application/sarif+json", write=_write)
