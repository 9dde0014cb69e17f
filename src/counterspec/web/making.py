"""What files are being made for whom: a page says so while it goes on, whether they come about or not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from counterspec.web.access.sessions import Session


@dataclass(slots=True)
class Making:
    """The reports and packs that are being made to be saved, for each session."""

    _held: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def during(self, session: Session, what: str) -> Iterator[None]:
        """Hold that something is being made for a session, until the block ends in any way."""
        with self._lock:
            self._held[session.id][what] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[session.id][what] -= 1
                if not self._held[session.id].total():
                    del self._held[session.id]

    def of(self, session: Session) -> tuple[str, ...]:
        """Return what is being made for a session, each kind once."""
        with self._lock:
            return tuple(sorted(+self._held[session.id])) if session.id in self._held else ()
