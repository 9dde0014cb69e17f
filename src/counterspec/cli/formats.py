"""`counterspec formats`: what is read, from the readers' own entries."""

from __future__ import annotations

import os

import click
from rich.console import Console
from rich.text import Text

from counterspec.extract import Extractor
from counterspec.formats import Format
from counterspec.registry import discover


@click.command(epilog="\b\nExample:\n  counterspec formats")
def command() -> int:
    """List the formats that are read, and what is read of each."""
    console = Console(no_color="NO_COLOR" in os.environ, highlight=False, soft_wrap=True)
    for entry in discover("counterspec.formats", Format).values():
        console.print(
            Text.assemble(
                (f"{entry.id:<14}", "bold"), f"{entry.title}  ", (" ".join(entry.suffixes), "#96a3ae")
            )
        )
        console.print(f"{'':<14}{entry.reads}")
    console.print(Text("\nFrom any of them", "bold"))
    for extractor in discover("counterspec.extract", Extractor).values():
        console.print(f"{extractor.id:<20}{extractor.reads}")
    console.print("\nArchives are opened: .zip .jar .whl .tar .tar.gz .tar.bz2 .tar.xz .gz")
    return 0
