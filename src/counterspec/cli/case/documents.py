"""`counterspec case documents`: what a case holds, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from counterspec.casework.statements import statements
from counterspec.cli.case._linked import linked
from counterspec.cli.case._printing import counted, printer, written
from counterspec.model import Card, State, Statement
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.listing import Listed, listed
from counterspec.terminal.look import QUIET, WARN
from counterspec.terminal.printer import Printer

_STATES = ("read", "skipped", "lost")
_WORDS = {"read": "read", "skipped": "left out", "lost": "not read"}


@click.command(
    epilog="""\b
Examples:
  counterspec case documents yanghu
  counterspec case documents yanghu --kind tender --kind notice
  counterspec case documents yanghu --state lost
  counterspec case documents yanghu --format jsonl"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--kind", "kinds", metavar="KIND", multiple=True,
    help="Only documents of this kind by their own words (standard, tender, …); repeatable.",
)  # fmt: skip
@click.option(
    "--state", "states", type=click.Choice(_STATES), multiple=True,
    help="Only what was read, left out on purpose (skipped), or could not be read (lost); repeatable.",
)  # fmt: skip
@written
def command(folder: Path, kinds: tuple[str, ...], states: tuple[State, ...], form: str) -> int:
    """List the documents of the case DIR: what they are, their dates, what was read of them, and their findings."""
    case = linked(Case.open(folder))
    out = printer()
    sums: Counter[str] = Counter()
    with case.reading() as connection:
        answers = tuple(statements(connection))
        for one in listed(connection, DocumentFilter(kinds=kinds), states=states):
            if form == "jsonl":
                click.echo(json_of(_flat(one)))
            else:
                _show(out, one)
                _answered(out, one.card.sha256, answers)
            sums.update({one.card.state: 1, "pages": one.card.pages, "copies": one.card.copy_of is not None})
    if form == "text":
        _end(out, sums)
    return 0


def _answered(out: Printer, sha256: str, answers: Sequence[Statement]) -> None:
    """Print beside a document what a party answered to it."""
    for one in answers:
        if f"document:{sha256}" in one.concerns:
            said = f"Statement of {one.party}, {one.said_on}: “{' '.join(one.text.split())}”"
            out.hanging(Text("    "), Text(said, QUIET))


def _flat(one: Listed) -> dict[str, object]:
    more = asdict(one)
    return {**more.pop("card"), **more}


def _show(out: Printer, one: Listed) -> None:
    card = one.card
    name = Text(card.name, "bold")
    if card.state != "read":
        name.append_text(Text(f"   {_WORDS[card.state]}{': ' + one.reason if one.reason else ''}", WARN))
    out.line(name)
    out.flowing(Text("    "), _facts(one))
    if card.title and card.title != card.number:
        out.hanging(Text("    "), Text(card.title, QUIET))


def _facts(one: Listed) -> Iterator[Text]:
    card = one.card
    yield Text(f"{card.kind or card.format or 'unknown kind'}")
    if card.number:
        yield Text(card.number, "bold")
    if card.edition and card.edition not in (card.number or ""):
        yield Text(f"edition {card.edition}")
    for label, value in (
        ("issued", card.issued), ("in force", card.in_force), ("withdrawn", card.withdrawn),
    ):  # fmt: skip
        if value:
            yield Text(f"{label} {value}")
    if card.state == "read":
        yield _extent(card)
    if one.findings:
        yield Text(counted(one.findings, "finding"), "bold")
    if one.candidates:
        yield Text(counted(one.candidates, "candidate"), QUIET)
    if one.copies:
        yield Text(f"{one.copies:,} {'copy' if one.copies == 1 else 'copies'}")
    if card.copy_of:
        yield Text(f"a copy of {card.copy_of[:12]}", QUIET)
    yield Text(card.sha256[:12], QUIET)


def _extent(card: Card) -> Text:
    if not card.pages:
        return Text(counted(card.lines, "line"), QUIET)
    pages = counted(card.pages, "page")
    if card.pages_read < card.pages:
        return Text(f"{card.pages_read:,} of {pages} read", WARN)
    return Text(pages + (f", {card.pages_recognised:,} recognised" if card.pages_recognised else ""), QUIET)


def _end(out: Printer, sums: Counter[str]) -> None:
    total = sum(sums[state] for state in _STATES)
    if not total:
        out.line("No such document.")
        return
    states = ", ".join(f"{sums[state]:,} {_WORDS[state]}" for state in _STATES if sums[state])
    pages = f"; {counted(sums['pages'], 'page')}" if sums["pages"] else ""
    copies = f"; {sums['copies']:,} of them repeat another" if sums["copies"] else ""
    out.line()
    out.line(f"{counted(total, 'document')}: {states}{pages}{copies}.")
