"""Which part of a long list a page shows, and the addresses of the parts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list of `total` rows: `step` of them at the most, the first one behind `asked` others.

    `place` is the id of the element its addresses lead to, where the list does not begin the page.
    """

    request: Request
    asked: int
    step: int
    total: int
    place: str = ""

    @property
    def skip(self) -> int:
        """How many rows come before it; a number beyond the list means its last part."""
        last = max(0, self.total - 1) // self.step * self.step
        return min(max(0, self.asked), last)

    @property
    def first(self) -> int:
        """The number of its first row, from 1; 0 where the list is empty."""
        return min(self.skip + 1, self.total)

    @property
    def last(self) -> int:
        """The number of its last row."""
        return min(self.skip + self.step, self.total)

    @property
    def before(self) -> str | None:
        """The address of the part before it, with everything else that was asked for; None at the beginning."""
        return self._address(max(0, self.skip - self.step)) if self.skip else None

    @property
    def after(self) -> str | None:
        """The address of the part after it, None at the end."""
        return self._address(self.last) if self.last < self.total else None

    def without(self, name: str) -> str:
        """Return the address of the list's beginning without one of its filters."""
        return self._address(0, name)

    def _address(self, skip: int, without: str = "") -> str:
        kept = [pair for pair in self.request.query_params.multi_items() if pair[0] not in ("skip", without)]
        query = urlencode([*kept, ("skip", str(skip))] if skip else kept)
        return f"?{query}#{self.place}" if self.place else f"?{query}"
