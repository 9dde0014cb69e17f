"""Write the findings of a case, each with the facet it is counted in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from counterspec.model import Finding, Standing
from counterspec.store import schema
from counterspec.store.codec import json_of
from counterspec.store.documents import put_rows
from counterspec.store.facets import enter_facets, facet_of, obligation_of


def row_of_finding(
    finding: Finding,
    seq: int,
    *,
    name: str,
    kind: str,
    fingerprint: str,
    saying: str,
    standing: Standing = "none",
) -> dict[str, Any]:
    """Return the row of a finding for `put_findings`; `name` and `kind` are its document's."""
    evidence, facet = finding.evidence, facet_of(finding, kind, standing)
    return {
        "id": finding.id, "sha256": evidence.sha256, "seq": seq, "concept": finding.concept, "tier": finding.tier,
        "act": finding.act, "grade": finding.grade, "strength": finding.strength,
        "obligation": obligation_of(finding), "provenance": finding.provenance, "purpose": finding.purpose,
        "rule": finding.rule and finding.rule.id, "rule_version": finding.rule and finding.rule.version,
        "page": evidence.page, "line": evidence.line,
        "quote": evidence.quote, "confidence": evidence.confidence, "fingerprint": fingerprint, "saying": saying,
        "standing": standing, "facet": facet, "firmness": facet.firmness, "name": name, "data": json_of(finding),
    }  # fmt: skip


def put_findings(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write findings that the case does not hold, and count them."""
    numbers = enter_facets(connection, (row["facet"] for row in rows))
    put_rows(connection, schema.findings, [row | {"facet": numbers[row["facet"]]} for row in rows])


def put_table(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """Write rows of the table called so: findings with their facets, others as they are."""
    if name == schema.findings.name:
        put_findings(connection, rows)
    else:
        put_rows(connection, schema.metadata.tables[name], rows)
