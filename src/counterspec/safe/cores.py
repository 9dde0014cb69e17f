"""How many threads this process may keep busy: the machine's cores, shared among the workers."""

from __future__ import annotations

import os

_workers = 1


def share(workers: int) -> None:
    """Say that `workers` processes work beside each other, this one among them."""
    global _workers  # noqa: PLW0603 - one number for the process, set when a worker starts
    _workers = max(1, workers)


def threads() -> int:
    """Return the number of threads that is this process's part."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        cores = os.cpu_count() or 1
    return max(1, cores // _workers)
