"""Documents that come in through the browser: kept in the case's folder until they are read, read by `case add`.

The reading is a process of its own: closing the page, or the workbench, loses nothing, and the queue of the
case says what waits.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from counterspec.casework.lists import listed
from counterspec.casework.steps import Said
from counterspec.errors import LimitError
from counterspec.safe.limits import MAX_FILE_BYTES
from counterspec.safe.packs import is_pack
from counterspec.store.case import INCOMING
from counterspec.web.captures import Matched, matched, written
from counterspec.web.commands import command, environment, failure_of
from counterspec.web.names import safe_path

_CHUNK = 1 << 20
_SHOWN = 40
_NOTHING_READ, _STOPPED = 2, 130
"""How `case add` ends where no file could be read, and where it was stopped."""


@dataclass(frozen=True, slots=True)
class Came:
    """What is to be said of the files that came in last: how many are read, how a list fits, None without one.

    `said` was said of all of them, `left_out` says what was too large, `packs` are the names of packs, which are
    not added, and `problem` is why none of them was kept.
    """

    kept: int = 0
    said: Said = field(default_factory=Said)
    listed: Matched | None = None
    left_out: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    problem: str = ""


@dataclass
class Adder:
    """Reads what came in, one run at a time.

    `failure` says why the last run ended before its work was done, "" where it did not.
    """

    folder: Path
    began: float = 0.0
    came: Came = field(default_factory=Came)
    failure: str = ""
    _process: subprocess.Popen[bytes] | None = None
    _given: tuple[Path, ...] = ()
    _next: tuple[Path, ...] = ()
    _done: tuple[Path, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def running(self) -> bool:
        """Whether documents are being read now."""
        return self._process is not None

    @property
    def _told(self) -> Path:
        return self.folder / INCOMING / "told.jsonl"

    @property
    def _failed(self) -> Path:
        return self.folder / INCOMING / "failed.txt"

    def batch(self) -> Path:
        """Return a new folder for files that come in together."""
        place = self.folder / INCOMING / f"{time.time_ns():x}"
        place.mkdir(parents=True)
        return place

    def keep(self, batch: Path, name: str, stream: BinaryIO) -> bool:
        """Write one file below a batch under its own name, folders included; a pack is none to add: False.

        Raises:
            UsageError: it has no name.
            LimitError: it is larger than is ever read.
        """
        path = _free(batch, safe_path(name))
        _pour(stream, path, name)
        with path.open("rb") as file:
            pack = is_pack(file)
        if pack:
            path.unlink()
        return not pack

    def say(self, batch: Path, said: Said) -> None:
        """Take what is said of all files of a batch."""
        _list(batch).write_text(written([(Path(), said)], batch), "utf-8")

    def listed(self, batch: Path, name: str, stream: BinaryIO, said: Said) -> Matched:
        """Take what a list says of the files of a batch, which are read as it says; return how they fit.

        `said` holds where the list says nothing.

        Raises:
            UsageError: the list cannot be read, or a line of it says nothing usable; it is named.
            LimitError: it is larger than is ever read.
        """
        files = sorted(one.relative_to(batch) for one in batch.rglob("*") if one.is_file())
        given = batch.with_name(f"{batch.name}-list{Path(safe_path(name)).suffix}")
        try:
            _pour(stream, given, name)
            found = matched(listed(given, said, name), files, said)
        finally:
            given.unlink(missing_ok=True)
        _list(batch).write_text(written(found.said, batch), "utf-8")
        return found

    def start(self, *batches: Path) -> None:
        """Read what waits, and further batches; what comes while a run lasts is read after it."""
        with self._lock:
            if self.running:
                self._next += batches
            else:
                self._run(batches)

    def _run(self, batches: tuple[Path, ...]) -> None:
        self._told.parent.mkdir(parents=True, exist_ok=True)
        words = ["case", "add", str(self.folder)]
        for batch in batches:
            words += ["--list", str(_list(batch))] if _list(batch).exists() else [str(batch)]
        # Files and no pipes: a run goes on where the workbench was stopped.
        with self._told.open("ab") as out, self._failed.open("wb") as failed:
            process = subprocess.Popen(
                command(*words, "--quiet", "--format", "jsonl"), stdout=out, stderr=failed, stdin=subprocess.DEVNULL,
                start_new_session=True, env=environment(),
            )  # fmt: skip
        self.began, self.failure, self._given, self._process = time.monotonic(), "", batches, process
        threading.Thread(target=self._wait, args=(process,), daemon=True).start()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for the end of a run; read what came in meanwhile, unless it was stopped or failed."""
        code = process.wait()
        with self._lock:
            self._process = None
            if code == _STOPPED:
                return
            self.failure = _failure(code, self._failed.read_text("utf-8", "replace"))
            if self.failure:
                return
            self._done += self._given
            if self._next:
                batches, self._next = self._next, ()
                self._run(batches)

    def go_on(self) -> None:
        """Read what waits, and every batch that is left."""
        with self._lock:
            if not self.running:
                self._next = ()
                self._run(tuple(self.unread()))

    def pause(self) -> None:
        """Stop after what is being read; what waits stays in the queue."""
        with self._lock:
            if self._process is not None:
                self._process.send_signal(signal.SIGINT)

    def told(self) -> list[dict[str, Any]]:
        """Return the last documents that were read, the newest first."""
        if not self._told.exists():
            return []
        lines = self._told.read_bytes()[-200_000:].splitlines()[-_SHOWN:]
        return [one for line in reversed(lines) for one in _object(line)]

    def unread(self) -> list[Path]:
        """Return the batches that lie in the case's folder: a run that was stopped, or failed, left them."""
        place = self.folder / INCOMING
        return sorted(one for one in place.iterdir() if one.is_dir()) if place.exists() else []

    def clear(self) -> None:
        """Delete what came in once it is in the case."""
        with self._lock:
            done, self._done = self._done, ()
        for batch in done:
            self.drop(batch)

    @staticmethod
    def drop(batch: Path) -> None:
        """Delete a batch, with what was said of it."""
        shutil.rmtree(batch, ignore_errors=True)
        _list(batch).unlink(missing_ok=True)


def _failure(code: int, said: str) -> str:
    """Return why a run failed, "" where it did not: also one that could read nothing ends with 2, without an error."""
    if code == 0 or (code == _NOTHING_READ and "\nError: " not in f"\n{said}"):
        return ""
    return failure_of(said) or "It stopped."


def _pour(stream: BinaryIO, path: Path, name: str) -> None:
    """Write what comes in; nothing stays of what is larger than is ever read."""
    size = 0
    with path.open("xb") as out:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MAX_FILE_BYTES:
                path.unlink()
                raise LimitError(f"{name}: more than {MAX_FILE_BYTES} bytes", hint="Split the file.")
            out.write(chunk)


def _list(batch: Path) -> Path:
    """Return where it is kept what a list says of the files of a batch."""
    return batch.with_name(f"{batch.name}.jsonl")


def _free(batch: Path, name: Path) -> Path:
    """Return a place below a batch that is free: two files may come in under one name."""
    for number in count(1):
        path = batch / name if number == 1 else batch / str(number) / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            continue
        if not path.exists():
            return path
    raise AssertionError


def _object(line: bytes) -> Iterator[dict[str, Any]]:
    try:
        found = json.loads(line)
    except ValueError:
        return
    if isinstance(found, dict):
        yield found
