"""Connections to the one database file of a case: for reading wherever it lies, for changing where that is possible."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from counterspec.errors import StoreError
from counterspec.store.search_index import add_functions

BUSY_SECONDS = 30.0
"""How long a change waits for that of another process; one takes as long as writing one document."""

_NO_ROOM = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL)
_UNFINISHED = "Copy the whole folder to a place that can be written to, and open it there."


def reader(path: Path) -> Engine:
    """Return what gives connections that change nothing; they work beside a writer and from read-only media."""
    return _engine(lambda: _reading(path))


def writer(path: Path) -> Engine:
    """Return what gives connections whose transactions wait for each other.

    With the execution option `loose`, foreign keys are not watched: for steps that make tables anew.
    """
    return _engine(lambda: _writing(path))


def can_write(path: Path) -> bool:
    """Tell whether this process may change the database and write beside it."""
    return all(
        os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
        for place in (path.parent, path)
    )


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    # No connection outlives its transaction: none is carried into a worker, and the last one tidies up.
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("loose"):
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("immediate") else "BEGIN")

    return engine


def _writing(path: Path) -> sqlite3.Connection:
    if not can_write(path):
        raise StoreError(
            f"{path.parent}: the case cannot be written to here",
            hint="Copy the folder to a place where it can, and work there.",
        )
    connection = _connect(path, "mode=rw")
    try:
        # Its triggers call a function of ours, which would count as unsafe.
        connection.execute("PRAGMA trusted_schema = ON")
        add_functions(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    """Connect to read; the file is taken as unchanging only where nothing was left beside it and it stays so."""
    waiting = path.with_name(path.name + "-wal")
    beside = (waiting, path.with_name(path.name + "-shm"))
    if not can_write(path) and not any(place.exists() for place in beside):
        return _probed(path, "mode=ro&immutable=1")
    mode = "mode=rw" if can_write(path) else "mode=ro"
    try:
        return _probed(path, mode)
    except sqlite3.OperationalError as error:
        # No room, or no permission, for the small file that readers and writers share.
        if _primary(error) not in _NO_ROOM:
            raise
        if waiting.exists() and waiting.stat().st_size:
            raise StoreError(
                f"{path.parent}: the last change was not finished, and cannot be finished here: {error}",
                hint=_UNFINISHED,
            ) from error
        return _probed(path, "mode=ro&immutable=1")


def _probed(path: Path, mode: str) -> sqlite3.Connection:
    connection = _connect(path, mode)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # Percent signs carry names of any bytes; "rw" never makes a file that is not there.
    address = f"file:{quote(os.fsencode(path.absolute()))}?{mode}"
    connection = sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.create_function("casefold", 1, _casefold, deterministic=True)
    # A case can come from anybody: what its schema says must not run functions.
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _casefold(text: object) -> str | None:
    """Return a text as it compares in any script; the database's own `lower` knows ASCII letters alone."""
    return text.casefold() if isinstance(text, str) else None


def _primary(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def checkpoint(path: Path) -> None:
    """Move what waits beside the database into it, as far as readers allow; failing changes nothing."""
    with suppress(sqlite3.Error, StoreError):
        connection = _writing(path)
        try:
            connection.execute("PRAGMA busy_timeout = 500")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def checked(path: Path) -> str | None:
    """Return what the database itself finds wrong with its file, None where it is sound.

    Raises:
        sqlite3.Error: it cannot even be looked at.
    """
    connection = _reading(path)
    try:
        found: Any = connection.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        connection.close()
    return None if found is None or found[0] == "ok" else str(found[0])
