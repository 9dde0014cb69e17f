"""Reports and packs made, and packs checked, for the browser: by the command line, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from counterspec.errors import LimitError, UsageError
from counterspec.web.commands import command, environment, failure_of

FORMS = {
    "html": "text/html; charset=utf-8", "pdf": "application/pdf", "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "bib": "text/plain; charset=utf-8",
    "json": "application/json", "zip": "application/zip",
}  # fmt: skip
"""What can be made, by the ending of its file, each with its media type."""
_SECONDS = 600.0


def published(folder: Path, form: str, options: Sequence[str]) -> bytes:
    """Return a report, or a pack ("zip"), as `counterspec report` or `pack` writes it.

    Raises:
        UsageError: what the command says against it.
        LimitError: it takes too long.
    """
    if form not in FORMS:
        raise UsageError(f"{form}: no form of report", hint=", ".join(FORMS))
    with tempfile.TemporaryDirectory(prefix="counterspec-") as place:
        target = Path(place) / f"made.{form}"
        name = "pack" if form == "zip" else "report"
        try:
            done = _run(name, str(folder), "-o", str(target), *options)
        except subprocess.TimeoutExpired as error:
            raise LimitError("the report takes too long", hint="Choose fewer findings.") from error
        if not target.exists():
            raise UsageError(failure_of(done.stderr) or "nothing was written")
        return target.read_bytes()


def checked(pack: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what `counterspec verify` says of a pack: what it counted, and every fault.

    Raises:
        UsageError: it is no pack.
        LimitError: it takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="counterspec-") as place:
        file = Path(place) / "pack.zip"
        file.write_bytes(pack)
        try:
            done = _run("verify", str(file), "--format", "jsonl")
        except subprocess.TimeoutExpired as error:
            hint = "counterspec verify pack.zip takes the time it needs."
            raise LimitError("the check takes too long", hint=hint) from error
    said = [json.loads(line) for line in done.stdout.split("\n") if line]
    if not said:
        told = failure_of(done.stderr).removeprefix(
            f"{file.name}: "
        )  # whoever gave the pack knows its own name
        raise UsageError(told or "the check ended without an answer")
    *faults, counts = said
    return counts, faults


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, timeout=_SECONDS, check=False, encoding="utf-8",
        errors="replace", stdin=subprocess.DEVNULL, env=environment(),
    )  # fmt: skip
