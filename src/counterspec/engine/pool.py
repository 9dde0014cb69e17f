"""Run jobs in worker processes under a time and memory limit.

A job is a generator of steps: `Begin` names the document about to be read, `Done` carries its
result. When a worker dies or overruns, the document begun last is the guilty one; it is reported
as `Failed`, and the job goes on in a fresh worker behind it. Nothing of the other jobs is lost.
Where a document has more than one strike, it is tried again at the end, alone in a fresh worker.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic

from counterspec.engine.messages import Begin, Done, End, Failed, J, R, Rules, Steps
from counterspec.engine.worker import BEAT_SECONDS, MEMORY_EXIT, work
from counterspec.errors import CounterspecError
from counterspec.safe.limits import DOCUMENT_SECONDS

__all__ = ["Begin", "Done", "End", "Failed", "Rules", "run_inline", "run_supervised"]

_AHEAD = 4
"""Jobs a worker holds beside the one it runs, so that it never waits for the parent."""

_AHEAD_WEIGHT = 64 * 1024
"""It holds no more than one beyond this weight: a long job would wait behind another while a worker idles."""

_MAX_STILLBIRTHS = 3
_JOB_STRIKES = 2
"""Times a job may stop its worker outside of any document, an archive's own tables for instance."""


@dataclass(slots=True)
class _Task(Generic[J]):
    index: int
    job: J
    begun: int = 0
    skip: int = 0
    strikes: int = 0
    alone: Begin | None = None
    """The one document to be tried again; None where all are to be read."""


@dataclass(slots=True)
class _Worker(Generic[J]):
    process: BaseProcess
    pipe: Connection
    tasks: deque[_Task[J]] = field(default_factory=deque)
    current: Begin | None = None
    deadline: float = 0.0
    ready: bool = False
    done: int = 0
    weight: int = 0


