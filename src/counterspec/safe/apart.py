"""Do something in a process of its own: what it does to the state of a library is gone with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import NoReturn

from counterspec.safe.mortal import die_with

_FAILED, _NO_MEMORY = 1, 77
_PIECE = 1 << 20


def apart(make: Callable[[], bytes]) -> bytearray:
    """Return the bytes that `make` gives in a forked process; in this one where nothing can be forked.

    Raises:
        MemoryError: it took more memory than it may.
        RuntimeError: it failed, or was stopped; the message says how.
    """
    if not hasattr(os, "fork"):
        return bytearray(make())
    ours, theirs = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if not child:
        _make(make, theirs, parent)
    os.close(theirs)
    made = bytearray()
    try:
        while piece := os.read(ours, _PIECE):
            made += piece
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(ours)
        _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == _NO_MEMORY:
        raise MemoryError
    if code < 0:
        raise RuntimeError(f"stopped by {signal.Signals(-code).name}")
    if code:
        raise RuntimeError(made.decode("utf-8", "replace") or "it ended early")
    return made


def _make(make: Callable[[], bytes], out: int, parent: int) -> NoReturn:
    """Write what is made, or what went wrong, and end without any of the parent's own endings."""
    code = _FAILED
    try:
        die_with(parent)
        try:
            code, made = 0, make()
        except MemoryError:
            code, made = _NO_MEMORY, b""
        except Exception as error:
            code, made = _FAILED, f"{type(error).__name__}: {error}".encode("utf-8", "replace")
        left = memoryview(made)
        while left:
            left = left[os.write(out, left) :]
    finally:
        os._exit(code)
