"""`counterspec case log`: what people decided and answered, in order."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from counterspec.cli.case._printing import printer, written
from counterspec.model import id_by_hand
from counterspec.store import Case
from counterspec.store import log as kept
from counterspec.store.log import canonical

_SHOWN = 160


@click.command(epilog="Example: counterspec case log yanghu --check")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Check the chain of hashes and print its last one, nothing else.")
@written
def command(folder: Path, check: bool, form: str) -> int:
    """Show the append-only log of the case DIR: what people decided, answered, translated, added and removed.

    Every entry carries the hash of the one before it. Note the last hash somewhere else: it proves
    later that nothing before it was changed.
    """
    case = Case.open(folder)
    with case.reading() as connection:
        count = kept.check(connection)
        last = ""
        for entry in kept.entries(connection):
            last = entry.hash
            if not check:
                _show(form, entry.seq, asdict(entry))
    if check or form == "text":
        printer().line(f"{count} entries; the chain holds{': ' + last if last else ''}")
    return 0


def _show(form: str, seq: int, entry: dict[str, str]) -> None:
    if form == "jsonl":
        click.echo(canonical(entry))
        return
    said = _said(entry["kind"], json.loads(entry["body"]))
    said = said if len(said) <= _SHOWN else said[:_SHOWN] + "…"
    printer().line(f"{seq:>5}  {entry['at']}  {entry['kind']:<11}  by {entry['by']}: {said}")


def _said(kind: str, body: dict[str, object]) -> str:
    """Return the content of an entry in brief; what a later version writes is shown as it is."""
    if kind == "verdict":
        return f"{body['finding']} {body['decision']} “{body['quote']}” {body['reason']}"
    if kind == "statement":
        return f"{body['id']} {body['party']}: “{body['text']}”"
    if kind == "removal":
        return f"{body['name']} ({str(body['sha256'])[:12]}, findings {body['findings']}) {body['reason']}"
    if kind == "translation":
        return f"{body['finding']} “{body['quote']}” in {body['language']}: “{body['text']}”"
    if kind == "reading":
        how = f"as {body['chosen']} reads it" if body["chosen"] else "read as usual"
        return f"{body['name']} page {_listed(body['pages'])} {how} {body['reason']}"
    if kind == "note" and body.get("made") in ("finding", "finding-withdrawn"):
        return _by_hand(body)
    return ", ".join(f"{key} {value}" for key, value in body.items() if value not in (None, "", []))


def _listed(numbers: object) -> str:
    return ", ".join(map(str, numbers)) if isinstance(numbers, list) else str(numbers)


def _by_hand(body: dict[str, object]) -> str:
    if body["made"] == "finding-withdrawn":
        return f"took back {id_by_hand(str(body.get('entry')))}"
    place = f"{str(body.get('sha256'))[:12]} {body.get('start')}"
    what = f"{body.get('concept')} {body.get('act')}: {body.get('why')}"
    return f"added by hand “{body.get('quote')}” ({place}) {what}"
