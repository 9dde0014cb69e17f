"""Let a process die with the one that started it. Linux; elsewhere it lives on to its own end.

Linux counts the thread, not the process, as what started it (prctl(2), PR_SET_PDEATHSIG): whoever starts such a
process keeps that thread for as long as the process is wanted.
"""

from __future__ import annotations

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Have this process killed when `parent`, which started it, ends."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # The parent died before the line above could arrange it.
        os._exit(0)
