"""Failures of the database turned into our own: which case, what happened, what to do."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from counterspec.errors import StoreError
from counterspec.store.holding import holder
from counterspec.store.opening import checked

_TIGHT = 1 << 20
"""With fewer bytes free, a failed write is a full disk."""

FULL = "Nothing acknowledged was lost. Make room and run the same command again."
_DAMAGED = "Restore the folder from a copy, or make a new case and add the sources in its folder blobs again."
_READONLY = "Copy the folder to a place where it can be written to, and work there."


@contextmanager
def named(folder: Path, file: Path) -> Iterator[None]:
    """Turn failures of the database `file` into a StoreError that names the case."""
    try:
        yield
    except StoreError as error:
        if str(error).startswith(str(folder)):
            raise
        raise StoreError(f"{folder}: {error}", hint=error.hint, code=error.code) from error
    except (DBAPIError, sqlite3.Error) as error:
        raise _told(folder, _first(error)) from error
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        # A damaged file can give values of any shape; a fault of ours in a sound one stays what it is.
        wrong: str | None = None
        with suppress(sqlite3.Error, StoreError, OSError):
            wrong = checked(file)
        if wrong is None:
            raise
        raise damaged(folder, wrong) from error


def damaged(folder: Path, what: object) -> StoreError:
    """Return the failure of a case whose file is damaged."""
    return StoreError(f"{folder}: the case file is damaged: {what}", hint=_DAMAGED, code="damaged")


def unwritable(place: Path, error: OSError) -> StoreError:
    """Return the failure of a file of a case that cannot be written."""
    hint = FULL if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else ""
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        hint = _READONLY
    return StoreError(f"{place}: cannot be written: {error.strerror or error}", hint=hint)


def _first(error: BaseException) -> BaseException:
    """Return what went wrong first: a full disk ends a transaction, and then its savepoints are missing."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and len(chain) < 100:
        chain.append(following)
        following = following.__cause__ or following.__context__
    causes = [one for one in chain if isinstance(one, StoreError) or _primary(one) is not None]
    telling = [one for one in causes if _primary(one) not in (None, sqlite3.SQLITE_ERROR)]
    orig = error.orig if isinstance(error, DBAPIError) else error
    return telling[-1] if telling else causes[0] if causes else orig or error


def _primary(error: BaseException | None) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _told(folder: Path, error: BaseException | None) -> StoreError:
    if isinstance(error, StoreError):
        return error
    primary = _primary(error)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        other = holder(folder)
        who = f": {other}" if other else ""
        return StoreError(
            f"{folder}: another process is writing to this case{who}",
            hint="Nothing was changed. Wait until it is done, and run the same command again.",
        )
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _is_tight(folder)):
        return StoreError(f"{folder}: no room is left for the case: {error}", hint=FULL)
    if primary == sqlite3.SQLITE_IOERR:
        return StoreError(f"{folder}: the case file could not be read or written: {error}", hint=FULL)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StoreError(f"{folder}: the case cannot be written to here: {error}", hint=_READONLY)
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH):
        return StoreError(f"{folder}: the case file cannot be opened: {error}", hint=_READONLY)
    if primary == sqlite3.SQLITE_NOTADB:
        return damaged(folder, "it is no database")
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return StoreError(f"{folder}: the case refused the change: {error}")
    return damaged(folder, error)


def _is_tight(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _TIGHT
    except OSError:
        return False
