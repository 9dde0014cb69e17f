"""Judge documents of a case anew: from what was read of them, or from their bytes where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from counterspec.casework.clock import now
from counterspec.casework.differences import Difference, compared, judged
from counterspec.casework.kept import Kept, keep, kept_of
from counterspec.casework.ordering import in_order
from counterspec.casework.versions import judging_version, reading_version
from counterspec.casework.writing import write
from counterspec.engine.pool import Begin, Done, Failed, run_supervised
from counterspec.errors import CounterspecError
from counterspec.model import Origin, Source
from counterspec.pipeline import Setup, Work, finished
from counterspec.store.blobs import blob
from counterspec.store.case import Case
from counterspec.store.documents import reading_of
from counterspec.store.held import Held, first_origin, held, held_in_order


@dataclass(frozen=True, slots=True)
class Rescanned:
    """What became of one document: its findings then and now. `read` says that its bytes were read again.

    `unable` says why nothing could be made of it, None where something was; it stays as it was.
    """

    name: str
    sha256: str
    read: bool = False
    changes: tuple[Difference, ...] = ()
    same: int = 0
    unable: str | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    held: Held
    read: bool


@dataclass(frozen=True, slots=True)
class _Made:
    kept: Kept | None
    read: bool
    unable: str | None = None


class Steps:
    """What a worker does with a document: makes facts and findings anew, of the kept reading or of the bytes."""

    def __init__(self, case: Case, setup: Setup, cache: bool) -> None:
        self._case = case
        self._setup = setup
        self._cache = cache

    def __call__(self, job: _Job, skip: int) -> Iterator[Begin | Done[_Made]]:
        if skip:
            return
        yield Begin(job.held.name)
        try:
            made = self._made(job)
        except CounterspecError as error:
            made = _Made(None, job.read, str(error))
        yield Done(made, last=True)

    def _made(self, job: _Job) -> _Made:
        document, origin = job.held, Origin(job.held.name, job.held.name)
        reading = None
        with self._case.reading() as connection:
            origin = first_origin(connection, document.sha256) or origin
            if not job.read:
                reading = reading_of(connection, document.sha256)
        wishes = replace(document.wishes, cache=document.wishes.cache and self._cache)
        source = Source(document.name, b"", document.sha256, document.sha256, wishes)
        # A text without any term was not parsed; whether it has one now shows in reading it, which is cheap.
        if reading is None or reading[0].matched_only:
            source = replace(source, data=blob(self._case.folder, document.sha256))
            kept, read = keep(source, origin, self._setup), True
        else:
            work = Work(source, document=reading[0], problems=reading[0].problems)
            kept, read = kept_of(reading[0], finished(work, self._setup), origin), False
        if kept.document is None and document.state == "read":
            reasons = (
                "; ".join(problem.reason for problem in kept.problems) or kept.reason or "nothing was read"
            )
            return _Made(None, read, f"it was read before, and cannot be now: {reasons}")
        card = replace(kept.card, size=document.size, copy_of=document.copy_of)
        return _Made(replace(kept, card=card, wishes=document.wishes), read)


@dataclass(slots=True)
class Rescanning:
    """One rescan; iterate over it for the documents in order of their names; each is written in one transaction.

    Documents that another version judged are judged anew from their kept reading. `read` reads those anew
    that another version read, `everything` reads and judges all. `cache` lets recognised pages come from
    the user's cache. `current` counts documents that are up to date, `outdated` those that another version
    read and that are not read anew.
    """

    case: Case
    setup: Setup
    vocabulary: tuple[Path, ...] = ()
    read: bool = False
    everything: bool = False
    cache: bool = True
    jobs: int = 1
    seconds: float = 60.0
    done: int = 0
    current: int = 0
    outdated: int = 0
    _judging: str = field(default="", init=False)

    def __iter__(self) -> Iterator[Rescanned]:
        """Do the work; what is written stays when it is stopped, and the next run goes on behind it."""
        self._judging = judging_version(self.vocabulary)
        with self.case.working("rescan"):
            yield from in_order(self._results())

    def _results(self) -> Iterator[tuple[int, Rescanned]]:
        jobs: dict[int, _Job] = {}
        self.setup.warm()
        outcomes = run_supervised(
            Steps(self.case, self.setup, self.cache), self._jobs(jobs), self.jobs, self.seconds,
            named=lambda job: job.held.name,
        )  # fmt: skip
        for index, outcome in outcomes:
            if isinstance(outcome, Done):
                yield index, self._written(jobs.pop(index).held, outcome.result)
            elif isinstance(outcome, Failed) and not outcome.again:
                job = jobs.pop(index)
                yield index, self._unable(job.held, f"{outcome.code}: {outcome.cause}", job.read)

    def _jobs(self, jobs: dict[int, _Job]) -> Iterator[_Job]:
        number = 0
        for document in held_in_order(self.case):
            stale = document.reading_version != reading_version()
            read = self.everything or (self.read and stale)
            judge = document.state == "read" and document.judging_version != self._judging
            if not read:
                self.outdated += stale
            if read or judge:
                jobs[number] = job = _Job(document, read)
                number += 1
                yield job
            else:
                self.current += not stale
                self.done += 1

    def _written(self, document: Held, made: _Made) -> Rescanned:
        if made.kept is None:
            return self._unable(document, made.unable or "", made.read)
        self.done += 1
        versions = (reading_version() if made.read else document.reading_version, self._judging)
        with self.case.changing() as connection:
            if held(connection, document.sha256) is None:
                return Rescanned(document.name, document.sha256, unable="it was removed meanwhile")
            before = judged(connection, document.sha256)
            write(connection, made.kept, versions, now())
            changes, same = compared(before, judged(connection, document.sha256))
            return Rescanned(document.name, document.sha256, made.read, changes, same)

    def _unable(self, document: Held, why: str, read: bool) -> Rescanned:
        self.done += 1
        return Rescanned(document.name, document.sha256, read, unable=why)
