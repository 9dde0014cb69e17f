"""`counterspec case problems`: what could not be read, what is missing because of it, what one can do."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import msgspec

from counterspec.cli.case._printing import counted, printer, written
from counterspec.cli.case._problems import missing, show
from counterspec.store import Case
from counterspec.store.status import problems


@click.command(
    epilog="""\b
Examples:
  counterspec case problems yanghu
  counterspec case problems yanghu --lost         only where something is missing
  counterspec case problems yanghu --format jsonl"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--lost", is_flag=True, help="Only those that something is missing because of.")
@written
def command(folder: Path, lost: bool, form: str) -> int:
    """List what could not be read into the case DIR: where, what happened, what is missing, what one can do.

    Documents that stopped their worker twice are quarantined: later runs leave them out, unless `add --retry` is said.
    """
    out = printer()
    total = barred = costly = 0
    with Case.open(folder).reading() as connection:
        for told in problems(connection, lost=lost):
            total += 1
            barred += told.quarantined
            costly += told.problem.lost
            if form == "jsonl":
                line = msgspec.to_builtins(told.problem) | {
                    "missing": missing(told.problem), "document": told.document,
                    "quarantined": told.quarantined,
                }  # fmt: skip
                click.echo(msgspec.json.encode(line).decode())
            else:
                show(out, told.problem, whole=True)
    if form == "text":
        if not total:
            out.line("No problem: everything that was found was read.")
            return 0
        out.line()
        kept = (
            f"; {barred:,} quarantined (counterspec case add {shlex.quote(str(folder))} --retry)"
            if barred
            else ""
        )
        out.line(f"{counted(total, 'problem')}, {costly:,} with something missing{kept}.")
    return 0
