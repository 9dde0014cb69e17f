"""How far a long command is, on standard error; drawn between two results, without a thread."""

from __future__ import annotations

import sys
import time

_EVERY = 0.1
_WIDE = 40


class Bar:
    """One line that is drawn over itself and wiped at the end; nothing where `show` is not set."""

    def __init__(self, label: str, total: int, *, show: bool) -> None:
        self._label = label
        self._total = total
        self._show = show
        self._began = time.monotonic()
        self._last = self._began

    def draw(self, done: int, tail: str) -> None:
        """Show that `done` of the total are done, with `tail` behind the count."""
        now = time.monotonic()
        if not self._show or now - self._last < _EVERY:
            return
        self._last = now
        share = done / self._total if self._total else 1.0
        seconds = now - self._began
        left = f"   {seconds / share - seconds:.0f} s left" if share > 0.02 else ""
        bar = "━" * round(share * _WIDE)
        line = f"{self._label}  {bar:<{_WIDE}}  {done:,} of {self._total:,} {tail}{left}"
        sys.stderr.write("\r\x1b[2K" + line)
        sys.stderr.flush()

    def wipe(self) -> None:
        """Take the line away, before something else is printed."""
        if self._show:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
            self._last = 0.0
