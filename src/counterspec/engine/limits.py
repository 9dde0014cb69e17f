"""Confine a worker process: memory, core dumps, and death with its parent. Linux and other POSIX."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from counterspec.safe.limits import WORKER_BYTES

_PR_SET_PDEATHSIG = 1


def confine(parent: int) -> None:
    """Limit this process's address space, forbid core dumps, and die when `parent` does."""
    try:
        import resource
    except ImportError:  # not POSIX: the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + WORKER_BYTES
    resource.setrlimit(
        resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )
    if sys.platform == "linux":
        _die_with(parent)


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _die_with(parent: int) -> None:
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # The parent died before the line above could arrange it.
        os._exit(0)
