"""The optional quicker engine for large texts: the same raw matches as the automaton, from Hyperscan."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

AVAILABLE = find_spec("hyperscan") is not None
"""Whether the extra is installed: pip install "counterspec[fast]"."""


class Engine:
    """All keys as literals in one block-mode database, with one scratch of its own.

    Keys are folded, and so are texts. A forked process goes on with its own copy.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        import hyperscan

        self._lengths = [len(key) for key in keys]
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[key.encode() for key in keys],
            ids=list(range(len(keys))),
            elements=len(keys),
            flags=[0] * len(keys),
            literal=True,
        )
        self._database.scratch = hyperscan.Scratch(self._database)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return (key's number, start, end) of every occurrence, in code points, by end, then start."""
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
