"""`counterspec case export`: everything a case holds, one JSON object a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from counterspec.casework.exporting import KINDS, exported
from counterspec.cli.case._linked import linked
from counterspec.errors import UsageError
from counterspec.store import Case


@click.command(
    epilog="""\b
Examples:
  counterspec case export yanghu --output yanghu.jsonl
  counterspec case export yanghu --only finding,document
  counterspec case export yanghu --only entry --output decisions.jsonl   for counterspec case import"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--only", default="", metavar="TYPE,…", help=f"Of these types alone: {', '.join(KINDS)}.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def command(folder: Path, only: str, output: Path | None) -> int:
    """Write documents, parties, citations, findings, problems and the log of the case DIR as JSON Lines.

    The order depends on what the lines say alone. Sources are not part of it: they lie in DIR/blobs.
    """
    kinds = tuple(word.strip() for word in only.split(",") if word.strip())
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise UsageError(f"--only {', '.join(unknown)}: no such type", hint=f"Types are {', '.join(KINDS)}.")
    case = linked(Case.open(folder))
    with case.reading() as connection:
        lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in exported(connection, kinds))
        if output is None:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
            sys.stdout.writelines(lines)
        else:
            with output.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
                out.writelines(lines)
    return 0
