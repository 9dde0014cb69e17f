"""Find the files below the given paths and queue them, some at a time: no list of all is ever held."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from counterspec.casework.lists import Given
from counterspec.errors import UsageError
from counterspec.model import Problem
from counterspec.safe.names import printable
from counterspec.safe.walk import Found, Options, Skipped, walk
from counterspec.store import queue
from counterspec.store.case import INCOMING, Case
from counterspec.store.codec import json_of
from counterspec.store.queue import Queued
from counterspec.store.unread import drop_unread, put_unread

_BATCH = 2_000
_WALKING = "walking"


class Queueing:
    """Puts what lies at and below paths into a case's queue.

    `found` counts files, `problems` what was in the way, which `tell` hears of; `missing` are given paths.
    """

    def __init__(self, case: Case, options: Options, tell: Callable[[list[Problem]], None]) -> None:
        self._case = case
        self._tell = tell
        self._options = replace(options, never=options.never | _place(case.folder))
        self._files: list[Queued] = []
        self._problems: list[Problem] = []
        self._roots: list[tuple[str, Counter[str]]] = []
        self.found = self.left_out = self.problems = 0
        self.missing: list[Problem] = []

    def add(self, given: Iterable[Given]) -> None:
        """Queue everything; where it is interrupted, the case remembers which path was not walked to its end.

        Raises:
            UsageError: a path lies in the case's own folder.
        """
        for one in given:
            self._one(one)
        self._flush()

    def _one(self, given: Given) -> None:
        root = printable(given.path)
        folder = self._case.folder
        if _inside(given.path, folder) and not _inside(given.path, folder / INCOMING):
            raise UsageError(f"{root}: lies in the folder of the case itself")
        is_folder = os.path.isdir(given.path)  # noqa: PTH112 - names of any bytes
        if is_folder:
            self._flush()
            with self._case.changing() as connection:
                _walking(connection, add=root)
        counts: Counter[str] = Counter()
        origin = json_of(given.said)
        for item in walk([given.path], self._options):
            if isinstance(item, Found):
                self._files.append(
                    Queued(0, item.location, "", item.path, item.rel, item.size, item.modified, origin)
                )
            elif isinstance(item, Skipped):
                counts[item.reason] += 1
            else:
                self._problems.append(item)
                if item.file == root:
                    self.missing.append(item)
            if len(self._files) + len(self._problems) >= _BATCH:
                self._flush()
        self._roots.append((root, counts))
        if is_folder or len(self._roots) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if not (self._files or self._problems or self._roots):
            return
        with self._case.changing() as connection:
            queue.put(connection, self._files)
            for problem in self._problems:
                drop_unread(connection, problem.file, barred=False)
                put_unread(connection, problem)
            for root, counts in self._roots:
                queue.left_out(connection, root, counts)
            _walking(connection, done={root for root, _ in self._roots})
        self.found += len(self._files)
        self.problems += len(self._problems)
        self._tell(self._problems)
        self.left_out += sum(counts.total() for _, counts in self._roots)
        self._files, self._problems, self._roots = [], [], []


def unwalked(connection: Connection) -> list[str]:
    """Return the given folders that were not walked to their end."""
    return [str(root) for root in json.loads(Case.meta(connection, _WALKING) or "[]")]


def _walking(connection: Connection, *, add: str = "", done: Iterable[str] = ()) -> None:
    roots = unwalked(connection)
    kept = [root for root in roots if root not in set(done)]
    if add and add not in kept:
        kept.append(add)
    if kept != roots:
        Case.set_meta(connection, _WALKING, json.dumps(kept, ensure_ascii=False))


def _place(folder: Path) -> frozenset[tuple[int, int]]:
    status = folder.stat()
    return frozenset({(status.st_dev, status.st_ino)})


def _inside(path: str, folder: Path) -> bool:
    own, given = os.path.realpath(folder), os.path.realpath(path)
    return given == own or given.startswith(own + os.sep)
