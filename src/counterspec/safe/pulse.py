"""Signs of life from readers whose work takes long: each page that is read counts anew against the time limit."""

from __future__ import annotations

from collections.abc import Callable

_listener: Callable[[], None] | None = None


def listen(listener: Callable[[], None] | None) -> None:
    """Say who hears of this process's signs of life; a worker sets it once, None for nobody."""
    global _listener  # noqa: PLW0603 - one listener for the process
    _listener = listener


def beat() -> None:
    """Tell that one part of bounded size, a page, is done: readers may call it once for each."""
    if _listener is not None:
        _listener()
