"""Put what workers send into the case: some of it at a time, at least once a second, whole or not at all."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError

from counterspec.casework.clock import now
from counterspec.casework.steps import Barred, Halt, Known, Read, Result, Unread, stays, unwritable
from counterspec.casework.writing import Rows, write, write_new
from counterspec.engine.pool import Done, End, Failed
from counterspec.errors import StoreError
from counterspec.model import Card, Origin, Problem, Wishes
from counterspec.store import queue
from counterspec.store.blobs import ensure
from counterspec.store.case import Case
from counterspec.store.codec import json_of
from counterspec.store.documents import held_of, put_origins
from counterspec.store.lookup import Known as Stands
from counterspec.store.queue import Queued
from counterspec.store.unread import any_unread, drop_unread, put_unread

_SECONDS = 1.0
_BYTES = 32 * 1024 * 1024
_MOST = 500

_REFUSED = (IntegrityError, DataError, InterfaceError, OverflowError, UnicodeError)
"""What the database says of rows that it cannot hold; everything else is its own trouble."""

Outcome = Done[Result] | Failed | End


@dataclass(slots=True)
class Tally:
    """Counts of a run: what is counted here is in the case and stays.

    `files` of `size` bytes were to be read, `done` of `bytes` are. Documents are `read`, `skipped`, `lost`
    (nothing of them could be read), `known` (in the case before) or `barred` (quarantined). `unread` are
    pages; `problems` are all that were told, `vanished` those of files whose bytes were not had.
    """

    files: int = 0
    size: int = 0
    done: int = 0
    bytes: int = 0
    read: int = 0
    skipped: int = 0
    lost: int = 0
    known: int = 0
    barred: int = 0
    pages: int = 0
    recognised: int = 0
    unread: int = 0
    findings: int = 0
    problems: int = 0
    vanished: int = 0

    @property
    def documents(self) -> int:
        """How many documents were met."""
        return self.read + self.skipped + self.lost + self.known + self.barred


@dataclass(slots=True)
class Writer:
    """Takes outcomes and commits them together; `cards` are those of documents committed since last asked."""

    case: Case
    versions: tuple[str, str]
    wishes: Wishes | None
    tally: Tally
    cards: list[Card] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)
    _pending: list[tuple[Queued, Outcome]] = field(default_factory=list)
    _weight: int = 0
    _since: float = 0.0
    _begun: set[int] = field(default_factory=set)

    def take(self, queued: Queued, outcome: Outcome) -> None:
        """Accept an outcome; it is in the case after the next `flush`.

        Raises:
            StoreError: it cannot be written, or a worker could not write its part.
        """
        if isinstance(outcome, Done) and isinstance(outcome.result, Halt):
            raise StoreError(outcome.result.reason, hint=outcome.result.hint)
        if not self._pending:
            self._since = time.monotonic()
        self._pending.append((queued, outcome))
        if isinstance(outcome, Done) and isinstance(outcome.result, Read):
            self._weight += outcome.result.weight
        if self._weight > _BYTES or len(self._pending) >= _MOST:
            self.flush()
        else:
            self.flush_if_due()

    def flush_if_due(self) -> None:
        """Commit what waits, if it has waited for a second."""
        if self._pending and time.monotonic() - self._since >= _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Commit what waits. An interruption is held up until that is done.

        Raises:
            StoreError: it cannot be written; nothing of it is in the case, and all of it can be read again.
        """
        if not self._pending:
            return
        with _undisturbed():
            step = _Step(self)
            ensure(
                self.case.folder,
                [
                    o.result.rows.card.sha256
                    for _, o in self._pending
                    if isinstance(o, Done) and isinstance(o.result, Read)
                ],
            )
            with self.case.changing() as connection:
                step.run(connection, self._pending)
            step.count()
            self._pending, self._weight = [], 0

    def drain(self) -> Iterator[Card]:
        """Yield the cards of the documents that were committed since it was last asked."""
        cards, self.cards = self.cards, []
        yield from cards

    def problems(self) -> list[Problem]:
        """Return the problems that were committed since they were last asked for."""
        told, self.told = self.told, []
        return told


