"""`counterspec case findings`: what the documents of a case state, filtered, counted, in any report's form."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy import Connection

from counterspec._version import __version__
from counterspec.casework.results import results_of, unplaced
from counterspec.casework.statements import statements_on
from counterspec.cli._info import concept_infos, rule_infos
from counterspec.cli._options import act_option, concept_option, grade_option, tier_option
from counterspec.cli.case._choosing import (
    check_concepts,
    document_filter,
    document_options,
    read_acts,
    read_tiers,
)
from counterspec.cli.case._counts import print_counts
from counterspec.cli.case._parties import heading
from counterspec.cli.case._printing import printer
from counterspec.cli.case.statement import print_statement
from counterspec.config.settings import Settings
from counterspec.config.severity import level_of
from counterspec.errors import UsageError
from counterspec.findings.as_json import line_of
from counterspec.model import Card, FileResult, Finding
from counterspec.pipeline import Setup
from counterspec.registry import discover
from counterspec.reports import Context, Report
from counterspec.store import Case
from counterspec.store.counting import COUNTED, OF_DOCUMENT, counted, left_out
from counterspec.store.documents import cards
from counterspec.store.find import documents_by_firmness, documents_within, found, found_in
from counterspec.store.finding_filter import FindingFilter

_AT_ONCE = 100
FORMATS = ("text", "jsonl", "json", "sarif", "csv", "github", "gitlab")
_STANDINGS = ("none", "confirmed", "rejected", "unsure", "disputed", "look-again")


@click.command(
    epilog="""\b
Examples:
  counterspec case findings yanghu
  counterspec case findings yanghu --concept origin --act L5,L6 --kind tender
  counterspec case findings yanghu --count-by concept,act
  counterspec case findings yanghu --standing none --sort firmness --format jsonl --limit 50
  counterspec case findings yanghu --party "Hu District" --format csv > findings.csv

The firmest come first with --sort firmness: findings before candidates, words that bind before those that
recommend, permit or describe, lists of values and code tables before names, words the file itself holds
before recognised ones. It says how firmly a document's words carry the finding, nothing else."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@concept_option
@tier_option
@act_option
@grade_option
@click.option(
    "--strength", metavar="R+,…", help="Only clauses of these strengths (R+ requires, P permits, …)."
)
@click.option("--obligation", metavar="WORD,…", help="Only fields that are required, conditional, optional.")
@click.option("--provenance", metavar="WORD,…", help="Only with this provenance (self_declared, …).")
@click.option(
    "--purpose", metavar="WORD,…", help="Only with this purpose (search, alert, equality_monitoring, …)."
)
@click.option("--rule", metavar="ID,…", help="Only findings of these rules; - for those added by hand.")
@click.option(
    "--standing", metavar="WORD,…", help=f"Only where verdicts come to this: {', '.join(_STANDINGS)}."
)
@click.option("--text", "quoted", metavar="WORDS", default="", help="Only where the quote holds these words.")
@document_options
@click.option(
    "--sort",
    type=click.Choice(["document", "firmness"]),
    default="document",
    help="By name of document and place, or the firmest first.  [document]",
)
@click.option("--count-by", metavar="WHAT,…", help=f"Count, by {', '.join(COUNTED + OF_DOCUMENT)}.")
@click.option(
    "--limit", type=click.IntRange(0), default=None, help="Findings to print, 0 for all.  [text 20, else all]"
)
@click.option("--explain", is_flag=True, help="Say for every finding all of why.")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="[text]")
def command(folder: Path, **given: object) -> int:
    """List what the documents of the case DIR state, each with its proof, or count it.

    Several values of one filter keep any of them; filters together keep what meets all. "-" as a value
    keeps findings that have none.
    """
    case = Case.open(folder)
    with case.reading() as connection:
        wanted = _wanted(connection, given)
        form, limit = str(given["form"]), given["limit"]
        count_by = str(given["count_by"] or "")
        if count_by:
            by = tuple(part.strip() for part in count_by.split(",") if part.strip())
            tiers = {
                concept: tier
                for (tier, concept), _ in counted(connection, FindingFilter("all"), ("tier", "concept"))
            }
            print_counts(by, counted(connection, wanted, by), form, tiers)
        elif form == "jsonl" and (given["sort"] == "firmness" or limit):
            _print_lines(connection, wanted, given["sort"] == "firmness", int(str(limit or 0)))
        else:
            _report(connection, wanted, given, folder)
    return 0


