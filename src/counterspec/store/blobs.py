"""The sources of a case, byte for byte, each under its SHA-256."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from counterspec.errors import EvidenceError, StoreError
from counterspec.store.failures import unwritable

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PARTS = ".parts"
"""Sources that are being written; their names end in the process that does."""


def blob_path(folder: Path, sha256: str) -> Path:
    """Return where a source lies: two letters of its digest, then the digest.

    Raises:
        StoreError: no digest; a damaged case must not lead out of its folder.
    """
    if not _DIGEST.fullmatch(sha256):
        raise StoreError(f"{folder}: {sha256[:80]!r} is no SHA-256: the case file is damaged", code="damaged")
    return folder / "blobs" / sha256[:2] / sha256


def keep_blob(folder: Path, sha256: str, data: bytes, *, sync: bool = True) -> None:
    """Write a source and make sure it is on the disk; one that is there already stays.

    Without `sync` that is left to `ensure`: many at once take a tenth of the time.

    Raises:
        StoreError: it cannot be written (disk full, no permission).
    """
    path = blob_path(folder, sha256)
    part = folder / "blobs" / _PARTS / f"{sha256}.{os.getpid()}"
    try:
        if path.exists() and path.stat().st_size == len(data):
            return
        part.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(exist_ok=True)
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            if sync:
                os.fsync(out.fileno())
        part.replace(path)
        if sync:
            synced(path.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def ensure(folder: Path, sha256s: Iterable[str]) -> None:
    """Make sure that sources which were written without `sync` are on the disk.

    Raises:
        StoreError: one cannot be written, or is not there.
    """
    paths = [blob_path(folder, sha256) for sha256 in sha256s]
    for path in paths:
        try:
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise unwritable(path, error) from error
    for shelf in {path.parent for path in paths}:
        synced(shelf)


def blob(folder: Path, sha256: str) -> bytes:
    """Return a source's bytes.

    Raises:
        StoreError: it is not there.
        EvidenceError: its bytes are others than were added.
    """
    path = blob_path(folder, sha256)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"{path}: a source of the case is missing: {error.strerror or error}",
            hint="Add the file again: its digest says which it is.",
            code="source-missing",
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise EvidenceError(
            f"{path}: other bytes than were added (SHA-256 is {found} now)",
            hint="Delete that file and add the source again.",
            code="source-altered",
        )
    return data


def drop_blob(folder: Path, sha256: str) -> None:
    """Delete a source; one that is gone already is as good.

    Raises:
        StoreError: it cannot be deleted.
    """
    path = blob_path(folder, sha256)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be deleted: {error.strerror or error}") from error
    with suppress(OSError):
        path.parent.rmdir()


def blobs(folder: Path) -> Iterator[str]:
    """Yield the digests of the sources that are there, in order."""
    root = folder / "blobs"
    with suppress(OSError):
        for shelf in sorted(entry.name for entry in os.scandir(root) if len(entry.name) == 2):
            with suppress(OSError), os.scandir(root / shelf) as listing:
                yield from sorted(entry.name for entry in listing if _DIGEST.fullmatch(entry.name))


def sweep(folder: Path) -> None:
    """Delete what was left half written; to be called under the lock that every writer of sources holds."""
    with suppress(OSError):
        for part in (folder / "blobs" / _PARTS).iterdir():
            part.unlink(missing_ok=True)


def synced(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
