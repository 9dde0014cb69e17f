"""Names of files as a browser gives them, made harmless."""

from __future__ import annotations

import re
from pathlib import Path

from counterspec.errors import UsageError

_PARTS = 32
_LONGEST = 180
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]")


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
