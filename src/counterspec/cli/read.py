"""`counterspec read`: show one document as it was read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

import click

from counterspec.cli._reading import pages_of, read_file, recognition_options
from counterspec.drawing import drawn
from counterspec.model import Wishes
from counterspec.registry import discover
from counterspec.rendering import Reading, Rendering, View

FORMATS = ("text", "json", "html")


@click.command(
    epilog="""\b
Examples:
  counterspec read standard.pdf
  counterspec read standard.pdf --page 5-6 --format json
  counterspec read scan.tif --page 1 --render page-1.png
  counterspec read tender.docx --format html --output tender.html"""
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--page", "-p", "pages", metavar="3,5-8", default="", help="Read these pages only.  [all]")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="[text]")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option(
    "--render",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PNG",
    help="Draw words, tables and findings over the page's picture; of several pages, one file each.",
)
@click.option("--grade", type=click.Choice(["finding", "all"]), default="finding", help="[finding]")
@recognition_options
def command(
    file: Path,
    pages: str,
    form: str,
    output: Path | None,
    render: Path | None,
    grade: str,
    recognition: Literal["auto", "off", "force"],
    engine: str | None,
    dpi: int,
    cache: bool,
) -> int:
    """Show FILE as it was read: text, tables, what it says of itself, findings, and what could not be read."""
    wishes = Wishes(pages_of(pages), recognition, engine, dpi, cache)
    reading = read_file(file, wishes, candidates=grade == "all")
    if render is not None:
        for path in _pictures(reading, wishes, render):
            click.echo(f"{path} written.", err=True)
        if output is None and form == "text":
            return 0
    view = View(wishes.pages, colour=output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    rendering = discover("counterspec.rendering", Rendering)[form]
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        rendering.write(reading, sys.stdout, view)
    else:
        with output.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            rendering.write(reading, out, view)
    return 0


def _pictures(reading: Reading, wishes: Wishes, target: Path) -> list[Path]:
    """Write the pictures of the pages asked for, of the first where none is; return their paths."""
    numbers = sorted(wishes.pages) if wishes.pages else [1]
    written = []
    for number in numbers:
        path = target if len(numbers) == 1 else target.with_stem(f"{target.stem}-{number}")
        path.write_bytes(drawn(reading.source, reading.document, number, reading.findings, wishes.dpi))
        written.append(path)
    return written
