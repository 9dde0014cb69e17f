"""A Code Quality report as GitLab reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from counterspec.findings.as_json import Json
from counterspec.model import FileResult, Finding
from counterspec.reports import Context, Report

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    separator = "\n"
    out.write("[")
    for result in results:
        for finding in result.findings:
            out.write(separator + json.dumps(_issue(finding, context), ensure_ascii=False))
            separator = ",\n"
    out.write("\n]\n")


def _issue(finding: Finding, context: Context) -> Json:
    return {
        "description": finding.statement,
        "check_name": f"{finding.rule_id or 'added by hand'}/{finding.concept}",
        "fingerprint": finding.id,
        "severity": _SEVERITY[context.level(finding)],
        "location": {"path": finding.file, "lines": {"begin": finding.evidence.line or 1}},
    }


ENTRY = Report(
    id="gitlab", title="A Code Quality report for GitLab", media_type="application/json", write=_write
)
