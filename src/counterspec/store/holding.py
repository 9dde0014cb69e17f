"""Who works on a case for long: a lock that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import IO

from counterspec.errors import StoreError

FILE = "case.lock"


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that works on a case; `since` is ISO in UTC as its clock had it."""

    task: str
    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        where = "" if self.host == socket.gethostname() else f" on {self.host}"
        return f"“{self.task}”, process {self.pid}{where}, since {self.since}"


_ours: dict[Path, Holder] = {}
"""What this process holds: its own locks do not hinder it, and closing the file anywhere would drop them."""
_guard = Lock()


@contextmanager
def held(folder: Path, task: str) -> Iterator[None]:
    """Keep other long work off the case for as long as this lasts; reading and short changes go on.

    Raises:
        StoreError: another process works on it (named), or the folder cannot be written to.
    """
    place = folder.resolve() / FILE
    mine = Holder(task, os.getpid(), socket.gethostname(), _now())
    with _guard:
        if _own(place):
            raise _busy(folder, _ours[place])
        _ours[place] = mine
    try:
        with _opened(folder, place) as file:
            _take(folder, file, mine)
            yield
    finally:
        with _guard:
            del _ours[place]


def holder(folder: Path) -> Holder | None:
    """Return who works on the case now, None where nobody does or nothing can be told."""
    place = folder.resolve() / FILE
    with _guard:
        if _own(place):
            return _ours[place]
        try:
            with place.open("rb") as file:
                try:
                    fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except OSError:
                    return _read(file)
        except OSError:
            return None
    return None


def _own(place: Path) -> bool:
    # A worker begins with a copy of what its parent holds; the lock itself stays with the parent.
    return place in _ours and _ours[place].pid == os.getpid()


def _opened(folder: Path, place: Path) -> IO[bytes]:
    try:
        return os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666), "r+b")
    except OSError as error:
        raise StoreError(
            f"{folder}: the case cannot be written to here: {error.strerror or error}",
            hint="Copy the folder to a place where it can, and work there.",
        ) from error


def _take(folder: Path, file: IO[bytes], mine: Holder) -> None:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise _busy(folder, _read(file)) from error
    # On a full disk the lock holds without a name.
    with suppress(OSError):
        file.truncate(0)
        file.write(json.dumps(asdict(mine)).encode() + b"\n")
        file.flush()


def _read(file: IO[bytes]) -> Holder:
    """Return what the holder wrote; the file's words are no more than a hint."""
    try:
        raw = json.loads(file.read(4096))
        return Holder(str(raw["task"]), int(raw["pid"]), str(raw["host"]), str(raw["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("unknown work", 0, socket.gethostname(), "an unknown time")


def _busy(folder: Path, other: Holder) -> StoreError:
    return StoreError(
        f"{folder}: another process is working on this case: {other}",
        hint="Wait until it is done, or end it: what it has written stays, and it can be run again.",
        code="busy",
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
