"""Problems of files whose bytes could not be had: no document of the case, and yet named."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, text

from counterspec.model import Problem
from counterspec.store import schema
from counterspec.store.codec import json_of

_BELOW = "sha256 IS NULL AND (file = :path OR (file >= :path || '/' AND file < :path || '0'))"
"""The slash comes right before the nought: all names that begin with the path and a slash."""

_BESIDE = (
    " AND file NOT IN (SELECT coalesce(nullif(member, ''), path) FROM queue WHERE state = 'quarantined')"
)


def any_unread(connection: Connection) -> bool:
    """Whether there is such a problem at all."""
    problems = schema.problems
    return (
        connection.execute(select(problems.c.id).where(problems.c.sha256.is_(None)).limit(1)).first()
        is not None
    )


def put_unread(connection: Connection, problem: Problem) -> None:
    """Write a problem of a file that is no document of the case."""
    row = {
        "sha256": None, "file": problem.file, "code": problem.code, "page": problem.page, "line": problem.line,
        "lost": int(problem.lost), "data": json_of(problem),
    }  # fmt: skip
    connection.execute(insert(schema.problems), row)


def drop_unread(connection: Connection, path: str, *, barred: bool = True) -> None:
    """Forget such problems of a path and of all below it; without `barred`, those of the quarantine stay."""
    beside = "" if barred else _BESIDE
    connection.execute(text(f"DELETE FROM problems WHERE {_BELOW}{beside}"), {"path": path})  # noqa: S608
