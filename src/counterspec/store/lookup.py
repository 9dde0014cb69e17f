"""What a worker asks a case before it reads: whether the document is there already, or barred."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from counterspec.errors import StoreError

_KNOWN = "SELECT reading_version, judging_version, arrival, wishes_json FROM documents WHERE sha256 = ?"
_BARRED = "SELECT 1 FROM queue WHERE sha256 = ? AND state = 'quarantined' LIMIT 1"


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the case holds; fields as in the table."""

    reading_version: str
    judging_version: str
    arrival: int
    wishes: str


class Lookup:
    """Asks one case, over a connection of the process's own that changes nothing and lasts.

    Every question sees what was committed before it. It opens itself anew in a process that was forked.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._pid = 0
        self._connection: sqlite3.Connection | None = None

    def known(self, sha256: str) -> Known | None:
        """Return what the case knows of a document, None where it does not hold it."""
        row = self._one(_KNOWN, sha256)
        return Known(str(row[0]), str(row[1]), int(row[2]), str(row[3])) if row else None

    def barred(self, sha256: str) -> bool:
        """Whether a document is in quarantine, under whatever name."""
        return self._one(_BARRED, sha256) is not None

    def _one(self, query: str, sha256: str) -> tuple[str | int, ...] | None:
        try:
            found: tuple[str | int, ...] | None = self._open().execute(query, (sha256,)).fetchone()
        except sqlite3.Error as error:
            raise StoreError(f"{self._file}: {error}") from error
        return found

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._pid != os.getpid():
            address = f"file:{quote(os.fsencode(self._file.absolute()))}?mode=ro"
            self._connection = sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)
            self._pid = os.getpid()
        return self._connection
