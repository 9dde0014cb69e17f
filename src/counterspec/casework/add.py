"""Add documents to a case: find files and queue them, read them in workers, write what they send.

What is done is in the case and off the queue in one step: an interrupted run goes on where it stopped,
and the same bytes are never read twice by the same version.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from counterspec.casework.lists import Given, shown
from counterspec.casework.queueing import Queueing, unwalked
from counterspec.casework.steps import Said, Steps
from counterspec.casework.versions import judging_version, reading_version
from counterspec.casework.writer import Tally, Writer
from counterspec.engine.pool import End, Rules, run_supervised
from counterspec.model import Card, Problem, Wishes
from counterspec.pipeline import Setup
from counterspec.safe.walk import Options
from counterspec.store import queue
from counterspec.store.case import Case
from counterspec.store.queue import Queued
from counterspec.store.tidying import tidy

_STRIKES = 2
_LIFE = 2_000
"""Documents after which a worker is replaced."""
_FETCHED = 512
"""Rows of the queue taken at a time."""
_CLEAN = "clean"


@dataclass(slots=True)
class Adding:
    """One run of adding; iterate over it for the documents, each of them after it is safe in the case.

    Without `paths` and `more` it goes on with what waits. `more` are further paths with what is said of each.
    `retry` lets the quarantined wait again. `insist` reads documents again that were read by other wishes.
    `watch` is called at least twice a second while files are read; it may take what was `told`.
    """

    case: Case
    paths: Sequence[str | os.PathLike[str]]
    setup: Setup
    jobs: int = 1
    seconds: float = 60.0
    options: Options = field(default_factory=Options)
    wishes: Wishes = field(default_factory=lambda: Wishes(whole=True))
    said: Said = field(default_factory=Said)
    more: Iterable[Given] = ()
    retry: bool = False
    insist: bool = False
    vocabulary: tuple[Path, ...] = ()
    watch: Callable[[], None] = lambda: None
    tally: Tally = field(default_factory=Tally)
    told: list[Problem] = field(default_factory=list)
    queued: Queueing | None = None
    unwalked: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Card]:
        with self.case.working("adding documents"):
            self._tidy()
            self.queued = Queueing(self.case, self.options, self._tell)
            self.queued.add(self._given())
            with self.case.changing() as connection:
                if self.retry:
                    queue.retry(connection)
                self.tally.files, self.tally.size = queue.waits(connection)
                self.unwalked = unwalked(connection)
            yield from self._read()
            with self.case.changing() as connection:
                self.case.set_meta(connection, _CLEAN, "" if self.tally.barred else "1")

    def _given(self) -> Iterator[Given]:
        for path in self.paths:
            yield Given(shown(path), self.said)
        yield from self.more

    def _tell(self, problems: list[Problem]) -> None:
        self.told += problems
        self.watch()

    def _tidy(self) -> None:
        """Delete sources that a killed run wrote and no document names."""
        with self.case.changing() as connection:
            if self.case.meta(connection, _CLEAN) == "":
                tidy(connection, self.case.folder)
            self.case.set_meta(connection, _CLEAN, "")

    def _read(self) -> Iterator[Card]:
        if not self.tally.files:
            return
        self.setup.warm()
        versions = reading_version(), judging_version(self.vocabulary)
        steps = Steps(self.case, self.setup, self.wishes, versions, insist=self.insist)
        writer = Writer(self.case, versions, self.wishes if self.insist else None, self.tally)
        running: dict[int, Queued] = {}

        def between() -> None:
            writer.flush_if_due()
            self.told += writer.problems()
            self.watch()

        outcomes = run_supervised(
            steps,
            _noted(self._waiting(), running),
            min(self.jobs, self.tally.files),
            Rules(self.seconds, _STRIKES, _LIFE),
            named=lambda queued: queued.place,
            weight=lambda queued: queued.size,
            between=between,
        )
        try:
            for index, outcome in outcomes:
                writer.take(running[index], outcome)
                if isinstance(outcome, End):
                    del running[index]
                yield from writer.drain()
        finally:
            outcomes.close()  # type: ignore[attr-defined]
            writer.flush()
            between()
        yield from writer.drain()

    def _waiting(self) -> Iterator[Queued]:
        last = 0
        while True:
            with self.case.reading() as connection:
                rows = queue.waiting(connection, last, _FETCHED)
            if not rows:
                return
            yield from rows
            last = rows[-1].id


def _noted(jobs: Iterable[Queued], running: dict[int, Queued]) -> Iterator[Queued]:
    """Pass jobs on and remember each by its number until it ends."""
    for number, job in enumerate(jobs):
        running[number] = job
        yield job
