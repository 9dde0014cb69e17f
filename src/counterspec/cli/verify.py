"""`counterspec verify`: check a pack on any machine."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from counterspec.cli.case._printing import counted, printer, written
from counterspec.pipeline import Setup
from counterspec.publish.pack import Checked, check
from counterspec.terminal.printer import Printer

_SIGNED = {
    "none": "not signed", "holds": "signed; the signature holds", "broken": "signed; the signature does not hold",
    "unchecked": "signed; pip install 'counterspec[sign]' checks it",
}  # fmt: skip
_UNCHANGED = "Nothing was changed since it was made."
_HELD = "Nothing was changed since it was made, and every quote stands in its source."


@click.command(
    epilog="""\b
Examples:
  counterspec verify pack.zip
  counterspec verify pack.zip --key newsroom-public.pem
  counterspec verify pack.zip --format jsonl

Exit code 0: everything holds. 1: something does not, and is named. 2: no pack."""
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--no-cache", is_flag=True, help="Recognise text of pictures anew.")
@click.option("--no-reading", is_flag=True, help="Digests, log and signature only; no source is read again.")
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The pack must be signed with the key of this public key, PEM.",
)
@written
def command(file: Path, no_cache: bool, no_reading: bool, key: Path | None, form: str) -> int:
    """Check the pack FILE: every byte by its digest, every quote by reading its source again, log and signature."""
    checked = check(
        file.read_bytes(), file.name, Setup, os.cpu_count() or 1, cache=not no_cache, quotes=not no_reading,
        key=key.read_bytes() if key else None,
    )  # fmt: skip
    if form == "jsonl":
        for fault in checked.faults:
            click.echo(json.dumps({"type": "fault", **asdict(fault)}, ensure_ascii=False))
        counts = {key: value for key, value in asdict(checked).items() if key != "faults"}
        click.echo(
            json.dumps({"type": "checked", **counts, "faults": len(checked.faults)}, ensure_ascii=False)
        )
    else:
        _print(printer(), checked)
    return 1 if checked.faults else 0


def _print(out: Printer, checked: Checked) -> None:
    if checked.title:
        out.line(checked.title)
    for fault in checked.faults:
        place = f", page {fault.page}" if fault.page else f", line {fault.line}" if fault.line else ""
        quoted = f": “{fault.quote}”" if fault.quote else ""
        about = f"  {fault.exhibit}{place}{quoted}" if fault.exhibit else place
        out.line(f"✗ {fault.file}{about}")
        out.line(f"    {fault.reason}")
        if fault.found is not None:
            out.line(f"    found “{fault.found}”")
    unshared = f"; {checked.unshared} stand in sources that are not in the pack" if checked.unshared else ""
    out.line(f"{checked.files} files, {checked.entries} entries of the log; {_SIGNED[checked.signature]}")
    if checked.key:
        out.line(f"key {checked.key}")
    out.line(f"{checked.held} of {checked.quotes} quotes were read again from the bytes{unshared}")
    if checked.drawn:
        out.line(f"{counted(checked.drawn, 'crop')} drawn again, showing the same")
    for crop in checked.undrawn:
        out.line(f"not drawn again: {crop}")
    if checked.stamps:
        out.line(
            f"{len(checked.stamps)} time-stamps lie beside it; they are checked with openssl ts -verify."
        )
    count = len(checked.faults)
    wrong = "1 thing does not hold." if count == 1 else f"{count} things do not hold."
    out.line(wrong if count else _HELD if 0 < checked.quotes == checked.held else _UNCHANGED)