class _Step:
    """One transaction; what it counts is added to the tally when it is committed."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._at = now()
        self._ended: list[int] = []
        self._open: set[int] = set()
        self._gain = Tally()
        self._cards: list[Card] = []
        self._told: list[Problem] = []
        self._begun: set[int] = set()
        self._held: dict[str, Stands] = {}
        self._met: list[tuple[str, Origin]] = []
        self._written: set[int] = set()

    def run(self, connection: Connection, pending: list[tuple[Queued, Outcome]]) -> None:
        """Write everything; what is new to the case is written together, the rest one by one."""
        self._forget(connection, [queued for queued, _ in pending])
        results = [o.result for _, o in pending if isinstance(o, Done)]
        self._held = held_of(connection, [d.sha256 for d in results if isinstance(d, Read | Known)])
        self._write_new(connection, [one for one in results if isinstance(one, Read)])
        for queued, outcome in pending:
            if isinstance(outcome, Done):
                self._done(connection, queued, outcome.result)
            elif isinstance(outcome, Failed):
                self._failed(connection, queued, outcome)
            else:
                self._ended.append(queued.id)
                self._gain.done += 1
                self._gain.bytes += queued.size
        put_origins(connection, self._met, self._at)
        queue.finish(connection, [number for number in self._ended if number not in self._open])

    def _forget(self, connection: Connection, files: list[Queued]) -> None:
        """Drop the problems of files that are begun anew."""
        new = {one.id: one for one in files if one.id not in self._writer._begun}
        self._begun = set(new)
        if new and any_unread(connection):
            for queued in new.values():
                drop_unread(connection, queued.place)

    def _write_new(self, connection: Connection, read: list[Read]) -> None:
        first: dict[str, Read] = {}
        for one in read:
            if one.sha256 not in self._held:
                other = first.get(one.sha256)
                first[one.sha256] = one if other is None or one.arrival < other.arrival else other
        batch = [(one.rows, one.arrival) for one in first.values()]
        versions = self._writer.versions
        try:
            with connection.begin_nested():
                write_new(connection, batch, versions, self._at)
        except _REFUSED:
            return  # one of them is refused: each on its own, then
        for one in first.values():
            wishes = json_of(one.rows.wishes)
            self._held[one.sha256] = Stands(*versions, one.arrival, wishes)
            self._written.add(id(one))

    def count(self) -> None:
        writer = self._writer
        for name in Tally.__slots__:
            setattr(writer.tally, name, getattr(writer.tally, name) + getattr(self._gain, name))
        writer._begun |= self._begun
        writer._begun -= set(self._ended)
        writer.cards += self._cards
        writer.told += self._told

    def _done(self, connection: Connection, queued: Queued, result: Result) -> None:
        if isinstance(result, Read):
            self._read(connection, result)
        elif isinstance(result, Unread):
            self._tell(connection, result.problem)
        elif isinstance(result, Barred):
            cause = queue.cause_of(connection, result.sha256)
            queue.quarantine(connection, queued, result.path, result.sha256, cause)
            code, _, told = cause.partition(": ")
            self._bar(connection, result.path, code, told)
        elif isinstance(result, Halt) or result.sha256 not in self._held:
            # It was taken out of the case since the worker looked: the file waits for the next run.
            self._open.add(queued.id)
        else:
            self._met.append((result.sha256, result.origin))
            self._gain.known += 1

    def _read(self, connection: Connection, result: Read) -> None:
        rows, writer = result.rows, self._writer
        if id(result) not in self._written:
            stands = self._held.get(result.sha256)
            if stands and stands.arrival <= result.arrival and stays(stands, writer.versions, writer.wishes):
                self._met.append((result.sha256, rows.origin))
                self._gain.known += 1
                return
            rows = self._write_one(connection, result)
        card, gain = rows.card, self._gain
        setattr(gain, card.state, getattr(gain, card.state) + 1)
        gain.pages += card.pages
        gain.recognised += card.pages_recognised
        gain.unread += card.pages - card.pages_read
        gain.findings += rows.findings
        gain.problems += len(rows.problems)
        self._told += rows.problems
        self._cards.append(card)

    def _write_one(self, connection: Connection, result: Read) -> Rows:
        rows, versions = result.rows, self._writer.versions
        try:
            with connection.begin_nested():
                write(connection, rows, versions, self._at, result.arrival)
        except _REFUSED as error:
            rows = unwritable(rows, error)
            write(connection, rows, versions, self._at, result.arrival)
        self._held[result.sha256] = Stands(*versions, result.arrival, json_of(rows.wishes))
        return rows

    def _failed(self, connection: Connection, queued: Queued, failed: Failed) -> None:
        if failed.again:
            queue.strike(connection, queued)
            return
        cause = f"{failed.code}: {failed.cause}"
        queue.quarantine(connection, queued, failed.name, failed.key or None, cause)
        self._bar(connection, failed.name, failed.code, failed.cause)

    def _bar(self, connection: Connection, path: str, code: str, cause: str) -> None:
        self._gain.barred += 1
        problem = Problem(path, code, f"stopped its worker twice: {cause}", _REMEDY)
        self._tell(connection, problem)

    def _tell(self, connection: Connection, problem: Problem) -> None:
        put_unread(connection, problem)
        self._gain.problems += 1
        self._gain.vanished += problem.lost
        self._told.append(problem)


_REMEDY = "It is left out of later runs; counterspec case add DIR --retry tries it again."


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C up for as long as this lasts; it comes right after."""
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread: signals do not come here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came and callable(before):
            before(came[0], None)
