"""How problems are printed: where, what happened, what one can do."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from counterspec.model import Problem
from counterspec.terminal.look import QUIET, WARN
from counterspec.terminal.printer import Printer


def told(out: Printer, problems: Iterable[Problem]) -> None:
    """Print problems, each with its place, reason and remedy; those that cost nothing are quiet."""
    for problem in problems:
        sign = Text("  ⚠ ", WARN) if problem.lost else Text("  · ", QUIET)
        out.hanging(sign, Text.assemble(place(problem), "  ", (problem.reason, QUIET)))
        if problem.remedy:
            out.hanging(Text("    "), Text(problem.remedy, QUIET))


def place(problem: Problem) -> str:
    """Return where a problem is: the file, and the page or line."""
    if problem.page is not None:
        return f"{problem.file}, page {problem.page}"
    return f"{problem.file}, line {problem.line}" if problem.line is not None else problem.file


def missing(problem: Problem) -> str:
    """Return what is missing because of a problem."""
    if not problem.lost:
        return "nothing, or not known"
    if problem.page is not None:
        return "the page, or part of it"
    return "what follows the line" if problem.line is not None else "the whole file"
