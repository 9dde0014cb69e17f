"""Piles of small invented documents, and the content of a case as text that can be compared."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import text

from counterspec.store import Case
from counterspec.store.blobs import blobs
from counterspec.store.checks import faults
from counterspec.store.search_index import faults as index_faults

NOT_CONTENT = {
    "documents": {"added_at", "arrival"},
    "origins": {"id", "added_at"},
    "pages": {"id"},
    "problems": {"id"},
    "queue": {"id"},
}
TABLES = (
    "documents", "origins", "readings", "pages", "findings", "citations", "parties", "said", "problems",
    "queue", "left_out",
)  # fmt: skip


def document(number: int) -> str:
    """Return an invented schema, different for each number."""
    return (
        f"-- Register {number} of the fictional Lijia office, after XX/T 94{number % 50:02}.3-2031\n"
        f"CREATE TABLE person_{number} (\n"
        f"  id INTEGER PRIMARY KEY,\n  surname VARCHAR(64) NOT NULL,\n"
        f"  ethnicity VARCHAR(2), -- ethnic group of the person, by table {number}\n"
        f"  religion VARCHAR(20)\n);\n"
        "-- The system shall record the ethnicity of every person. \u6c11\u65cf\n" * (1 + number % 4)
    )


def pile(folder: Path, count: int, first: int = 0) -> Path:
    """Write so many documents in folders of fifty."""
    for number in range(first, first + count):
        place = folder / f"part{number // 50:03}" / f"register{number:04}.sql"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(document(number), "utf-8")
    return folder


def content(folder: Path) -> dict[str, list[str]]:
    """Return everything a case holds, table by table, each row as text, without times and row numbers."""
    made = {}
    with Case.open(folder).reading() as connection:
        for table in TABLES:
            rows = connection.execute(text(f"SELECT * FROM {table}"))
            skipped = NOT_CONTENT.get(table, set())
            made[table] = sorted(
                repr([(key, value) for key, value in row._mapping.items() if key not in skipped])
                for row in rows
            )
        words = text(
            "SELECT d.sha256, p.seq FROM pages p JOIN documents d USING (sha256)"
            " WHERE p.id IN (SELECT rowid FROM page_words WHERE page_words MATCH :q) ORDER BY 1, 2"
        )
        made["found"] = [repr(tuple(row)) for row in connection.execute(words, {"q": '"ethnicity"'})]
    made["sources"] = list(blobs(folder))
    return made


def sound(folder: Path) -> None:
    """Fail unless the database is whole, and its index and log agree with its rows."""
    with Case.open(folder).changing() as connection:
        assert list(faults(connection)) == []
        assert list(index_faults(connection)) == []


def adding(folder: Path, *arguments: object, jobs: int = 2) -> subprocess.Popen[str]:
    """Start `counterspec case add` in a process group of its own; its output is JSON Lines."""
    command = [
        sys.executable, "-m", "counterspec", "case", "add", folder, *arguments,
        "--no-config", "-q", "-f", "jsonl", "-j", jobs,
    ]  # fmt: skip
    return subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        start_new_session=True, preexec_fn=_stoppable,  # noqa: PLW1509  (no thread holds a lock here)
    )  # fmt: skip


def _stoppable() -> None:
    """Let the process be interrupted: what a shell starts in the background ignores that, and so do its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Lines:
    """What a process tells in JSON Lines, read as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.first = threading.Event()
        self._process = process
        self._told: list[dict[str, Any]] = []
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.append(json.loads(line))
            self.first.set()
        self.first.set()

    def ended(self) -> list[dict[str, Any]]:
        """Wait for the end of the process, and return all that it told."""
        self._thread.join()
        with self._process:
            return self._told
