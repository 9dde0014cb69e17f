"""Numbers whose letters stand apart, as on covers and in recognised text: "G B / T 1 2 3 4 5 — 2 0 2 0"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(
    r"(?<![A-Za-zА-Я0-9])(?=[A-ZА-Я])(?:[A-ZА-Я0-9/.:-]{1,3} {1,2}){4,40}[A-Z0-9]{1,4}(?![A-Za-z0-9])"
)
_SINGLE = 5


def runs(folded: str) -> Iterator[tuple[str, list[int]]]:
    """Yield stretches of single signs without their spaces, each with the places of its signs."""
    for match in _RUN.finditer(folded):
        tokens = match.group().split()
        if sum(len(token) == 1 for token in tokens) >= _SINGLE:
            places = [place for place in range(*match.span()) if folded[place] != " "]
            yield "".join(folded[place] for place in places), places
