"""`counterspec case add`: read documents into a case."""

from __future__ import annotations

import os
from pathlib import Path

import click

from counterspec.casework.add import Adding
from counterspec.pipeline import Setup
from counterspec.store import Case


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--jobs", "-j", type=click.IntRange(0), default=0, help="Worker processes; 0 for one per core.  [0]"
)
def command(folder: Path, paths: tuple[str, ...], jobs: int) -> int:
    """Read what lies at PATHS into the case DIR."""
    case = Case.open(folder)
    for card in Adding(case, paths, Setup(), jobs or os.cpu_count() or 1):
        click.echo(f"{card.state}  {card.name}")
    return 0
