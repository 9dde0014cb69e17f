"""A case: a folder with one SQLite file and its sources; opened, made, migrated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from counterspec.errors import StoreError
from counterspec.registry import discover
from counterspec.store.migrations import Migration
from counterspec.store.schema import VERSION, meta
from counterspec.store.search_index import add_functions, is_current, rebuild

FILE = "case.sqlite"
_BUSY_SECONDS = 10.0


class Case:
    """An open case. `folder` holds everything of it and can be copied and moved as a whole.

    Any number of processes may read; changes are made inside `changing`, one process at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine = _engine(folder / FILE)

    @classmethod
    def new(cls, folder: Path) -> Self:
        """Make a case in a folder that is empty or not there yet.

        Raises:
            StoreError: the folder holds something, or cannot be written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise StoreError(f"{folder}: the folder is not empty", hint="Name a new folder for the case.")
            case = cls(folder)
            with case.changing() as connection:
                case._migrate(connection, 0)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
        return case

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a case, bringing older tables up to date.

        Raises:
            StoreError: no case, a damaged one, or one of a newer version.
        """
        if not (folder / FILE).is_file():
            raise StoreError(f"{folder}: no case here", hint=f"counterspec case new {folder}")
        case = cls(folder)
        with case.reading() as connection:
            version = int(case.meta(connection, "version"))
            indexed = is_current(connection)
        if version > VERSION:
            raise StoreError(
                f"{folder}: the case was written by a newer Counterspec (tables {version}, known {VERSION})",
                hint="Install that version, or a later one.",
            )
        if version < VERSION:
            with case.changing() as connection:
                case._migrate(connection, version)
        if not indexed:
            with case.changing() as connection:
                rebuild(connection)
        return case

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the case and changes nothing."""
        with _named(self.folder), self._engine.connect() as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at the end, or not at all."""
        with (
            _named(self.folder),
            self._engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            yield connection

    @staticmethod
    def meta(connection: Connection, key: str) -> str:
        """Return one of the case's own facts ("version", "made_by", …), empty where it has none."""
        return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar() or ""

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _migrate(self, connection: Connection, version: int) -> None:
        steps = discover("counterspec.store.migrations", Migration, third_party=False)
        for step in steps.values():
            if step.version > version:
                step.apply(connection)
        connection.execute(insert(meta).prefix_with("OR REPLACE"), {"key": "version", "value": str(VERSION)})


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=NullPool,
        connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: Any) -> None:
        add_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Turn failures of the database into our own, named by the case."""
    try:
        yield
    except OperationalError as error:
        raise StoreError(f"{folder}: {error.orig}", hint=_hint(str(error.orig))) from error
    except DatabaseError as error:
        raise StoreError(f"{folder}: the case file is damaged: {error.orig}") from error


def _hint(message: str) -> str:
    if "locked" in message:
        return "Another process is writing to this case; wait until it is done."
    if "full" in message:
        return "Nothing acknowledged was lost. Make room and run the same command again."
    if "readonly" in message:
        return "The folder cannot be written to; copy the case to a place where it can."
    return ""
