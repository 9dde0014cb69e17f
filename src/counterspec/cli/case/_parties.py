"""What the commands about parties share: their options, and how names and grounds are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import click
from rich.text import Text
from sqlalchemy import Connection

from counterspec.casework.clock import now
from counterspec.casework.parties import LISTS, Decided, Parties
from counterspec.errors import UsageError
from counterspec.model import Card, Evidence, Excerpt, Ground, Span
from counterspec.regimes.lists import load_lists
from counterspec.store.documents import cards
from counterspec.terminal.look import NUMBER, QUIET
from counterspec.terminal.printer import Printer

C = TypeVar("C", bound=Callable[..., object])
_SAME = 2
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

aliases_option = click.option(
    "--aliases", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An alias file besides DIR/aliases.yaml and DIR/aliases.csv; repeatable.",
)  # fmt: skip
lists_option = click.option(
    "--list", "lists", multiple=True, type=click.Path(exists=True, path_type=Path),
    help="A supplier list of your own besides those in DIR/lists; repeatable.",
)  # fmt: skip
on_option = click.option(
    "--on", "today", metavar="DATE", default="", help="Hold lists against this day.  [today]"
)


def parties_of(
    connection: Connection, folder: Path, aliases: Iterable[Path], lists: Iterable[Path] = ()
) -> Parties:
    """Return the parties of a case with the lists that come with the program, the case's own and those named."""
    own = [folder / LISTS] if (folder / LISTS).is_dir() else []
    return Parties(connection, folder, load_lists([*own, *lists]), aliases)


def day_of(text: str) -> str:
    """Return the day lists are held against.

    Raises:
        UsageError: no date.
    """
    if not text:
        return now()[:10]
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise UsageError(f"--on {text}: no date", hint="Write dates as 2031-04-17.")


def cards_of(connection: Connection, proposals: Iterable[Decided]) -> dict[str, Card]:
    """Return the documents that the grounds of proposals rest on, by SHA-256."""
    wanted = sorted({g.evidence.sha256 for one in proposals for g in one.proposal.grounds if g.evidence})
    found: dict[str, Card] = {}
    for start in range(0, len(wanted), 400):
        found.update((card.sha256, card) for card in cards(connection, wanted[start : start + 400]))
    return found


def ground_line(ground: Ground, documents: dict[str, Card]) -> str:
    """Return a ground in words, with the document that says it."""
    if ground.evidence is None:
        return ground.text
    card = documents.get(ground.evidence.sha256)
    called = card.called if card else ground.evidence.sha256[:12]
    return f"{ground.text}, in {called}, {where_of(ground.evidence)}"


def where_of(evidence: Evidence) -> str:
    """Return the page or line of a quote."""
    return f"page {evidence.page}" if evidence.page is not None else f"line {evidence.line}"


def print_grounds(out: Printer, grounds: Iterable[Ground], documents: dict[str, Card], indent: str) -> None:
    """Print grounds, with a quote where a document says so; of many documents that say the same, the first few."""
    for _, alike in groupby(grounds, key=lambda ground: (ground.kind, ground.text)):
        found = list(alike)
        for ground in found[:_SAME]:
            out.hanging(Text(indent), Text(ground_line(ground, documents), QUIET))
            if ground.evidence is not None:
                print_quote(out, ground.evidence, indent)
        if len(found) > _SAME:
            out.line(Text(f"{indent}and {len(found) - _SAME:,} places more", QUIET))


def print_quote(out: Printer, evidence: Evidence, indent: str) -> None:
    """Print a quote, marked, between what stands before and after it on its line."""
    first = Text(indent + "“")
    quote = " ".join(evidence.quote.split())
    text = evidence.prefix + quote + evidence.suffix
    mark = Span(len(evidence.prefix), len(evidence.prefix) + len(quote))
    marked = out.marked(Excerpt(text, (mark,)), out.width - len(indent) - 2)
    out.line(Text.assemble(first, marked, "”"))


def label(text: str, width: int = 9) -> Text:
    """Return the quiet word that begins a line of facts."""
    return Text(f"  {text:<{width}}", QUIET)


def heading(out: Printer, title: str, note: str) -> None:
    """Print the title of a part, and beside it what must be known of it."""
    out.line(Text.assemble((title, "bold"), "   ", (note, QUIET)))


def count(number: int) -> Text:
    """Return a number that stands right in its column."""
    return Text(f"{number:>7,}", NUMBER)
