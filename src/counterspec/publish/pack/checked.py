"""What the check of a pack comes to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a pack that does not hold: the file, and the exhibit, page and quote it bears on, where it does."""

    file: str
    reason: str
    exhibit: str = ""
    page: int | None = None
    line: int | None = None
    quote: str = ""
    found: str | None = None


@dataclass(slots=True)
class Checked:
    """What came of a pack: counts of what holds, and every fault.

    `quotes` counts exhibits, `held` those whose quote was read again from the bytes; `unshared` are exhibits whose
    source is not in the pack. `drawn` counts crops that were drawn again and show the same; another version of
    Counterspec draws otherwise, and does not; `undrawn` are crops whose page could not be drawn here, with why.
    `signature` is "none", "holds", "broken" or "unchecked", by `key`.
    """

    files: int = 0
    quotes: int = 0
    held: int = 0
    unshared: int = 0
    drawn: int = 0
    entries: int = 0
    signature: str = "none"
    key: str = ""
    title: str = ""
    stamps: tuple[str, ...] = ()
    undrawn: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def rows_of(data: bytes, file: str, made: Checked) -> list[dict[str, Any]]:
    """Return the objects of JSON Lines; a line that is none becomes a fault."""
    found = []
    # As bytes: words may hold separators that end a line of text, and no line of JSON.
    for number, line in enumerate(data.splitlines(), 1):
        try:
            row = json.loads(line.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            found.append(row)
        else:
            made.faults.append(Fault(file, f"line {number} is no JSON object", line=number))
    return found
