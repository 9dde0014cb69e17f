"""What a worker does with a file of the queue: keeps its bytes, reads it, returns what the writer writes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterspec.casework.kept import Kept, keep
from counterspec.casework.writing import Rows, rows_of
from counterspec.engine.pool import Begin, Done
from counterspec.errors import StoreError
from counterspec.model import Card, Origin, Problem, Source, Wishes
from counterspec.pipeline import Setup
from counterspec.safe import pulse
from counterspec.safe.archives import Capture, archive_kind, members
from counterspec.safe.packs import is_pack
from counterspec.safe.walk import Found, read
from counterspec.store.blobs import keep_blob
from counterspec.store.case import Case
from counterspec.store.codec import value_of
from counterspec.store.lookup import Known as Held
from counterspec.store.lookup import Lookup
from counterspec.store.queue import Queued

_MEMBERS = 1 << 20
"""More documents than an archive may hold: the place of each in the queue is one number."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of where and when a file was fetched, for all that is read of it."""

    url: str | None = None
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, as rows; its bytes lie in the case's folder, not yet made sure of.

    `weight` is about how many bytes it takes.
    """

    rows: Rows
    arrival: int
    weight: int = 0

    @property
    def sha256(self) -> str:
        """The document's digest."""
        return self.rows.card.sha256


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the case holds already, met at one more place."""

    sha256: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Barred:
    """A document in quarantine, met again."""

    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Something of a file whose bytes could not be had."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Halt:
    """The case itself failed (disk full, for instance): the run ends, and nothing is held against the document."""

    reason: str
    hint: str


Result = Halt | Read | Known | Barred | Unread


class Steps:
    """Made before the workers fork, so that they share the vocabulary."""

    def __init__(
        self, case: Case, setup: Setup, wishes: Wishes, versions: tuple[str, str], *, insist: bool = False
    ) -> None:
        self._folder = case.folder
        self._setup = setup
        self._wishes = wishes
        self._versions = versions
        self._lookup = Lookup(case.file)
        self._insist = insist

    def __call__(self, queued: Queued, skip: int) -> Iterator[Begin | Done[Result]]:
        found = Found(queued.location, queued.path, queued.rel, queued.size)
        data = read(found)
        if isinstance(data, Problem):
            yield Done(Unread(data), last=True)
        elif archive_kind(queued.path, data) is None:
            if not skip:
                sha256 = hashlib.sha256(data).hexdigest()
                yield Begin(queued.path, sha256)
                origin = _origin(queued, queued.path)
                yield Done(self._result(data, sha256, origin, queued.id * _MEMBERS), last=True)
        elif is_pack(io.BytesIO(data)):
            yield Done(Unread(_pack(queued.path)), last=True)
        else:
            yield from self._archive(queued, data, skip)

    def _archive(self, queued: Queued, data: bytes, skip: int) -> Iterator[Begin | Done[Result]]:
        begun = 0
        container = hashlib.sha256(data).hexdigest()
        for item in members(queued.path, data):
            if isinstance(item, Problem):
                # What stood before a document that stopped the last worker was told by that one.
                if begun >= skip and not queued.member:
                    yield Done(Unread(item))
                continue
            if queued.member and item.path != queued.member:
                pulse.beat()
                continue
            begun += 1
            if begun <= skip:
                pulse.beat()
                continue
            sha256 = hashlib.sha256(item.data).hexdigest()
            yield Begin(item.path, sha256)
            origin = _captured(replace(_origin(queued, item.path), container=container), item.capture)
            yield Done(self._result(item.data, sha256, origin, queued.id * _MEMBERS + begun))
        if queued.member and not begun:
            gone = Problem(queued.member, "not-found", "the archive does not hold it any more")
            yield Done(Unread(gone))

    def _result(self, data: bytes, sha256: str, origin: Origin, arrival: int) -> Result:
        try:
            known = self._lookup.known(sha256)
            return self._known(known, sha256, origin, arrival) or self._made(
                known, data, sha256, origin, arrival
            )
        except StoreError as error:
            return Halt(str(error), error.hint)

    def _known(self, known: Held | None, sha256: str, origin: Origin, arrival: int) -> Known | Barred | None:
        if known is not None and self._stays(known):
            if known.arrival <= arrival:
                return Known(sha256, origin)
        elif self._lookup.barred(sha256):
            return Barred(sha256, origin.path)
        return None

    def _made(self, known: Held | None, data: bytes, sha256: str, origin: Origin, arrival: int) -> Read:
        keep_blob(self._folder, sha256, data, sync=False)
        # What somebody decided about a page holds however the document comes in again.
        own = value_of(known.wishes, Wishes).by_page if known else ()
        # Ids are made of the digest: they do not depend on where a file lay.
        source = Source(origin.rel, data, sha256, sha256, replace(self._wishes, by_page=own))
        try:
            rows = rows_of(keep(source, origin, self._setup))
            return Read(rows, arrival, 4 * len(data))
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception as error:  # a fault of ours must cost one document, and be seen
            return Read(rows_of(failed(source, origin, error)), arrival)

    def _stays(self, known: Held) -> bool:
        return stays(known, self._versions, self._wishes if self._insist else None)


def _pack(path: str) -> Problem:
    return Problem(
        path,
        "pack",
        "a pack that Counterspec made: its report, findings and log are no documents; nothing of it was added",
        "counterspec verify checks it. Sources that it holds can be added: unpack it, and add its folder data/sources.",
        lost=False,
    )


def failed(source: Source, origin: Origin, error: Exception) -> Kept:
    """Return what is kept of a source that a fault of ours kept from being read."""
    reason = f"{type(error).__name__}: {error}"
    problem = Problem(source.path, "internal", reason, "Please report this with the file.")
    card = Card(source.sha256, source.path, "lost", size=len(source.data))
    return Kept(card, origin, source.wishes, problems=(problem,))


def unwritable(rows: Rows, error: Exception) -> Rows:
    """Return what is kept of a source whose rows the database refuses."""
    error = getattr(error, "orig", error)  # without the statement, which quotes all of the document
    source = Source(rows.card.name, b"", rows.card.sha256, wishes=rows.wishes)
    kept = failed(source, rows.origin, error)
    return rows_of(replace(kept, card=replace(kept.card, size=rows.card.size)))


def stays(known: Held, versions: tuple[str, str], wishes: Wishes | None) -> bool:
    """Whether a document need not be read again: the same code would, and in the way that is wished for."""
    if (known.reading_version, known.judging_version) != versions:
        return False
    if wishes is None:
        return True
    other = value_of(known.wishes, Wishes)
    return (other.recognition, other.engine, other.dpi) == (wishes.recognition, wishes.engine, wishes.dpi)


def _captured(origin: Origin, capture: Capture | None) -> Origin:
    """Return the origin with what the web archive says, which goes before what is said of the archive."""
    if capture is None:
        return origin
    return replace(origin, url=capture.url, fetched_at=capture.fetched_at, capture=capture.facts)


def _origin(queued: Queued, path: str) -> Origin:
    said = value_of(queued.origin, Said)
    return Origin(path, queued.rel + path[len(queued.path) :], url=said.url, fetched_at=said.fetched_at)
