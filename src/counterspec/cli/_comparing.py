"""What the two commands that compare share: options, filters, and how results are written."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, TextIO, TypeVar

import click

from counterspec.casework.comparing import Compared, Known
from counterspec.cli._differences import Differences
from counterspec.cli._filters import of_tiers
from counterspec.cli._told import counted, told_pile, told_problems
from counterspec.errors import UsageError
from counterspec.link.editions.as_json import change_of, sums_of
from counterspec.model import Change, Problem
from counterspec.terminal.printer import Printer

C = TypeVar("C", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--format", "-f", "form", type=click.Choice(["text", "jsonl", "json"]), default="text", help="[text]"
    ),
    click.option("--tier", metavar="A,B,…", default="", help="Only differences about concepts of these tiers."),
    click.option(
        "--concept", "concepts", metavar="ID", multiple=True,
        help="Only differences about this concept and those below it; repeatable.",
    ),
    click.option("--all", "whole", is_flag=True, help="Print what has no person concept in full, too."),
)  # fmt: skip


def comparing_options(command: C) -> C:
    """Add the options of form and filters."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class Wanted:
    """Which differences are shown and counted."""

    def __init__(self, tier: str, concepts: tuple[str, ...], tiers: Mapping[str, str]) -> None:
        self._tiers_wanted = of_tiers(tier)
        self._concepts = concepts
        self._tiers = tiers
        for concept in concepts:
            if concept not in tiers:
                raise UsageError(
                    f"--concept {concept}: no such concept", hint="`counterspec concepts` lists them."
                )

    def of(self, changes: Iterable[Change]) -> list[Change]:
        """Return the differences that are wanted, in order."""
        return [change for change in changes if self._wants(change)]

    def _wants(self, change: Change) -> bool:
        if not self._tiers_wanted and not self._concepts:
            return True
        return any(
            (not self._tiers_wanted or self._tiers.get(concept) in self._tiers_wanted)
            and (not self._concepts or any(f"{concept}.".startswith(f"{c}.") for c in self._concepts))
            for concept in change.concepts
        )


class Output:
    """Writes results as they come, and remembers what the exit code is made of."""

    def __init__(
        self, form: str, wanted: Wanted, tiers: Mapping[str, str], *, whole: bool, pile: bool
    ) -> None:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        self._out: TextIO = sys.stdout
        self._form, self._wanted, self._tiers, self._whole, self._pile = form, wanted, tiers, whole, pile
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._printer = Printer(sys.stdout, colour=colour, width=110)
        self.differ = self.failed = False

    def write(self, results: Iterable[Compared], problems: Iterable[Problem] = ()) -> int:
        """Write all and return the exit code: 0 the same, 1 different, 2 something could not be compared."""
        watched = self._watched(results)
        problems = list(problems)
        self.failed = any(problem.lost for problem in problems)
        if self._form == "text":
            self._text(watched, problems)
        elif self._form == "jsonl":
            for result in watched:
                for line in self._lines(result):
                    self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            whole = [self._whole_of(result) for result in watched]
            self._out.write(
                json.dumps(whole if self._pile else whole[0], ensure_ascii=False, indent=1) + "\n"
            )
        return 2 if self.failed else int(self.differ)

    def _watched(self, results: Iterable[Compared]) -> Iterator[Compared]:
        for result in results:
            self.failed = (
                self.failed or result.state == "lost" or (result.state == "skipped" and not self._pile)
            )
            self.differ = self.differ or result.state in ("added", "removed")
            if result.comparison is not None:
                self.differ = self.differ or bool(self._wanted.of(result.comparison.changes))
            yield result

    # -- text --------------------------------------------------------------------------------------

    def _text(self, results: Iterable[Compared], problems: list[Problem]) -> None:
        view = Differences(self._printer, self._tiers, whole=self._whole)
        kept: list[Compared] = []
        counts = {"compared": 0, "identical": 0, "differ": 0}
        for result in results:
            counts[result.state] = counts.get(result.state, 0) + 1
            changes = self._wanted.of(result.comparison.changes) if result.comparison else []
            counts["differ"] += bool(changes)
            if result.comparison is None:
                kept.append(result)
            elif changes or not self._pile:
                view.one(result, changes, shown_of=len(result.comparison.changes))
                if not self._pile:
                    told_problems(self._printer, result.problems)
                self._printer.line()
        if self._pile:
            told_pile(self._printer, kept)
            told_problems(self._printer, problems)
            self._printer.line(_pile_sums(counts))
        elif kept and kept[0].state == "identical":
            self._printer.line("The same bytes.")
        else:
            for result in kept:
                told_problems(self._printer, result.problems)

    # -- json --------------------------------------------------------------------------------------

    def _lines(self, result: Compared) -> Iterator[dict[str, object]]:
        changes = self._wanted.of(result.comparison.changes) if result.comparison else []
        yield {"type": "comparison", **self._head(result)}
        for change in changes:
            yield {"type": "difference", "name": result.name, **change_of(change, self._tiers)}

    def _whole_of(self, result: Compared) -> dict[str, object]:
        changes = self._wanted.of(result.comparison.changes) if result.comparison else []
        return {**self._head(result), "changes": [change_of(change, self._tiers) for change in changes]}

    def _head(self, result: Compared) -> dict[str, object]:
        sums: dict[str, Any] = sums_of(result.comparison) if result.comparison else {}
        return {
            "name": result.name,
            "state": result.state,
            "paired_by": result.by,
            "documents": [_known(result.before), _known(result.after)],
            "called": sums.get("called"),
            "differences": sums.get("differences"),
            "same": sums.get("same"),
            "notes": sums.get("notes", []),
            "problems": [_problem(problem) for problem in result.problems],
        }


def _known(known: Known | None) -> dict[str, object] | None:
    return None if known is None else asdict(known)


def _problem(problem: Problem) -> dict[str, object]:
    return {key: value for key, value in asdict(problem).items() if key != "remedy" or value}


def _pile_sums(counts: Mapping[str, int]) -> str:
    parts = [counted(counts["compared"] + counts["identical"], "pair of files compared")]
    parts[0] = parts[0].replace("pair of files compareds", "pairs of files compared")
    parts.append(f"{counts['identical']:,} the same bytes")
    parts.append(f"{counts['differ']:,} with differences")
    for state, words in (("removed", "only in the first"), ("added", "only in the second"),
                         ("skipped", "no documents"), ("lost", "not read")):  # fmt: skip
        if counts.get(state):
            parts.append(f"{counts[state]:,} {words}")
    return ", ".join(parts) + "."
