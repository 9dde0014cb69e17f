"""Read pages of a document again with another recognition engine: compare, and take over where a person says so.

A page has an engine of its own then; the others stay with the engine they have. What is compared is the whole
document as it would stand then, since lines and tables go on over pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from counterspec.casework.clock import now
from counterspec.casework.differences import Difference, Judged, compared, judged
from counterspec.casework.kept import FindingKept, Kept, kept_of
from counterspec.casework.placing import standing_in
from counterspec.casework.readings import PageReadings, page_readings
from counterspec.casework.verdicts import unjudged
from counterspec.casework.versions import judging_version, reading_version
from counterspec.casework.writing import write
from counterspec.engine.pool import Begin, Done, Failed, run_supervised
from counterspec.errors import CounterspecError, UnreadableError, UsageError
from counterspec.model import Document, Origin, Problem, Recognition, Source, Wishes
from counterspec.pipeline import Setup, finished, read
from counterspec.recognise import able
from counterspec.store import log
from counterspec.store.blobs import blob
from counterspec.store.by_hand import by_hand_of
from counterspec.store.case import Case
from counterspec.store.documents import reading_of
from counterspec.store.held import Held, first_origin, held


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes a reading over, and why."""

    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reread:
    """Pages of a document as an engine reads them, None for the usual reading, beside the case's reading of them.

    `changes` are the findings of the document that are new, gone or changed by it, `same` counts the others.
    `taken` says that it is the case's reading now.
    """

    name: str
    sha256: str
    engine: str | None
    pages: tuple[PageReadings, ...]
    changes: tuple[Difference, ...]
    same: int
    taken: bool


@dataclass(slots=True)
class Rereading:
    """Reads pages of one document of a case again, in a worker: by an engine, or with None as if none had been chosen.

    `cache` lets pages come from the user's cache of recognised pages, `seconds` is the time a page may take.
    """

    case: Case
    setup: Setup
    vocabulary: tuple[Path, ...] = ()
    cache: bool = True
    seconds: float = 60.0

    def compare(self, sha256: str, pages: frozenset[int], engine: str | None) -> Reread:
        """Return what another engine reads; the case stays as it is.

        Raises:
            UsageError: no such document, page or engine, or the engine is not installed.
            UnreadableError: the engine could not read a page, or stopped.
        """
        return self._reread(sha256, pages, engine, None)

    def take(self, sha256: str, pages: frozenset[int], engine: str | None, taking: Taking) -> Reread:
        """Make what another engine reads the case's reading; the log says so, and verdicts find their findings again.

        Raises:
            UsageError: as `compare`, or nobody's name.
            UnreadableError: as `compare`.
            StoreError: other work goes on in the case.
        """
        if not taking.by.strip():
            raise UsageError(
                "a reading is taken over by somebody", hint="--by NAME, or set COUNTERSPEC_REVIEWER."
            )
        with self.case.working("reread"):
            return self._reread(sha256, pages, engine, taking)

    def _reread(
        self, sha256: str, pages: frozenset[int], engine: str | None, taking: Taking | None
    ) -> Reread:
        if engine is not None:
            able(engine)
        with self.case.reading() as connection:
            document = held(connection, sha256)
        if document is None:
            raise UsageError(f"{sha256[:12]}: no such document in this case")
        own = {number: by for number, by in document.wishes.by_page if number not in pages}
        own |= {} if engine is None else dict.fromkeys(pages, engine)
        job = _Job(document, replace(document.wishes, by_page=tuple(sorted(own.items()))), pages, engine)
        made = self._made(job)
        if taking is None:
            with self.case.reading() as connection:
                before = judged(connection, sha256)
            changes, same = compared(before, _as_judged((*made.kept.findings, *made.by_hand), before))
        else:
            with self.case.changing() as connection:
                changes, same = self._taken(connection, job, made, taking)
        return Reread(document.name, sha256, engine, made.pages, changes, same, taking is not None)

    def _made(self, job: _Job) -> _Made:
        self.setup.warm()
        steps = _Steps(self.case, self.setup, self.cache)
        for _, outcome in run_supervised(steps, [job], 1, self.seconds, named=lambda job: job.held.name):
            if isinstance(outcome, Done):
                if isinstance(outcome.result, _Made):
                    return outcome.result
                raise UnreadableError(f"{job.held.name}: {outcome.result}", hint=_STAYS)
            if isinstance(outcome, Failed) and not outcome.again:
                raise UnreadableError(f"{job.held.name}: {outcome.code}: {outcome.cause}", hint=_STAYS)
        raise UnreadableError(f"{job.held.name}: nothing came back", hint=_STAYS)

    def _taken(
        self, connection: Connection, job: _Job, made: _Made, taking: Taking
    ) -> tuple[tuple[Difference, ...], int]:
        sha256 = job.held.sha256
        if held(connection, sha256) is None:
            raise UsageError(f"{job.held.name}: it was removed meanwhile")
        before, at = judged(connection, sha256), now()
        write(connection, made.kept, (reading_version(), judging_version(self.vocabulary)), at)
        changes, same = compared(before, judged(connection, sha256))
        log.append(connection, "reading", taking.by.strip(), _entry(job, made, changes, taking.reason), at)
        return changes, same


