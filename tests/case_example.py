"""The invented investigation of examples/case/: built through the command line, and what it says in plain values."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import EXAMPLES, ROOT, once

FOLDER = EXAMPLES / "case"
Row = dict[str, Any]
_CLAUSE = re.compile(r", (?:page \d+|line \d+)(?: \(recognised text\))?, (?P<section>[\d.]+), ")
_CLAIM = re.compile(r"\b(?:claim|权利要求) ?(?P<number>\d+)")


def expected(name: str) -> Any:
    """Return what somebody wrote down by hand."""
    return yaml.load((FOLDER / "expected" / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)


def counterspec(*words: str | Path, status: int = 0) -> str:
    """Run the command as a user does, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "counterspec", *map(str, words)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "NO_COLOR": "1", "COUNTERSPEC_REVIEWER": "M. Oduya"},
    )  # fmt: skip
    assert done.returncode == status, f"{words}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def rows(*words: str | Path, status: int = 0) -> list[Row]:
    """Return the JSON Lines of a command."""
    return [json.loads(line) for line in counterspec(*words, status=status).splitlines()]


def bare(text: str | None) -> str:
    """Return text without what readers of scans may take one way or another: spaces, widths, dashes."""
    return "".join(unicodedata.normalize("NFKC", text or "").replace("—", "-").replace("黃", "黄").split())


@dataclass(frozen=True)
class Made:
    """A case made of the example: its folder, and everything it exports."""

    folder: Path
    exported: str

    def of(self, kind: str) -> list[Row]:
        """Return the exported rows of a type."""
        return [row for row in map(json.loads, self.exported.splitlines()) if row["type"] == kind]

    def names(self) -> dict[str, str]:
        """Return the file names by SHA-256."""
        return {row["sha256"]: Path(row["name"]).name for row in self.of("document")}

    def jsonl(self, command: str, *words: str) -> list[Row]:
        """Return the JSON Lines of a command about the case."""
        return rows("case", command, self.folder, *words, "--format", "jsonl")


def make(folder: Path, jobs: int) -> Made:
    """Make the case as examples/case/README.md says."""
    counterspec("case", "new", folder)
    counterspec("case", "add", folder, "--list", "examples/case/sources.csv", "--jobs", str(jobs))
    return Made(folder, counterspec("case", "export", folder, "--only", "document,party,citation,finding"))


def example(factory: pytest.TempPathFactory) -> Made:
    """Return a copy of the case; it is made once for all tests of a run."""

    def made(folder: Path) -> None:
        (folder / "exported.jsonl").write_text(make(folder / "case", 2).exported, "utf-8")

    place = once(factory, "example-case", made)
    folder = factory.mktemp("example") / "yanghu"
    shutil.copytree(place / "case", folder)
    return Made(folder, (place / "exported.jsonl").read_text("utf-8"))


def place_of(row: Row) -> str:
    """Return where a finding stands, as a reader says it: the field, the clause, the claim."""
    if row["element"] is not None:
        return str(row["element"]["identifier"])
    claim = _CLAIM.search(row["statement"])
    if claim:
        return f"claim {claim['number']}"
    clause = _CLAUSE.search(row["statement"])
    return f"clause {clause['section']}" if clause else "?"
