"""`counterspec case verdict`: decide on findings, and see what was decided."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.casework.clock import now
from counterspec.casework.verdicts import give, lost, verdicts_on
from counterspec.cli.case._printing import printer, reviewer_option, written
from counterspec.errors import UsageError
from counterspec.model import Verdict
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.verdicts import judged, verdicts_given

_DECISIONS = ("confirmed", "rejected", "unsure", "withdrawn")
_CURRENT = {True: "", False: "  the finding says something else now"}


@click.command(
    epilog="""\b
Examples:
  counterspec case verdict yanghu f-7c1e09ab41d2 confirmed --reason "table B.2, row 26" --by "M. Oduya"
  counterspec case verdict yanghu f-7c1e f-91aa unsure --by "M. Oduya"
  counterspec case verdict yanghu f-7c1e withdrawn --by "M. Oduya"     takes the own decision back
  counterspec case verdict yanghu f-7c1e                               what was decided on it
  counterspec case verdict yanghu --gone                               verdicts whose finding is gone"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("words", metavar="[FINDING… [DECISION]]", nargs=-1)
@click.option("--reason", metavar="TEXT", default="", help="Why, in a sentence; kept in the log.")
@click.option("--gone", is_flag=True, help="Show verdicts whose finding the case does not hold any more.")
@reviewer_option
@written
def command(folder: Path, words: tuple[str, ...], reason: str, gone: bool, reviewer: str, form: str) -> int:
    """Write a decision (confirmed, rejected, unsure, withdrawn) on findings of the case DIR.

    Decisions are kept in an append-only log, each with name, time and reason. Two people who decide
    differently leave a finding "disputed". A finding that says something else after a rescan asks for another look.
    """
    case = Case.open(folder)
    if words and words[-1] in _DECISIONS:
        if len(words) == 1:
            raise UsageError("a decision on which finding?", hint="Name findings before the decision.")
        _give(case, words[:-1], words[-1], reason, reviewer, form)
    elif gone:
        with case.reading() as connection:
            _show([(verdict, True) for verdict in lost(connection)], form)
    else:
        with case.reading() as connection:
            shown = [pair for one in words for pair in verdicts_on(connection, judged(connection, one))]
            _show(shown if words else [(v, True) for v in verdicts_given(connection)], form)
    return 0


def _give(
    case: Case, findings: tuple[str, ...], decision: str, reason: str, reviewer: str, form: str
) -> None:
    made = give(case, findings, decision, reason, reviewer, now())
    if form == "jsonl":
        for verdict, _ in made:
            click.echo(json_of(verdict))
        return
    out = printer()
    for verdict, standing in made:
        out.line(f"{verdict.finding}  {verdict.decision} by {verdict.reviewer}; it stands at: {standing}")


def _show(given: list[tuple[Verdict, bool]], form: str) -> None:
    if form == "jsonl":
        for verdict, _ in given:
            click.echo(json_of(verdict))
        return
    out = printer()
    for verdict, current in given:
        second = " (second)" if verdict.second else ""
        out.line(
            f"{verdict.at}  {verdict.finding}  {verdict.decision} by {verdict.reviewer}{second}{_CURRENT[current]}"
        )
        out.line(f"    {verdict.concept}: “{verdict.quote}”")
        if verdict.reason:
            out.line(f"    {verdict.reason}")
    if not given:
        out.line("No verdict yet.")
