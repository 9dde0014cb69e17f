"""A case: a folder with one SQLite file and its sources; opened, made, brought up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, insert, select, text

from counterspec._version import __version__
from counterspec.errors import StoreError
from counterspec.registry import discover
from counterspec.store import opening
from counterspec.store.blobs import sweep, synced
from counterspec.store.failures import damaged, named, unwritable
from counterspec.store.holding import Holder, held, holder
from counterspec.store.migrations import Migration
from counterspec.store.schema import meta
from counterspec.store.search_index import is_current, rebuild

FILE = "case.sqlite"
INCOMING = "incoming"
"""The folder of a case for files that came in and are not read yet."""
_PART = ".case.sqlite."
"""A case in the making; one left by a stopped process is as good as nothing."""
_KIND = 0x43535043
"""What the file's header says it is: a case of ours."""


class Case:
    """An open case. `folder` holds everything of it and can be copied and moved as a whole.

    Any number of processes may read. Changes are made inside `changing` and wait for each other; work
    of many changes is done inside `working`, by one process at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / FILE
        self._reader = opening.reader(self._file)
        self._writer = opening.writer(self._file)
        self._changed = False

    @classmethod
    def new(cls, folder: Path) -> Self:
        """Make a case in a folder that is empty or not there yet: whole, or not at all.

        Raises:
            StoreError: the folder holds something, or cannot be written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(not entry.name.startswith(_PART) for entry in folder.iterdir()):
                raise StoreError(f"{folder}: the folder is not empty", hint="Name a new folder for the case.")
            _made(folder, folder / f"{_PART}{os.getpid()}")
        except OSError as error:
            raise unwritable(folder, error) from error
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a case, bringing older tables up to date.

        Raises:
            StoreError: no case, a damaged one, or one of a newer version.
        """
        try:
            there = (folder / FILE).is_file()
        except OSError as error:
            raise StoreError(f"{folder}: cannot be opened: {error.strerror or error}") from error
        if not there:
            raise StoreError(f"{folder}: no case here", hint=f"counterspec case new {folder}")
        case = cls(folder)
        case._bring_up_to_date()
        case._index_anew()
        return case

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the case and changes nothing."""
        with named(self.folder, self._file), self._reader.connect() as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def changing(self, *, loose: bool = False) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at the end, or not at all.

        `loose` leaves foreign keys unwatched, for steps that make tables anew.
        """
        self._changed = True
        with (
            named(self.folder, self._file),
            self._writer.connect().execution_options(immediate=True, loose=loose) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def working(self, task: str) -> Iterator[None]:
        """Keep other long work (adding, rescanning, removing) off the case; `task` tells others what is done.

        Raises:
            StoreError: another process works on it, or the folder cannot be written to.
        """
        with held(self.folder, task):
            sweep(self.folder)
            yield

    def worker(self) -> Holder | None:
        """Return the process that works on the case now, None where there is none."""
        return holder(self.folder)

    @property
    def file(self) -> Path:
        """The database."""
        return self._file

    @property
    def writable(self) -> bool:
        """Whether this process may change the case."""
        return opening.can_write(self._file)

    @staticmethod
    def meta(connection: Connection, key: str) -> str:
        """Return one of the case's own facts ("version", "made_by", …), empty where it has none."""
        return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar() or ""

    @staticmethod
    def set_meta(connection: Connection, key: str, value: str) -> None:
        """Write one of the case's own facts in the place of what it was."""
        connection.execute(insert(meta).prefix_with("OR REPLACE"), {"key": key, "value": value})

    def close(self) -> None:
        """Let go of the file; what was written is in it, as far as readers allow."""
        if self._changed:
            opening.checkpoint(self._file)
        self._changed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _bring_up_to_date(self) -> None:
        newest = steps()[-1].version
        with self.reading() as connection:
            version = self._version(connection)
        if version > newest:
            raise StoreError(
                f"{self.folder}: the case was written by a newer Counterspec"
                f" (tables {version}, known here {newest})",
                hint="Nothing was changed. Install that version, or a later one.",
                code="newer",
            )
        if version == newest:
            return
        if not self.writable:
            raise StoreError(
                f"{self.folder}: the case is of an older Counterspec (tables {version}, now {newest}) and"
                " cannot be brought up to date here",
                hint="Copy the folder to a place where it can be written to, and open it there.",
            )
        with self.working("bringing the case up to date"), self.changing(loose=True) as connection:
            migrate(connection, self._version(connection), self.folder)

    def _index_anew(self) -> None:
        """Make the search index anew where other rules made it; a case that cannot be written keeps its own."""
        with self.reading() as connection:
            current = is_current(connection)
        if not current and self.writable:
            with self.changing() as connection:
                rebuild(connection)

    def _version(self, connection: Connection) -> int:
        if connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")).scalar() != 1:
            raise StoreError(
                f"{self.folder / FILE}: a database, but no case of Counterspec",
                hint="Name the folder that `counterspec case new` made.",
            )
        version = self.meta(connection, "version")
        if not version.isascii() or not version.isdecimal() or len(version) > 6:
            raise damaged(self.folder, f"its version is {version[:40]!r}")
        return int(version)


def steps() -> tuple[Migration, ...]:
    """Return the steps from one version of the tables to the next, in order."""
    found = discover("counterspec.store.migrations", Migration, third_party=False)
    return tuple(sorted(found.values(), key=lambda step: step.version))


def migrate(connection: Connection, version: int, folder: Path) -> None:
    """Bring tables of `version` to the newest one, inside the transaction that is open.

    The first step makes the tables as they are now, all at once: 0 stands for no tables.

    Raises:
        StoreError: rows point at rows that are not there.
    """
    todo = [step for step in steps() if step.version > version]
    for step in todo[:1] if version == 0 else todo:
        step.apply(connection)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        raise damaged(folder, f"a row of {row[0]} points at nothing in {row[2]}")
    Case.set_meta(connection, "version", str(steps()[-1].version))


def _made(folder: Path, part: Path) -> None:
    """Make the database beside its place and move it there whole."""
    for left in folder.glob(f"{_PART}*"):
        left.unlink(missing_ok=True)
    try:
        part.touch()
        with named(folder, part), opening.writer(part).connect() as connection, connection.begin():
            connection.exec_driver_sql(f"PRAGMA application_id = {_KIND}")
            migrate(connection, 0, folder)
            Case.set_meta(connection, "made_by", f"counterspec {__version__}")
            Case.set_meta(connection, "made_at", _now())
        part.rename(folder / FILE)
        synced(folder)
    finally:
        for left in folder.glob(f"{part.name}*"):
            left.unlink(missing_ok=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
