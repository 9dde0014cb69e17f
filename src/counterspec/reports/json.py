"""The whole scan as one JSON object: findings, problems, coverage."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from counterspec.findings.as_json import Json, line_of, problem_of
from counterspec.model import FileResult
from counterspec.reports import Context, Report


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    head = {"tool": {"name": "counterspec", "version": context.version}, "command": context.command}
    out.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "findings": [')
    documents: list[Json] = []
    problems: list[Json] = []
    separator = "\n  "
    for result in results:
        documents.append(_document(result))
        problems.extend(problem_of(problem) for problem in result.problems)
        for finding in result.findings:
            out.write(separator + json.dumps(line_of(finding), ensure_ascii=False))
            separator = ",\n  "
    tail: Json = {"problems": problems, "stale": context.stale, "documents": documents}
    out.write("\n ],\n" + json.dumps(tail, ensure_ascii=False, indent=1)[2:] + "\n")


def _document(result: FileResult) -> Json:
    return {
        "file": result.file,
        "status": result.status,
        "reason": result.reason,
        "sha256": result.sha256 or None,
        "format": result.format,
        "kind": result.kind,
        "size": result.size,
        "lines": result.lines,
        "pages": result.pages,
        "pages_read": result.pages_read,
        "pages_recognised": result.pages_recognised,
        "findings": len(result.findings),
        "candidates_left_out": result.candidates,
    }


ENTRY = Report(
    id="json",
    title="One JSON object with findings, problems and coverage",
    media_type="application/json",
    write=_write,
)
