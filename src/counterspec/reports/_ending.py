"""The end of the text report: counts by concept and act, coverage, what was not read, the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rich.text import Text

from counterspec.model import FileResult, Problem
from counterspec.reports import Context
from counterspec.reports._printing import ReportPrinter
from counterspec.terminal.look import ACTS, HUES, QUIET, SHAPES, WARN

_MAX_PROBLEMS = 30


@dataclass(slots=True)
class Sums:
    """What the end of the report tells."""

    files: int = 0
    read: int = 0
    pages: int = 0
    pages_read: int = 0
    findings: int = 0
    justified: int = 0
    known: int = 0
    candidates: int = 0
    failing: bool = False
    missing: bool = False
    cells: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    withheld: int = 0
    withheld_files: int = 0

    def add(self, result: FileResult, context: Context) -> None:
        """Count one file's result."""
        self.candidates += result.candidates
        self.problems.extend(result.problems)
        self.missing = self.missing or any(problem.code == "not-found" for problem in result.problems)
        if result.status == "skipped":
            self.skipped[result.reason or "left out"] += 1
            return
        self.files += 1
        self.read += result.status == "read"
        self.pages += result.pages
        self.pages_read += result.pages_read
        for finding in result.findings:
            self.cells[finding.tier, finding.concept, finding.act] += 1
            self.findings += finding.grade == "finding"
            self.candidates += finding.grade == "candidate"
            self.justified += finding.justification is not None
            self.known += finding.known
            self.failing = self.failing or context.failing(finding)

    def withhold(self, count: int) -> None:
        """Count findings of one file that are not printed."""
        self.withheld += count
        self.withheld_files += count > 0


def end(printer: ReportPrinter, sums: Sums) -> None:
    """Print the end of the report."""
    if sums.withheld:
        more = f"{_counted(sums.withheld, 'more finding')} in {_counted(sums.withheld_files, 'file')}"
        printer.line(Text(f"  … {more}; --limit 0 prints all", QUIET))
        printer.line()
    if sums.cells:
        _matrix(printer, sums)
        printer.line()
    _coverage(printer, sums)
    printer.line()
    _verdict(printer, sums)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _matrix(printer: ReportPrinter, sums: Sums) -> None:
    concepts = sorted(
        {(tier, concept) for tier, concept, _ in sums.cells}, key=lambda c: ("ABCDEN".index(c[0]), c)
    )
    wide = max(16, *(len(concept) for _, concept in concepts)) + 1
    head = Text.assemble((f"{'By concept and act':<{wide + 7}}", "bold"))
    head.append("".join(f"{act:>5}" for act in ACTS), QUIET)
    head.append(f"{'all':>6}", "bold")
    printer.line(head)
    for tier, concept in concepts:
        row = Text.assemble("  ", (f"{SHAPES[tier]} {tier}  ", HUES[tier]), f"{concept:<{wide}}")
        total = 0
        for act in ACTS:
            count = sums.cells[tier, concept, act]
            total += count
            row.append(f"{count:>5}", "" if count else QUIET)
        row.append(f"{total:>6}", "bold")
        printer.line(row)


def _coverage(printer: ReportPrinter, sums: Sums) -> None:
    pages = f", {sums.pages_read} of {sums.pages} pages" if sums.pages else ""
    line = Text.assemble(("Read      ", "bold"), f"{sums.read} of {sums.files} files{pages}")
    if sums.candidates:
        line.append("    Candidates  ", "bold")
        line.append(f"{sums.candidates} without a gate, a person context for instance (--grade candidate)")
    printer.line(line)
    if sums.skipped:
        told = ", ".join(f"{count} {reason}" for reason, count in sorted(sums.skipped.items()))
        printer.hanging(Text("Left out  ", QUIET), Text(told, QUIET))
    _problems(printer, "Not read  ", [problem for problem in sums.problems if problem.lost])
    _problems(printer, "Noted     ", [problem for problem in sums.problems if not problem.lost])


def _problems(printer: ReportPrinter, title: str, problems: list[Problem]) -> None:
    for number, problem in enumerate(problems[:_MAX_PROBLEMS]):
        place = f", page {problem.page}" if problem.page else f":{problem.line}" if problem.line else ""
        remedy = f" {problem.remedy}" if problem.remedy else ""
        label = title if number == 0 else " " * len(title)
        told = Text.assemble(f"{problem.file}{place}: {problem.reason}", (remedy, QUIET))
        printer.hanging(Text(label, WARN), told)
    if len(problems) > _MAX_PROBLEMS:
        printer.line(f"          … and {len(problems) - _MAX_PROBLEMS} more; --format json lists all")


def _verdict(printer: ReportPrinter, sums: Sums) -> None:
    for stale in printer.context.stale:
        printer.hanging(Text("Stale     ", WARN), stale)
    parts = [_counted(sums.findings, "finding")]
    parts += [f"{sums.justified} justified"] if sums.justified else []
    parts += [f"{sums.known} known"] if sums.known else []
    parts += [_counted(sums.candidates, "candidate")] if sums.candidates else []
    told = ", ".join(parts) + "."
    if sums.findings:
        told += " Not shown by any of them: use, deployment, whether a field is filled."
    printer.line(told)
    if printer.context.last is not None:
        printer.line(Text(printer.context.last, QUIET))
        return
    paths = " ".join(printer.context.paths)
    hint = f"Explain one: counterspec explain ID {paths}".rstrip() + "     " if sums.findings else ""
    printer.line(Text(hint + _exit(printer.context, sums), QUIET))


def _exit(context: Context, sums: Sums) -> str:
    if sums.missing:
        return "Exit 2: a path could not be opened"
    if sums.files and not sums.read:
        return "Exit 2: nothing could be read"
    return f"Exit 1: findings match --fail-on {context.fail_on}" if sums.failing else "Exit 0"
