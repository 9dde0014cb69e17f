"""The optional quicker engine for large texts: the same hits as the automaton's, from Hyperscan.

It leaves out matches in the middle of a word of ASCII letters, which the matcher would drop anyhow,
before they cost a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec

AVAILABLE = find_spec("hyperscan") is not None
"""Whether the extra is installed: pip install "counterspec[fast]"."""


def _expression(key: str, bounded_right: bool) -> bytes:
    left = r"\b" if key[0].isascii() and key[0].isalnum() else ""
    right = r"\b" if bounded_right and key[-1].isascii() and key[-1].isalnum() else ""
    return f"{left}{re.escape(key)}{right}".encode()


class Engine:
    """All keys in one block-mode database, with one scratch of its own.

    `keys` are folded, each with whether it needs a word's end behind it; texts are folded, too.
    A forked process goes on with its own copy.
    """

    def __init__(self, keys: Iterable[tuple[str, bool]]) -> None:
        import hyperscan

        given = list(keys)
        self._lengths = [len(key) for key, _ in given]
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[_expression(key, bounded) for key, bounded in given],
            ids=list(range(len(given))),
            elements=len(given),
            flags=[0] * len(given),
        )
        self._database.scratch = hyperscan.Scratch(self._database)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return (key's number, start, end) of the occurrences, in code points, by end, then start."""
        data = text.encode("utf-8", "replace")
        ends: list[tuple[int, int]] = []
        note = ends.append

        def matched(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            note((end, number))

        self._database.scan(data, match_event_handler=matched)
        return self._placed(ends) if len(data) == len(text) else self._placed(_in_points(data, ends))

    def _placed(self, ends: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        lengths = self._lengths
        found = [(number, end - lengths[number], end) for end, number in ends]
        found.sort(key=lambda match: match[2:0:-1])
        return found


def _in_points(data: bytes, ends: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn byte offsets into code points, walking the text once."""
    made, at, points = [], 0, 0
    for end, number in sorted(ends):
        if end > at:
            points += len(data[at:end].decode())
            at = end
        made.append((points, number))
    return made