def _wanted(connection: Connection, given: dict[str, object]) -> FindingFilter:
    concepts = tuple(map(str, given["concepts"]))  # type: ignore[call-overload]
    check_concepts(connection, concepts)
    standings = _values(given["standing"])
    if set(standings) - set(_STANDINGS):
        raise UsageError(
            f"--standing {given['standing']}: no such standing",
            hint=f"Standings are {', '.join(_STANDINGS)}.",
        )
    return FindingFilter(
        grade=str(given["grade"]),
        tiers=read_tiers(str(given["tier"] or "")),
        concepts=concepts,
        acts=read_acts(str(given["acts"] or "")),
        strengths=_values(given["strength"]),
        obligations=_values(given["obligation"]),
        provenances=_values(given["provenance"]),
        purposes=_values(given["purpose"]),
        rules=_values(given["rule"]),
        standings=standings,
        text=str(given["quoted"]),
        documents=document_filter(connection, given),
    )


def _values(text: object) -> tuple[str, ...]:
    parts = (part.strip() for part in str(text or "").split(","))
    return tuple("" if part == "-" else part for part in parts if part)


def _print_lines(connection: Connection, wanted: FindingFilter, firmest: bool, limit: int) -> None:
    left = limit or sys.maxsize
    for finding in _firmest(connection, wanted) if firmest else _in_order(connection, wanted):
        if not left:
            break
        click.echo(json.dumps(line_of(finding), ensure_ascii=False, separators=(", ", ": ")))
        left -= 1


def _firmest(connection: Connection, wanted: FindingFilter) -> Iterator[Finding]:
    after: str | None = None
    while True:
        page = found(connection, wanted, limit=500, after=after)
        yield from (one.finding for one in page.found)
        after = page.after
        if after is None:
            return


def _in_order(connection: Connection, wanted: FindingFilter) -> Iterator[Finding]:
    for card in cards(connection, documents_by_firmness(connection, wanted)):
        yield from found_in(connection, wanted, card.sha256)


def _report(connection: Connection, wanted: FindingFilter, given: dict[str, object], folder: Path) -> None:
    setup, settings = Setup(), Settings()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    form = str(given["form"])
    limit = given["limit"]
    context = Context(
        version=__version__,
        command=f"counterspec case findings {folder}",
        concepts=concept_infos(setup),
        rules=rule_infos(setup),
        failing=lambda finding: False,
        level=lambda finding: level_of(finding, settings.severity),
        fail_on="none",
        limit=20 if limit is None else int(str(limit)),
        explain=bool(given["explain"]),
        colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        last=f"Decide on one: counterspec case verdict {folder} ID confirmed",
    )
    results = _results(connection, wanted, given["sort"] == "firmness", form == "text")
    discover("counterspec.reports", Report)[form].write(results, sys.stdout, context)
    if form == "text":
        _print_answers(connection, frozenset(documents_by_firmness(connection, wanted)))


def _print_answers(connection: Connection, documents: frozenset[str]) -> None:
    """Print what parties answered to the documents whose findings are listed, or to a finding in them."""
    answers = statements_on(connection, documents)
    if answers:
        out = printer()
        out.line()
        heading(out, "What parties say", "as it was recorded; nothing here weighs it")
        for answer in answers:
            print_statement(out, answer, "  ")


def _results(
    connection: Connection, wanted: FindingFilter, firmest: bool, excerpts: bool
) -> Iterator[FileResult]:
    """Yield every document that is asked for, with findings or without: what was read stands at the end."""
    with_findings = documents_by_firmness(connection, wanted)
    known = set(with_findings)
    candidates = left_out(connection, wanted)
    order = documents_within(connection, wanted)
    if firmest:
        order = with_findings + [sha256 for sha256 in order if sha256 not in known]

    def findings_in(card: Card) -> tuple[list[Finding], int]:
        findings = found_in(connection, wanted, card.sha256) if card.sha256 in known else []
        return findings, candidates.get(card.sha256, 0)

    for at in range(0, len(order), _AT_ONCE):
        some = {card.sha256: card for card in cards(connection, order[at : at + _AT_ONCE])}
        chosen = [some[sha256] for sha256 in order[at : at + _AT_ONCE]]
        yield from results_of(connection, chosen, findings_in, excerpts=excerpts)
    if not wanted.documents.conditions:
        yield from unplaced(connection)
