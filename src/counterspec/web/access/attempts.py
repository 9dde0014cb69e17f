"""How often somebody may try to log in."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Attempts:
    """Lets `most` failures through in `seconds`, for a name and for an address; then none until they are past."""

    most: int = 5
    seconds: float = 300.0
    clock: Callable[[], float] = time.monotonic
    _failed: dict[str, deque[float]] = field(default_factory=dict)

    def open(self, *keys: str) -> bool:
        """Whether an attempt may be made under all of these keys."""
        now = self.clock()
        return all(len(self._recent(key, now)) < self.most for key in keys)

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        now = self.clock()
        for key in keys:
            self._failed.setdefault(key, deque()).append(now)
        if len(self._failed) > _MOST_KEYS:
            self._failed = {key: times for key, times in self._failed.items() if self._recent(key, now)}

    def passed(self, *keys: str) -> None:
        """Forget failures after a success."""
        for key in keys:
            self._failed.pop(key, None)

    def _recent(self, key: str, now: float) -> deque[float]:
        times = self._failed.get(key, deque())
        while times and now - times[0] > self.seconds:
            times.popleft()
        return times


_MOST_KEYS = 10_000
