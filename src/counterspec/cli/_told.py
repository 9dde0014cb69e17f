"""What is told of files that were not compared, and how things are counted."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from counterspec.casework.comparing import Compared
from counterspec.model import Change, Problem
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
    noted = sum(not problem.lost for problem in problems)
    problems = [problem for problem in problems if problem.lost]
    for problem in problems[:most]:
        place = f", page {problem.page}" if problem.page else f":{problem.line}" if problem.line else ""
        remedy = f" {problem.remedy}" if problem.remedy else ""
        printer.hanging(
            Text("Not read  ", WARN),
            Text.assemble(f"{problem.file}{place}: {problem.reason}", (remedy, QUIET)),
        )
    if len(problems) > most:
        printer.line(Text(f"          … and {len(problems) - most} more", QUIET))
    if noted:
        told = (
            f"{counted(noted, 'remark')} on how files were read; --format json and counterspec read show them"
        )
        printer.line(Text.assemble(("Noted     ", QUIET), (told, QUIET)))


def counted(count: int, noun: str) -> str:
    """Return "1 file" or "2 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def gathered(changes: Sequence[Change]) -> list[tuple[Change, list[Change]]]:
    """Return differences, each record that only one side has with the elements it holds."""
    made: list[tuple[Change, list[Change]]] = []
    records: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        home = records.get((change.kinds[0], change.owner or ""))
        if (
            home is not None
            and change.kinds[0] in ("added", "removed")
            and change.thing in ("field", "record")
        ):
            home.append(change)
            if change.thing == "record":
                records.setdefault((change.kinds[0], change.subject), home)
            continue
        made.append((change, []))
        if change.thing == "record" and change.kinds[0] in ("added", "removed"):
            records[change.kinds[0], change.subject] = made[-1][1]
    return made
