"""Which code reads and which judges: digests that change whenever a rescan would say something else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

_READING = ("model", "safe", "recognise", "syntax", "formats")
_JUDGING = (
    "vocab", "syntax", "extract", "findings", "rules", "pipeline.py", "casework/kept.py",
    "casework/fingerprints.py",
)  # fmt: skip


@cache
def reading_version() -> str:
    """Return the digest of what turns bytes into a document."""
    return _digest(_READING)


@cache
def judging_version(vocabulary_files: Iterable[Path] = ()) -> str:
    """Return the digest of what makes facts and findings of a document, vocabulary and the user's files included."""
    return _digest(_JUDGING, tuple(path.read_bytes() for path in vocabulary_files))


@cache
def linking_version() -> str:
    """Return the digest of what links the documents of a case."""
    return _digest(("link",))


def _digest(rooms: Iterable[str], more: Iterable[bytes] = ()) -> str:
    digest = hashlib.sha256()
    root = Path(str(files("counterspec")))
    for room in rooms:
        path = root / room
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".py", ".yaml"):
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
        for point in sorted(entry_points(group=f"counterspec.{room}"), key=lambda p: p.name):
            version = point.dist.version if point.dist else ""
            digest.update(f"{point.name}={point.value}@{version}".encode())
    for data in more:
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()[:16]
