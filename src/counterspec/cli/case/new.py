"""`counterspec case new`: make a case."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.store import Case


@click.command(epilog="Example: counterspec case new yanghu")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> int:
    """Make a case in the new folder DIR: one database file, and the sources byte for byte."""
    Case.new(folder).close()
    click.echo(f"{folder}: a new case. Add documents: counterspec case add {folder} PATH…")
    return 0
