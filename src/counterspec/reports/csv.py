"""Findings as a table for spreadsheets: one row each, UTF-8 with a byte-order mark."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from counterspec.model import FileResult, Finding
from counterspec.reports import Context, Report

_COLUMNS = (
    "id", "file", "line", "page", "quote", "concept", "tier", "act", "strength", "provenance", "purpose", "grade",
    "identifier", "label", "type", "length", "obligation", "code_list", "owner", "statement", "rule", "why",
    "justification", "known", "sha256", "standing",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for result in results:
        for finding in result.findings:
            writer.writerow([safe(value) for value in _row(finding)])


def _row(finding: Finding) -> list[object]:
    evidence, element = finding.evidence, finding.element
    codes = "; ".join(f"{c.code} {c.label}".strip() for c in element.code_list) if element else ""
    return [
        finding.id, finding.file, evidence.line, evidence.page, evidence.quote, finding.concept, finding.tier,
        finding.act, finding.strength, finding.provenance, finding.purpose, finding.grade,
        element and element.identifier, element and element.label, element and element.type,
        element and element.length, element and element.obligation, codes or (element and element.code_list_ref),
        element and element.owner, finding.statement, finding.said_by,
        " | ".join(finding.why), finding.justification, "yes" if finding.known else "", evidence.sha256,
        finding.standing,
    ]  # fmt: skip


def safe(value: object) -> object:
    """Keep spreadsheets from running a document's words as a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value


ENTRY = Report(id="csv", title="A table for spreadsheets", media_type="text/csv", write=_write)
