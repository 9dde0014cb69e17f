"""`counterspec case status`: what a case holds."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.store import Case
from counterspec.store.documents import counts


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Say how many documents and pages the case DIR holds, and what was not read."""
    case = Case.open(folder)
    with case.reading() as connection:
        for name, count in counts(connection).items():
            click.echo(f"{count:>9,}  {name.replace('_', ' ')}")
    return 0