_STAYS = "The reading of the case stays as it is."


@dataclass(frozen=True, slots=True)
class _Job:
    held: Held
    wishes: Wishes
    pages: frozenset[int]
    engine: str | None


@dataclass(frozen=True, slots=True)
class _Made:
    kept: Kept
    by_hand: tuple[FindingKept, ...]
    pages: tuple[PageReadings, ...]


class _Steps:
    """What a worker does: reads the document as it would stand, and compares the pages asked for."""

    def __init__(self, case: Case, setup: Setup, cache: bool) -> None:
        self._case = case
        self._setup = setup
        self._cache = cache

    def __call__(self, job: _Job, skip: int) -> Iterator[Begin | Done[_Made | str]]:
        if skip:
            return
        yield Begin(job.held.name)
        try:
            made: _Made | str = self._made(job)
        except CounterspecError as error:
            made = str(error)
        yield Done(made, last=True)

    def _made(self, job: _Job) -> _Made | str:
        document = job.held
        with self._case.reading() as connection:
            origin = first_origin(connection, document.sha256) or Origin(document.name, document.name)
            kept = reading_of(connection, document.sha256)
            added = by_hand_of(connection, document.sha256)
        wishes = replace(job.wishes, cache=job.wishes.cache and self._cache)
        data = blob(self._case.folder, document.sha256)
        work = read(Source(document.name, data, document.sha256, document.sha256, wishes), self._setup)
        as_read = work.document
        failure = _failure(job, as_read, work.problems)
        if failure or as_read is None:
            return failure
        done = finished(work, self._setup)
        made = kept_of(as_read, done, origin)
        by_hand = standing_in(done.document or as_read, added)
        pages = tuple(page_readings(number, kept and kept[0], as_read) for number in sorted(job.pages))
        return _Made(
            replace(made, card=replace(made.card, copy_of=document.copy_of), wishes=job.wishes),
            tuple(by_hand),
            pages,
        )


def _failure(job: _Job, document: Document | None, problems: tuple[Problem, ...]) -> str:
    """Return why a page was not read by the engine asked for; "" where all were."""
    if document is None:
        return "; ".join(problem.reason for problem in problems) or "nothing was read"
    pages = {page.number: page for page in document.pages}
    for number in sorted(job.pages):
        how = pages[number].recognition if number in pages else None
        told = [
            one.reason
            for one in (*problems, *document.problems)
            if one.page == number and one.code == _FAILED
        ]
        if number not in pages:
            return f"no page {number}; it has {len(pages)}"
        if told or (job.engine is not None and (how is None or how.engine != job.engine)):
            return f"page {number}: {told[0] if told else 'it is not drawn from a picture that could be recognised'}"
    return ""


_FAILED = "recognition-failed"


def _as_judged(findings: Iterable[FindingKept], before: dict[str, Judged]) -> dict[str, Judged]:
    """Return the findings as they would be kept; a verdict on one that says something else asks for another look."""
    made = {}
    for one in findings:
        was = before.get(one.fingerprint)
        standing = was.standing if was else "none"
        if standing == "none":
            standing = unjudged(one.finding)
        if was and standing != "none" and was.saying != one.saying:
            standing = "look-again"
        made[one.fingerprint] = Judged(one.finding, one.saying, standing)
    return made


def _entry(job: _Job, made: _Made, changes: tuple[Difference, ...], reason: str) -> dict[str, object]:
    return {
        "sha256": job.held.sha256, "name": job.held.name, "pages": sorted(job.pages), "chosen": job.engine,
        "engines": [_named(page.after) for page in made.pages], "reason": reason.strip(),
        "before": [_named(page.before) for page in made.pages],
        **{kind: sum(change.kind == kind for change in changes) for kind in ("new", "gone", "changed")},
    }  # fmt: skip


def _named(how: Recognition | None) -> str:
    return f"{how.engine} ({how.version})" if how else "text of the file"
