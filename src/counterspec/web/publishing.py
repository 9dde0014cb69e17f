"""Reports and packs made for the browser: by the command line, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from counterspec.errors import LimitError, UsageError

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
        command = [sys.executable, "-m", "counterspec", name, str(folder), "-o", str(target)]
        try:
            done = subprocess.run(
                [*command, *options], capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise LimitError("the report takes too long", hint="Choose fewer findings.") from error
        if not target.exists():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-2:]
            told = " ".join(line.partition(":")[2].strip() or line for line in said)
            raise UsageError(told or "nothing was written")
        return target.read_bytes()