def run_inline(steps: Steps[J, R], jobs: Iterable[J]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
    """Run the jobs in this process: no limit but the readers' own."""
    for index, job in enumerate(jobs):
        for step in steps(job, 0):
            if isinstance(step, Done):
                yield index, step
        yield index, End()


def run_supervised(
    steps: Steps[J, R],
    jobs: Iterable[J],
    workers: int,
    rules: Rules | float = DOCUMENT_SECONDS,
    *,
    named: Callable[[J], str] = str,
    weight: Callable[[J], int] = lambda _: 0,
    between: Callable[[], None] | None = None,
) -> Iterator[tuple[int, Done[R] | Failed | End]]:
    """Run the jobs in `workers` processes; yields (job's index, outcome) as they come.

    Jobs are taken from `jobs` as workers need them. `named` names a job that stops a worker before any
    document; `weight` says how long it may take, in bytes. `between` is called at least twice a second.

    Raises:
        CounterspecError: workers cannot be started.
    """
    rules = rules if isinstance(rules, Rules) else Rules(rules)
    pool = _Pool(steps, workers, rules, named, weight)
    try:
        yield from pool.run(enumerate(jobs), between)
    finally:
        pool.close()


class _Pool(Generic[J, R]):
    def __init__(
        self,
        steps: Steps[J, R],
        workers: int,
        rules: Rules,
        named: Callable[[J], str],
        weight: Callable[[J], int],
    ) -> None:
        # fork shares the compiled vocabulary with every worker; the parent runs no other thread.
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        self._steps = steps
        self._rules = rules
        self._named = named
        self._weight = weight
        self._stillbirths = 0
        self._retry: deque[_Task[J]] = deque()
        self._alone: deque[_Task[J]] = deque()
        self._owed: Counter[int] = Counter()
        self._count = max(1, workers)
        self._workers = [self._start() for _ in range(self._count)]

    def run(
        self, jobs: Iterator[tuple[int, J]], between: Callable[[], None] | None
    ) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        tasks = (_Task(index, job) for index, job in jobs)
        while True:
            for worker in self._workers:
                self._feed(worker, tasks)
            busy = [worker for worker in self._workers if worker.tasks]
            if busy:
                yield from self._listen(busy, None if between is None else BEAT_SECONDS)
            elif self._alone:
                self._give(self._renewed(self._workers[0]), self._alone.popleft())
            else:
                return
            if between is not None:
                between()

    def close(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    def _start(self) -> _Worker[J]:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._steps, os.getpid(), self._count)
        process = self._context.Process(target=work, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours, deadline=time.monotonic() + self._rules.seconds)

    def _renewed(self, worker: _Worker[J]) -> _Worker[J]:
        """Put a fresh worker in the place of one that is between two jobs."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._retry.extendleft(reversed(worker.tasks))
        fresh = self._workers[self._workers.index(worker)] = self._start()
        return fresh

    def _feed(self, worker: _Worker[J], tasks: Iterator[_Task[J]]) -> None:
        while not worker.tasks or (len(worker.tasks) <= _AHEAD and worker.weight < _AHEAD_WEIGHT):
            task = self._retry.popleft() if self._retry else next(tasks, None)
            if task is None or not self._give(worker, task):
                return

    def _give(self, worker: _Worker[J], task: _Task[J]) -> bool:
        if not worker.tasks:
            worker.deadline = time.monotonic() + self._rules.seconds
        worker.tasks.append(task)
        worker.weight += self._weight(task.job)
        try:
            worker.pipe.send((task.job, task.skip, task.alone is not None))
        except OSError:
            return False
        return True

    def _listen(
        self, busy: list[_Worker[J]], longest: float | None
    ) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        nearest = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        heard = wait([worker.pipe for worker in busy], nearest if longest is None else min(nearest, longest))
        now = time.monotonic()
        for worker in busy:
            if worker.pipe in heard:
                yield from self._receive(worker)
            elif worker.deadline <= now:
                worker.process.kill()
                yield from self._bury(worker, "time-limit", f"more than {self._rules.seconds:g} s")

    def _receive(self, worker: _Worker[J]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            yield from self._bury(worker, *_cause(worker.process.exitcode))
            return
        worker.deadline = time.monotonic() + self._rules.seconds
        worker.ready = True
        task = worker.tasks[0]
        if isinstance(message, Begin):
            task.begun += 1
            worker.current = message
        elif isinstance(message, Done):
            worker.current = None
            worker.done += 1
            yield task.index, message
            if message.last:
                yield from self._ended(worker)
        elif isinstance(message, End):
            yield from self._ended(worker)

    def _ended(self, worker: _Worker[J]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        task = worker.tasks.popleft()
        worker.weight -= self._weight(task.job)
        worker.current = None
        yield from self._closed(task)
        if self._rules.life is not None and worker.done >= self._rules.life:
            self._renewed(worker)

    def _closed(self, task: _Task[J]) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        """Tell the end of a job, unless a document of it is to be tried again."""
        if task.alone:
            self._owed[task.index] -= 1
        if not self._owed[task.index]:
            del self._owed[task.index]
            yield task.index, End()

    def _bury(
        self, worker: _Worker[J], code: str, cause: str
    ) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        """Name the guilty document, requeue what the worker still held, and start another worker."""
        worker.process.join()
        worker.pipe.close()
        self._stillbirths = 0 if worker.ready else self._stillbirths + 1
        if self._stillbirths >= _MAX_STILLBIRTHS:
            raise CounterspecError(f"workers cannot be started: {cause}", hint="Try --jobs 1.")
        ended = None
        if worker.tasks and worker.ready:
            task = worker.tasks[0]
            yield from self._strike(task, worker.current, code, cause)
            if task.alone or (worker.current is None and task.strikes >= _JOB_STRIKES):
                ended = worker.tasks.popleft()
        for task in worker.tasks:
            task.skip, task.begun = task.skip + task.begun, 0
        self._retry.extend(worker.tasks)
        self._workers[self._workers.index(worker)] = self._start()
        if ended is not None:
            yield from self._closed(ended)

    def _strike(
        self, task: _Task[J], begun: Begin | None, code: str, cause: str
    ) -> Iterator[tuple[int, Done[R] | Failed | End]]:
        """Report the document that stopped its worker; the job itself where it had begun none."""
        number = task.skip + max(0, task.begun - 1)
        if begun is None and task.alone is None:
            task.strikes += 1
            if task.strikes >= _JOB_STRIKES:
                yield task.index, Failed(self._named(task.job), code, cause, number=number)
            return
        again = task.alone is None and self._rules.strikes > 1
        guilty = begun or task.alone or Begin("")
        if again:
            self._owed[task.index] += 1
            self._alone.append(_Task(task.index, task.job, skip=number, alone=guilty))
        yield task.index, Failed(guilty.name, code, cause, again, number, guilty.key)


def _cause(exitcode: int | None) -> tuple[str, str]:
    if exitcode == MEMORY_EXIT:
        return "memory-limit", "more memory than a document may take"
    if exitcode is not None and exitcode < 0:
        return "crash", f"the reader was stopped by {signal.Signals(-exitcode).name}"
    return "crash", f"the reader ended with exit code {exitcode}"
