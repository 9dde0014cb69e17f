"""What is told of files that were not compared, and how things are counted."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from counterspec.casework.comparing import Compared
from counterspec.model import Problem
from counterspec.terminal.look import QUIET, WARN
from counterspec.terminal.printer import Printer


def told_pile(printer: Printer, results: Sequence[Compared]) -> None:
    """Print which files are on one side only, and what was not read."""
    for state, sign, words in (("added", "+", "only in the second"), ("removed", "−", "only in the first")):
        for result in results:
            if result.state == state:
                printer.line(
                    Text.assemble((f"{sign} ", "bold"), (result.name, "bold"), (f"  {words}", QUIET))
                )
    for result in results:
        if result.state in ("lost", "skipped"):
            told_problems(printer, result.problems)


def told_problems(printer: Printer, problems: Sequence[Problem], most: int = 30) -> None:
    """Print what could not be read, and where."""
    for problem in problems[:most]:
        place = f", page {problem.page}" if problem.page else f":{problem.line}" if problem.line else ""
        title = "Not read  " if problem.lost else "Noted     "
        remedy = f" {problem.remedy}" if problem.remedy else ""
        printer.hanging(
            Text(title, WARN), Text.assemble(f"{problem.file}{place}: {problem.reason}", (remedy, QUIET))
        )
    if len(problems) > most:
        printer.line(Text(f"          … and {len(problems) - most} more", QUIET))


def counted(count: int, noun: str) -> str:
    """Return "1 file" or "2 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
