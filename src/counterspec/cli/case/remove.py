"""`counterspec case remove`: take sources out of a case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from counterspec.casework.linking import link_soon
from counterspec.casework.remove import meant, removed
from counterspec.cli.case._printing import counted, printer, reviewer_option, written
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.listing import Listed
from counterspec.terminal.look import QUIET

_SHOWN = 20


@click.command(
    epilog="""\b
Examples:
  counterspec case remove yanghu tender/old.pdf --by "M. Oduya" --reason "sent by mistake"
  counterspec case remove yanghu 35ec7225 --by "M. Oduya"
  counterspec case remove yanghu mirror/ --yes --by "M. Oduya"      everything that lay below a folder"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("sources", metavar="SHA|PATH…", nargs=-1, required=True)
@click.option("--reason", metavar="TEXT", default="", help="Why, in a sentence; kept in the log.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@reviewer_option
@written
def command(folder: Path, sources: tuple[str, ...], reason: str, yes: bool, reviewer: str, form: str) -> int:
    """Remove sources from the case DIR: the bytes, what was read of them, and the findings.

    A source is named by its SHA-256 or the beginning of it, by its path, or by a file with the same bytes.
    A folder or an archive means everything that came from it. The log says what was removed, by whom and why;
    verdicts and statements stay in it.
    """
    case = Case.open(folder)
    documents = meant(case, sources)
    going = removed(case, documents, reviewer, reason)
    if not yes:
        _ask(documents)
    for one in going:
        if form == "jsonl":
            click.echo(json_of({"removed": one.card.sha256, "name": one.card.name, "findings": one.findings}))
    link_soon(case)
    case.close()
    if form == "text":
        findings = counted(sum(one.findings for one in documents), "finding")
        printer().line(f"Removed {counted(len(documents), 'source')} with {findings}. The log says so.")
    return 0


def _ask(documents: Sequence[Listed]) -> None:
    out = printer()
    for one in documents[:_SHOWN]:
        told = Text.assemble(f"{one.card.name}   ", (f"{counted(one.findings, 'finding')}", QUIET))
        if len(one.origins) > 1:
            told.append(f", added from {len(one.origins)} places", QUIET)
        out.line(told)
    if len(documents) > _SHOWN:
        out.line(Text(f"… and {len(documents) - _SHOWN:,} more", QUIET))
    what = counted(len(documents), "source")
    click.confirm(f"Remove {what} and everything of {'it' if len(documents) == 1 else 'them'}?", abort=True)
