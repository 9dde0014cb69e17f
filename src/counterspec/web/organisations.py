"""The organisations of a case, kept until something about them changes: to join names, all of them are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection

from counterspec.casework.aliases import FILES
from counterspec.casework.parties import LISTS, Organisation, Parties
from counterspec.regimes.lists import load_lists
from counterspec.store import Case, log
from counterspec.store.links import changes

_State = tuple[object, ...]


@dataclass
class Known:
    """The organisations at one state of the case; `current` is False where documents were added since."""

    parties: Parties
    current: bool = True

    @cached_property
    def every(self) -> list[Organisation]:
        """All of them, those named in most documents first."""
        return self.parties.organisations()

    @cached_property
    def in_roles(self) -> list[tuple[str, int]]:
        """Each role with how many organisations documents name in it, the most first."""
        counts = Counter(held.role for one in self.every for held in one.roles)
        return sorted(counts.items(), key=lambda one: (-one[1], one[0]))

    @cached_property
    def open(self) -> int:
        """How many proposals wait for a decision."""
        return sum(one.state == "open" for one in self.parties.proposals)

    @cached_property
    def _said(self) -> list[str]:
        return ["\n".join(map(_folded, _names(one))) for one in self.every]

    def named(self, name: str, role: str = "") -> list[Organisation]:
        """Return those that a part of a name means, in a role."""
        part = _folded(name)
        return [
            one
            for one, said in zip(self.every, self._said, strict=True)
            if part in said and (not role or any(held.role == role for held in one.roles))
        ]


class KeptParties:
    """Gives the organisations of a case. One request makes them anew, others wait for it.

    While documents are being added they are those of before: each new document would make them anew.
    What people decide and answer shows at once.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._lock = Lock()
        self._read_of: _State = ()
        self._made_of: _State = ()
        self._known: Known | None = None

    def of(self, connection: Connection) -> Known:
        """Return the organisations as this connection sees the case."""
        with self._lock:
            documents = (changes(connection), *_stamps(self._case.folder, *FILES))
            decided = (log.last_of(connection, "name", "statement"), *_stamps(self._case.folder, LISTS))
            read = self._known.parties.read if self._known else None
            current = documents == self._read_of
            if not current and (read is None or self._case.worker() is None):
                self._read_of, read, current = documents, None, True
            if self._known is None or (self._read_of, decided) != self._made_of:
                own = self._case.folder / LISTS
                lists = load_lists([own] if own.is_dir() else [])
                self._known = Known(Parties(connection, self._case.folder, lists, read=read))
                self._made_of = (self._read_of, decided)
            self._known.current = current
            return self._known


def _stamps(folder: Path, *names: str) -> Iterator[_State]:
    """Yield what tells whether files of the user, or those in a folder of theirs, changed."""
    for name in names:
        place = folder / name
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file():
                stat = file.stat()
                yield str(file), stat.st_mtime_ns, stat.st_size, stat.st_ino


def _names(one: Organisation) -> list[str]:
    return [*(held.name for held in one.names), *one.others]


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
