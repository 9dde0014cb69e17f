"""Add files to a case: queue them, read them in workers, write them one by one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from counterspec.casework.clock import now
from counterspec.casework.kept import Kept, keep
from counterspec.casework.versions import judging_version, reading_version
from counterspec.casework.writing import write
from counterspec.engine.pool import Begin, Done, Failed, run_supervised
from counterspec.model import Card, Origin, Problem, Source, Wishes
from counterspec.pipeline import Setup
from counterspec.safe.archives import archive_kind, members
from counterspec.safe.walk import Found, Options, read, walk
from counterspec.store.blobs import keep_blob
from counterspec.store.case import Case


class Steps:
    """What a worker does with a file: keeps its bytes, reads it, returns what the writer writes."""

    def __init__(self, case: Case, setup: Setup, wishes: Wishes) -> None:
        self._folder = case.folder
        self._setup = setup
        self._wishes = wishes

    def __call__(self, found: Found, skip: int) -> Iterator[Begin | Done[Kept]]:
        data = read(found)
        if isinstance(data, Problem):
            return
        if archive_kind(found.path, data) is None:
            if not skip:
                yield Begin(found.path)
                yield Done(self._kept(data, Origin(found.path, found.rel)))
            return
        container = hashlib.sha256(data).hexdigest()
        begun = 0
        for member in members(found.path, data):
            if isinstance(member, Problem):
                continue
            begun += 1
            if begun > skip:
                yield Begin(member.path)
                rel = found.rel + member.path[len(found.path) :]
                yield Done(self._kept(member.data, Origin(member.path, rel, container)))

    def _kept(self, data: bytes, origin: Origin) -> Kept:
        sha256 = hashlib.sha256(data).hexdigest()
        keep_blob(self._folder, sha256, data)
        # Ids are made of the digest: they do not depend on where a file lay.
        source = Source(origin.rel, data, sha256, sha256, self._wishes)
        return keep(source, origin, self._setup)


@dataclass(slots=True)
class Adding:
    """One run of adding; iterate over it for the documents as they are kept."""

    case: Case
    paths: Sequence[str | os.PathLike[str]]
    setup: Setup
    jobs: int = 1
    seconds: float = 60.0
    options: Options = field(default_factory=Options)
    wishes: Wishes = field(default_factory=lambda: Wishes(whole=True))

    def __iter__(self) -> Iterator[Card]:
        found = [item for item in walk(self.paths, self.options) if isinstance(item, Found)]
        self.setup.warm()
        versions = reading_version(), judging_version()
        steps = Steps(self.case, self.setup, self.wishes)
        for _, outcome in run_supervised(steps, found, self.jobs, self.seconds):
            if isinstance(outcome, Done):
                with self.case.changing() as connection:
                    write(connection, outcome.result, versions, now())
                yield outcome.result.card
            elif isinstance(outcome, Failed):
                yield Card("", outcome.name, "lost")
