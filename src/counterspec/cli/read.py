"""`counterspec read`: show one document as it was read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from counterspec.errors import InputError
from counterspec.model import Source, Wishes
from counterspec.pipeline import Setup, run
from counterspec.registry import discover
from counterspec.rendering import Reading, Rendering


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--page", "pages", type=int, multiple=True, help="Read this page only; repeatable.")
@click.option("--format", "-f", "form", default="json", help="How to show it.")
def command(file: Path, pages: tuple[int, ...], form: str) -> int:
    """Show FILE as it was read: text, tables, clauses, what it says of itself, and what could not be read."""
    data = file.read_bytes()
    wishes = Wishes(pages=frozenset(pages) if pages else None)
    work = run(Source(str(file), data, hashlib.sha256(data).hexdigest(), file.name, wishes), Setup())
    if work.document is None:
        raise InputError("; ".join(problem.reason for problem in work.problems) or work.skipped or "")
    reading = Reading(
        work.source, work.document, work.declarations,
        tuple(f for f in work.findings if f.grade == "finding"), work.problems,
    )  # fmt: skip
    click.echo(discover("counterspec.rendering", Rendering)[form].write(reading, wishes.pages))
    return 0
