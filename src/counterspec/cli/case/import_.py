"""`counterspec case import`: take over what people decided in another copy of a case."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.casework.clock import now
from counterspec.casework.importing import take
from counterspec.store import Case


@click.command(epilog="Example: counterspec case import yanghu decisions.jsonl")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(folder: Path, file: Path) -> int:
    """Take verdicts, statements and decisions on names from FILE into the log of the case DIR.

    FILE is what `counterspec case export` wrote of another copy. Every entry is checked by its hash
    and keeps its author and time; what is in the log already is left out. Nothing is taken if one entry is bad.
    """
    case = Case.open(folder)
    with file.open(encoding="utf-8", errors="backslashreplace", newline="\n") as lines:
        taken = take(case, lines, str(file), now())
    said = ", ".join(f"{count} of kind {kind}" for kind, count in sorted(taken.items()))
    click.echo(f"{taken.total()} new entries{': ' + said if said else ''}.")
    return 0
