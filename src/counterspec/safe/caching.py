"""Where results are kept between runs: the user's cache folder, readable by the user alone."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

OFF = "COUNTERSPEC_NO_CACHE"
"""Set to anything but nothing or 0, this variable of the environment keeps recognised text off the disk."""


def cache_folder() -> Path:
    """Return the folder for everything that is kept; it need not exist."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "counterspec"


def is_off() -> bool:
    """Tell whether the environment asks that nothing of a document is kept."""
    return os.environ.get(OFF, "0") not in ("", "0")


def write_whole(place: Path, text: str) -> None:
    """Write a file whole or not at all, for the user alone; other processes may read and write the same one.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, delete=False) as part:
        part.write(text)
    try:
        Path(part.name).replace(place)
    except OSError:
        Path(part.name).unlink(missing_ok=True)
        raise


def evict(folder: Path, pattern: str, most: int) -> None:
    """Delete the files that were used longest ago until those left hold less than `most` bytes."""
    files = []
    for path in folder.glob(pattern):
        with contextlib.suppress(OSError):
            status = path.stat()
            files.append((status.st_mtime, status.st_size, path))
    size = sum(entry[1] for entry in files)
    if size <= most:
        return
    for _, bytes_, path in sorted(files, key=lambda entry: entry[:2]):
        if size <= 0.9 * most:
            return
        with contextlib.suppress(OSError):
            path.unlink()
        size -= bytes_
