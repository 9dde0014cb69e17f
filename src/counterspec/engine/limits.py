"""Confine a worker process: memory, core dumps, and death with its parent. Linux and other POSIX."""

from __future__ import annotations

import os
from pathlib import Path

from counterspec.safe.limits import WORKER_BYTES
from counterspec.safe.mortal import die_with


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
    die_with(parent)


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
