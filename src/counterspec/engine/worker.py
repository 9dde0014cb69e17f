"""A worker's life: confined, it takes one job after the other and sends what becomes of each."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from counterspec.engine.limits import confine
from counterspec.engine.messages import Alive, Begin, Done, End, J, R, Steps
from counterspec.safe import cores, pulse

MEMORY_EXIT = 77
"""The exit code of a worker whose document took more memory than it may."""

BEAT_SECONDS = 0.5
"""Signs of life are sent at most this often: one for every page of a native PDF would be a flood."""


def _beats(pipe: Connection) -> Callable[[], None]:
    last = 0.0

    def beat() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= BEAT_SECONDS:
            last = now
            pipe.send(Alive())

    return beat


def work(pipe: Connection, steps: Steps[J, R], parent: int, workers: int) -> None:
    """A worker's life: take a job, send its steps, until the parent closes the pipe."""
    confine(parent)
    # What the parent had loaded is shared with it: a collection that looked at it would copy all its pages.
    gc.freeze()
    # What stops a worker is named by its supervisor; a trace on the terminal would only hide that.
    faulthandler.disable()
    cores.share(workers)
    pulse.listen(_beats(pipe))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pipe.send(Alive())
        while True:
            job, skip, alone = pipe.recv()
            _run(pipe, steps(job, skip), alone)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)
    except MemoryError:
        os._exit(MEMORY_EXIT)


def _run(pipe: Connection, running: Iterator[Begin | Done[R]], alone: bool) -> None:
    """Send the steps of a job; of one that is tried alone only those of its first document."""
    begun = False
    for step in running:
        begun = begun or isinstance(step, Begin)
        if alone and not begun:
            continue
        pipe.send(step)
        if isinstance(step, Done):
            if step.last:
                return
            if alone:
                break
    pipe.send(End())
