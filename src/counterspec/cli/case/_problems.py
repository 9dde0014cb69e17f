"""How problems are printed: where, what happened, what one can do."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from counterspec.model import Problem
from counterspec.terminal.look import QUIET, WARN
from counterspec.terminal.printer import Printer


def told(out: Printer, problems: Iterable[Problem]) -> None:
    """Print problems briefly, each with its place, reason and remedy."""
    for problem in problems:
        show(out, problem)


def show(out: Printer, problem: Problem, *, whole: bool = False) -> None:
    """Print one problem, what costs nothing quietly; with `whole` also what is missing because of it."""
    sign = Text("  ⚠ ", WARN) if problem.lost else Text("  · ", QUIET)
    out.hanging(
        sign, Text.assemble((place(problem), "bold" if problem.lost else ""), "  ", (problem.reason, QUIET))
    )
    if whole and problem.lost:
        out.hanging(Text("    missing: ", QUIET), missing(problem))
    if problem.remedy:
        out.hanging(Text("    "), Text(problem.remedy, QUIET))


def place(problem: Problem) -> str:
    """Return where a problem is: the file, and the page or line."""
    if problem.page is not None:
        return f"{problem.file}, page {problem.page}"
    return f"{problem.file}, line {problem.line}" if problem.line is not None else problem.file


def missing(problem: Problem) -> str:
    """Return what is missing because of a problem, empty where nothing is."""
    if not problem.lost:
        return ""
    if problem.page is not None:
        return f"page {problem.page}, or a part of it"
    return f"what stands at line {problem.line}" if problem.line is not None else "the whole file"
