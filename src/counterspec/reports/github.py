"""Workflow commands that GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from counterspec.model import FileResult, Finding, Problem
from counterspec.reports import Context, Report

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    for result in results:
        for finding in result.findings:
            out.write(_finding(finding, context) + "\n")
        for problem in result.problems:
            out.write(_problem(problem) + "\n")
    for stale in context.stale:
        out.write(f"::warning title=Counterspec, stale::{_data(stale)}\n")


def _finding(finding: Finding, context: Context) -> str:
    evidence = finding.evidence
    place = [f"file={_property(finding.file)}"]
    if evidence.line:
        place += [f"line={evidence.line}", f"col={evidence.column}"]
    place.append(f"title={_property(f'{finding.concept} {finding.act}')}")
    tail = f" Justified: {finding.justification}" if finding.justification else ""
    return f"::{_COMMANDS[context.level(finding)]} {','.join(place)}::{_data(finding.statement + tail)}"


def _problem(problem: Problem) -> str:
    place = [
        f"file={_property(problem.file)}",
        *([f"line={problem.line}"] if problem.line else []),
        "title=Not read",
    ]
    return f"::warning {','.join(place)}::{_data(f'{problem.reason} {problem.remedy}'.strip())}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


ENTRY = Report(id="github", title="Workflow commands for GitHub", media_type="text/plain", write=_write)
