"""`counterspec case statement`: record what a party answered, and read what was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
import yaml

from counterspec.casework.clock import now
from counterspec.casework.statements import record, statements
from counterspec.cli.case._printing import printer, reviewer_option, written
from counterspec.errors import UsageError
from counterspec.model import Statement
from counterspec.safe.nesting import too_deep
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.terminal.printer import Printer

_KEYS = ("party", "text", "said_on", "by", "place", "source", "concerns", "sha256", "replaces")
_MOST = 1 << 20
_DEEPEST = 40


@click.command(
    epilog="""\b
Examples:
  counterspec case statement yanghu                               all statements
  counterspec case statement yanghu denial.yaml --by "M. Oduya"   record one

The file says, in YAML: party, text, said_on (2031-02-11), by ("press office"), place ("by e-mail"),
source, and concerns: a list of party:NAME, document:NAME-OR-SHA256, finding:ID."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@reviewer_option
@written
def command(folder: Path, file: Path | None, reviewer: str, form: str) -> int:
    """Record what a party answered (FILE), or show what was recorded in the case DIR.

    A statement is printed wherever the party, document or finding it concerns is. A later one can
    replace it (replaces: its id); both stay in the log.
    """
    case = Case.open(folder)
    if file is not None:
        shown: Iterable[Statement] = [record(case, _read(file), reviewer, now())]
    else:
        with case.reading() as connection:
            shown = list(statements(connection))
    if form == "jsonl":
        for one in shown:
            click.echo(json_of(one))
        return 0
    out = printer()
    for one in shown:
        print_statement(out, one)
    if not shown:
        out.line("No statement yet.")
    return 0


def print_statement(out: Printer, one: Statement, indent: str = "") -> None:
    """Print a statement: who spoke for whom, when and where, the words, and where they can be read."""
    where = f", {one.place}" if one.place else ""
    replaced = f"  replaces {one.replaces}" if one.replaces else ""
    out.line(f"{indent}{one.id}  Statement of {one.party}, {one.said_on}{replaced}")
    out.line(f"{indent}    “{one.text.strip()}”")
    out.line(f"{indent}    by {one.by}{where}; source: {one.source}")
    out.line(f"{indent}    concerns {', '.join(map(_shortly, one.concerns))}")


def _shortly(concern: str) -> str:
    kind, _, what = concern.partition(":")
    return f"{kind}:{what[:12]}" if kind == "document" else concern


def _read(file: Path) -> Statement:
    if file.stat().st_size > _MOST:
        raise UsageError(f"{file}: more than {_MOST} bytes")
    try:
        text = file.read_text("utf-8")
        deep = too_deep(text, _DEEPEST)
        if deep is not None:
            raise UsageError(f"{file}:{deep}: nested too deep")
        said = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: no YAML: {error}") from error
    if not isinstance(said, dict):
        raise UsageError(f"{file}: says no keys", hint=f"Known keys: {', '.join(_KEYS)}.")
    unknown = sorted(str(key) for key in said if key not in _KEYS)
    if unknown:
        raise UsageError(f"{file}: unknown key {', '.join(unknown)}", hint=f"Known keys: {', '.join(_KEYS)}.")
    concerns = said.get("concerns") or []
    if not isinstance(concerns, list):
        raise UsageError(f"{file}: concerns is no list")

    def said_of(key: str) -> str:
        return str(said.get(key) or "").strip()

    return Statement(
        id="", party=said_of("party"), text=said_of("text"), said_on=said_of("said_on"), by=said_of("by"),
        place=said_of("place"), source=said_of("source"), concerns=tuple(map(str, concerns)),
        sha256=said_of("sha256") or None, replaces=said_of("replaces") or None,
    )  # fmt: skip
