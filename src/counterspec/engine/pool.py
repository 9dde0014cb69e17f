"""Run jobs in worker processes under a time and memory limit.

A job is a generator of steps: `Begin` names the document about to be read, `Done` carries its
result. When a worker dies or overruns, the document begun last is the guilty one; it is reported
as `Failed`, and the job goes on in a fresh worker behind it. Nothing of the other jobs is lost.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from counterspec.engine.limits import confine
from counterspec.errors import CounterspecError
from counterspec.safe import cores, pulse
from counterspec.safe.limits import DOCUMENT_SECONDS

J = TypeVar("J")
R = TypeVar("R")

_AHEAD = 4
"""Jobs a worker holds beside the one it runs, so that it never waits for the parent."""

_MAX_STILLBIRTHS = 3


@dataclass(frozen=True, slots=True)
class Begin:
    """The document about to be read."""

    name: str


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """The result of the document begun last."""

    result: R


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that stopped its worker. `code` is "time-limit", "memory-limit" or "crash"."""

    name: str
    code: str
    cause: str


@dataclass(frozen=True, slots=True)
class Alive:
    """A page of the document begun last is done; the time limit counts anew."""


@dataclass(frozen=True, slots=True)
class End:
    """The job has no more steps."""


Steps = Callable[[J, int], Iterator["Begin | Done[R]"]]
"""A job's generator; its second argument is how many documents to leave out at the start."""


@dataclass(slots=True)
class _Task(Generic[J]):
    index: int
    job: J
    begun: int = 0
    skip: int = 0


@dataclass(slots=True)
class _Worker(Generic[J]):
    process: BaseProcess
    pipe: Connection
    tasks: deque[_Task[J]] = field(default_factory=deque)
    current: str | None = None
    deadline: float = 0.0
    ready: bool = False


def run_inline(steps: Steps[J, R], jobs: Iterable[J]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
    """Run the jobs in this process: no limit but the readers' own."""
    for index, job in enumerate(jobs):
        for step in steps(job, 0):
            if isinstance(step, Done):
                yield index, step
        yield index, End()


def run_supervised(
    steps: Steps[J, R], jobs: Iterable[J], workers: int, seconds: float = DOCUMENT_SECONDS
) -> Iterator[tuple[int, Done[R] | Failed | End]]:
    """Run the jobs in `workers` processes; yields (job's index, outcome) as they come.

    Raises:
        CounterspecError: workers cannot be started.
    """
    pool = _Pool(steps, workers, seconds)
    try:
        yield from pool.run(enumerate(jobs))
    finally:
        pool.close()


class _Pool(Generic[J, R]):
    def __init__(self, steps: Steps[J, R], workers: int, seconds: float) -> None:
        # fork shares the compiled vocabulary with every worker; the parent runs no other thread.
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        self._steps = steps
        self._seconds = seconds
        self._stillbirths = 0
        self._retry: deque[_Task[J]] = deque()
        self._count = max(1, workers)
        self._workers = [self._start() for _ in range(self._count)]

    def run(self, jobs: Iterator[tuple[int, J]]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        tasks = (_Task(index, job) for index, job in jobs)
        while True:
            for worker in self._workers:
                self._feed(worker, tasks)
            busy = [worker for worker in self._workers if worker.tasks]
            if not busy:
                return
            yield from self._listen(busy)

    def close(self) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()

    def _start(self) -> _Worker[J]:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._steps, os.getpid(), self._count)
        process = self._context.Process(target=_work, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours, deadline=time.monotonic() + self._seconds)

    def _feed(self, worker: _Worker[J], tasks: Iterator[_Task[J]]) -> None:
        while len(worker.tasks) <= _AHEAD:
            task = self._retry.popleft() if self._retry else next(tasks, None)
            if task is None:
                return
            if not worker.tasks:
                worker.deadline = time.monotonic() + self._seconds
            worker.tasks.append(task)
            try:
                worker.pipe.send((task.job, task.skip))
            except OSError:
                return

    def _listen(self, busy: list[_Worker[J]]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        nearest = min(worker.deadline for worker in busy)
        heard = wait([worker.pipe for worker in busy], max(0.0, nearest - time.monotonic()))
        now = time.monotonic()
        for worker in busy:
            if worker.pipe in heard:
                yield from self._receive(worker)
            elif worker.deadline <= now:
                worker.process.kill()
                yield from self._bury(worker, "time-limit", f"more than {self._seconds:g} s")

    def _receive(self, worker: _Worker[J]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            yield from self._bury(worker, *_cause(worker.process.exitcode))
            return
        worker.deadline = time.monotonic() + self._seconds
        worker.ready = True
        task = worker.tasks[0]
        if isinstance(message, Begin):
            task.begun += 1
            worker.current = message.name
        elif isinstance(message, Alive):
            pass
        elif isinstance(message, End):
            worker.tasks.popleft()
            worker.current = None
            yield task.index, message
        else:
            worker.current = None
            yield task.index, message

    def _bury(
        self, worker: _Worker[J], code: str, cause: str
    ) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        """Name the guilty document, requeue what the worker still held, and start another worker."""
        worker.process.join()
        worker.pipe.close()
        self._stillbirths = 0 if worker.ready else self._stillbirths + 1
        if self._stillbirths >= _MAX_STILLBIRTHS:
            raise CounterspecError(f"workers cannot be started: {cause}", hint="Try --jobs 1.")
        for task in worker.tasks:
            task.skip, task.begun = task.skip + task.begun, 0
        if worker.tasks and worker.current is not None:
            yield worker.tasks[0].index, Failed(worker.current, code, cause)
        self._retry.extend(worker.tasks)
        self._workers[self._workers.index(worker)] = self._start()


def _cause(exitcode: int | None) -> tuple[str, str]:
    if exitcode == _MEMORY_EXIT:
        return "memory-limit", "more memory than a document may take"
    if exitcode is not None and exitcode < 0:
        return "crash", f"the reader was stopped by {signal.Signals(-exitcode).name}"
    return "crash", f"the reader ended with exit code {exitcode}"


_MEMORY_EXIT = 77


_BEAT_SECONDS = 0.5
"""Signs of life are sent at most this often: one for every page of a native PDF would be a flood."""


def _beats(pipe: Connection) -> Callable[[], None]:
    last = 0.0

    def beat() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _BEAT_SECONDS:
            last = now
            pipe.send(Alive())

    return beat


def _work(pipe: Connection, steps: Steps[J, R], parent: int, workers: int) -> None:
    """A worker's life: take a job, send its steps, until the parent closes the pipe."""
    confine(parent)
    cores.share(workers)
    pulse.listen(_beats(pipe))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            job, skip = pipe.recv()
            for step in steps(job, skip):
                pipe.send(step)
            pipe.send(End())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)
    except MemoryError:
        os._exit(_MEMORY_EXIT)
