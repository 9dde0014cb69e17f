"""Documents that come in through the browser: kept in the case's folder until they are read, read by `case add`.

The reading is a process of its own: closing the page, or the workbench, loses nothing, and the queue of the
case says what waits.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from counterspec.errors import LimitError, UsageError
from counterspec.safe.limits import MAX_FILE_BYTES
from counterspec.store.case import INCOMING

_CHUNK = 1 << 20
_PARTS = 32
_LONGEST = 180
_SHOWN = 40
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]")


@dataclass
class Adder:
    """Reads what came in, one run at a time."""

    folder: Path
    _process: subprocess.Popen[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    began: float = 0.0

    @property
    def running(self) -> bool:
        """Whether documents are being read now."""
        return self._process is not None and self._process.poll() is None

    @property
    def _told(self) -> Path:
        return self.folder / INCOMING / "told.jsonl"

    def batch(self) -> Path:
        """Return a new folder for files that come in together."""
        place = self.folder / INCOMING / f"{time.time_ns():x}"
        place.mkdir(parents=True)
        return place

    def keep(self, batch: Path, name: str, stream: BinaryIO) -> Path:
        """Write one file below a batch under its own name, folders included.

        Raises:
            UsageError: it has no name.
            LimitError: it is larger than is ever read.
        """
        path = batch / safe_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with path.open("xb") as out:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > MAX_FILE_BYTES:
                    path.unlink()
                    raise LimitError(f"{name}: more than {MAX_FILE_BYTES} bytes", hint="Split the file.")
                out.write(chunk)
        return path

    def start(self, *paths: Path, options: tuple[str, ...] = ()) -> None:
        """Read what waits, and what lies at further paths; one run waits for the other's end."""
        with self._lock:
            if self.running:
                return
            self._told.parent.mkdir(parents=True, exist_ok=True)
            command = [sys.executable, "-m", "counterspec", "case", "add", str(self.folder), *map(str, paths)]
            with self._told.open("ab") as out:
                self._process = subprocess.Popen(
                    [*command, "--quiet", "--format", "jsonl", *options],
                    stdout=out,
                    stderr=subprocess.DEVNULL,
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )
            self.began = time.monotonic()

    def pause(self) -> None:
        """Stop after what is being read; what waits stays in the queue."""
        with self._lock:
            if self._process is not None and self.running:
                self._process.send_signal(signal.SIGINT)

    def told(self) -> list[dict[str, Any]]:
        """Return the last documents that were read, the newest first."""
        if not self._told.exists():
            return []
        lines = self._told.read_bytes()[-200_000:].splitlines()[-_SHOWN:]
        return [one for line in reversed(lines) for one in _object(line)]

    def unread(self) -> list[Path]:
        """Return the batches that lie in the case's folder: a run that was stopped left them."""
        place = self.folder / INCOMING
        return sorted(one for one in place.iterdir() if one.is_dir()) if place.exists() else []

    def clear(self) -> None:
        """Delete what came in once it is in the case."""
        if not self.running:
            for batch in self.unread():
                shutil.rmtree(batch, ignore_errors=True)


def _object(line: bytes) -> Iterator[dict[str, Any]]:
    try:
        found = json.loads(line)
    except ValueError:
        return
    if isinstance(found, dict):
        yield found


def safe_path(name: str) -> Path:
    """Return a name from a browser as a path that stays below where it is put.

    Raises:
        UsageError: nothing of a name is left.
    """
    parts = [_UNSAFE.sub("_", part).strip(" .") for part in name.replace("\\", "/").split("/")]
    kept = [_cut(part) for part in parts if part][-_PARTS:]
    if not kept:
        raise UsageError("a file without a name", hint="Give the file a name.")
    return Path(*kept)


def _cut(part: str) -> str:
    """Return a name short enough for a file system; its ending stays."""
    data = part.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST:
        return part
    stem, dot, ending = part.rpartition(".")
    ending = ending[:20] if dot else ""
    head = (stem or part).encode("utf-8", "ignore")[: _LONGEST - 24].decode("utf-8", "ignore")
    return f"{head}.{ending}" if dot else head
