"""What the tests of cases share: small invented sources, and a case made of them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counterspec.casework.add import Adding
from counterspec.cli.main import main
from counterspec.pipeline import Setup
from counterspec.store import Case

SCHEMA = """\
CREATE TABLE gate_person (
  person_id INTEGER PRIMARY KEY,
  full_name TEXT,
  ethnic_group TEXT NOT NULL, -- ethnic group of the person
  religion TEXT
);
"""
STANDARD = """\
# XQ/T 4401-2031 Records of visitors

Issued 2031-04-01. Drafted by: Northmoor Institute of Gates.

## 5 Data elements

The record of each visitor shall hold the person's name and ethnic group.
Records are kept as XQ/T 4400-2029 says.
"""
PLAIN = "A note about gates and rails, and nothing else.\n"


def sources(folder: Path) -> Path:
    """Write a few invented sources into a new folder."""
    folder.mkdir(parents=True)
    (folder / "gate.sql").write_text(SCHEMA, "utf-8")
    (folder / "standard.md").write_text(STANDARD, "utf-8")
    (folder / "note.txt").write_text(PLAIN, "utf-8")
    return folder


def built(folder: Path, *paths: Path, setup: Setup | None = None) -> Case:
    """Make a case and add what lies at the paths."""
    case = Case.new(folder)
    list(Adding(case, [str(path) for path in paths], setup or Setup(), 1))
    return case


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a case's database."""
    with closing(sqlite3.connect(folder / "case.sqlite")) as connection:
        return connection.execute(query).fetchall()


def change(folder: Path, *statements: str) -> None:
    """Change a case's database behind its back."""
    with closing(sqlite3.connect(folder / "case.sqlite", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def shown(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run the command line in this process; return its exit code and what it printed."""
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def lines_of(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    """Run a command that prints lines of JSON and nothing else; return its exit code and the lines."""
    code, out, err = shown(capsys, *arguments, "--format", "jsonl")
    assert err == ""
    return code, [json.loads(line) for line in out.splitlines()]
