"""`counterspec case by-hand`: add findings that no rule made, take them back, and list them."""

from __future__ import annotations

import json
from pathlib import Path

import click
from sqlalchemy import Connection

from counterspec.casework.by_hand import Saying, add, nowhere, place_of, take_back
from counterspec.casework.clock import now
from counterspec.cli.case._printing import printer, reviewer_option, written
from counterspec.errors import UsageError
from counterspec.findings.as_json import line_of
from counterspec.model import ByHand, Finding
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.by_hand import by_hand_of
from counterspec.store.codec import json_of
from counterspec.store.documents import reading_of
from counterspec.store.statements import document_called
from counterspec.store.verdicts import judged
from counterspec.terminal.look import ACTS

_ADDING = 4


@click.command(
    "by-hand",
    epilog="""\b
Examples:
  counterspec case by-hand yanghu standard.pdf "by clan" origin.caste L5 --why "clan is caste here" --by "M. Oduya"
  counterspec case by-hand yanghu standard.pdf "clan" origin.caste L1 --at 12 --why "column 3" --by "M. Oduya"
  counterspec case by-hand yanghu f-7c1e --take-back --by "M. Oduya"
  counterspec case by-hand yanghu                                      every finding that people added
  counterspec case by-hand yanghu --nowhere                            those whose words stand nowhere now""",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("given", metavar="[DOCUMENT WORDS CONCEPT ACT | FINDING]", nargs=-1)
@click.option("--why", metavar="TEXT", default="", help="Why the words say so; kept in the log.")
@click.option(
    "--at", "number", type=click.IntRange(1), help="The page of the words, of a text without pages the line."
)
@click.option(
    "--take-back", "taking", is_flag=True, help="Take back a finding you added; the log keeps both."
)
@click.option("--nowhere", "lost", is_flag=True, help="List those whose words no document holds any more.")
@reviewer_option
@written
def command(
    folder: Path, given: tuple[str, ...], why: str, number: int | None, taking: bool, lost: bool,
    reviewer: str, form: str,
) -> int:  # fmt: skip
    """Add a finding that no rule made: WORDS of a DOCUMENT show CONCEPT, by ACT (L0 to L6, LX).

    It stands among the other findings, in your name, and is reviewed, published and verified as they are. The
    words are sought letter by letter, blanks and line ends aside. After a rescan it stands where its words stand
    then; where they read otherwise it asks for another look. Only who added it can take it back.
    """
    case = Case.open(folder)
    if taking:
        if len(given) != 1:
            raise UsageError(
                "one finding is taken back at a time", hint="counterspec case by-hand DIR FINDING --take-back"
            )
        one = take_back(case, given[0], reviewer, now())
        _tell(form, one, f"{one.id}  taken back by {one.by}")
    elif len(given) == _ADDING:
        made = _add(case, given, number, why, reviewer)
        click.echo(json.dumps(line_of(made), ensure_ascii=False)) if form == "jsonl" else _show(made)
    elif given:
        raise UsageError(
            "say the document, the words, the concept and the act",
            hint='counterspec case by-hand DIR DOCUMENT "WORDS" CONCEPT ACT --why TEXT',
        )
    else:
        with case.reading() as connection:
            _list(connection, form, only_lost=lost)
    return 0


def _add(case: Case, given: tuple[str, ...], number: int | None, why: str, by: str) -> Finding:
    document, words, concept, act = given
    with case.reading() as connection:
        sha256 = document_called(connection, document)
        kept = reading_of(connection, sha256)
    if kept is None:
        raise UsageError(f"{document}: it was not read", hint="counterspec case problems DIR")
    saying = Saying(concept, act.upper(), why)
    return add(case, sha256, place_of(kept[0], words, number), saying, Setup().concepts, by, now())


def _list(connection: Connection, form: str, *, only_lost: bool) -> None:
    gone = {one.id for one in nowhere(connection)}
    every = [one for one in by_hand_of(connection) if not only_lost or one.id in gone]
    for one in every:
        if one.id in gone:
            _tell(
                form,
                one,
                f"{one.id}  {_named(one)}; its words stand nowhere in {one.sha256[:12]} as it is read now",
            )
            continue
        about = judged(connection, one.id)
        where = f"{about.finding.file}, {_place(about.finding)}"
        _tell(form, one, f"{one.id}  {_named(one)}; {where}; it stands at: {about.standing}")
    if form == "text" and not every:
        printer().line(
            "No finding was added by hand." if not only_lost else "The words of all of them stand."
        )


def _tell(form: str, one: ByHand, line: str) -> None:
    if form == "jsonl":
        click.echo(json_of(one))
        return
    out = printer()
    out.line(line)
    out.line(f"    {one.concept}, {ACTS[one.act]}: “{one.quote}”")
    out.line(f"    {one.why}")


def _named(one: ByHand) -> str:
    return f"{one.at[:10]} by {one.by}"


def _place(finding: Finding) -> str:
    evidence = finding.evidence
    return f"page {evidence.page}" if evidence.page else f"line {evidence.line}"


def _show(finding: Finding) -> None:
    out = printer()
    out.line(f"{finding.id}  {finding.said_by}")
    out.line(f"    {finding.statement}")
