"""The sources of a case, byte for byte, each under its SHA-256."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from counterspec.errors import EvidenceError, StoreError


def blob_path(folder: Path, sha256: str) -> Path:
    """Return where a source lies: two letters of its digest, then the digest."""
    return folder / "blobs" / sha256[:2] / sha256


def keep_blob(folder: Path, sha256: str, data: bytes) -> None:
    """Write a source and make sure it is on the disk; one that is there already stays.

    Raises:
        StoreError: it cannot be written (disk full, no permission).
    """
    path = blob_path(folder, sha256)
    if path.exists() and path.stat().st_size == len(data):
        return
    part = path.with_name(f".{sha256}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error


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
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise EvidenceError(f"{path}: other bytes than were added (SHA-256 is {found} now)")
    return data
