"""What could not be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, located.

    `file` is the path as given (members of archives after a slash); `line` and `page` count
    from 1, absent where the problem concerns the whole file. `code` is stable and short
    ("encrypted", "truncated", "too-large"); `lost` says whether the whole file was not read.
    """

    file: str
    code: str
    reason: str
    remedy: str = ""
    line: int | None = None
    page: int | None = None
    lost: bool = True
