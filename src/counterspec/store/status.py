"""How much a case holds, and how much of it could not be read: counts of one state of the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Connection, func, select, text

from counterspec.model import Problem, Standing
from counterspec.store import queue, schema
from counterspec.store.codec import value_of
from counterspec.store.counting import counted, total
from counterspec.store.finding_filter import FindingFilter

_DOCUMENTS = text(
    "SELECT count(*) AS documents, coalesce(sum(state = 'read'), 0) AS read,"
    " coalesce(sum(state = 'skipped'), 0) AS skipped, coalesce(sum(state = 'lost'), 0) AS lost,"
    " coalesce(sum(copy_of IS NOT NULL), 0) AS copies, coalesce(sum(pages), 0) AS pages,"
    " coalesce(sum(pages_read), 0) AS pages_read, coalesce(sum(pages_recognised), 0) AS pages_recognised,"
    " coalesce(sum(size), 0) AS bytes,"
    " (SELECT count(DISTINCT p.sha256) FROM problems p JOIN documents d ON d.sha256 = p.sha256"
    " WHERE p.lost AND d.state = 'read') AS in_part"
    " FROM documents"
)


@dataclass(frozen=True, slots=True)
class Status:
    """Counts. `in_part` documents are among those `read`, with something missing; `copies` repeat another.

    `unhad` are files that were queued or found, and whose bytes could not be had. `findings` are by tier,
    `reviewed` by what the verdicts come to, `left_out` by reason. `older` counts documents that another
    version read, or judged.
    """

    documents: int
    read: int
    skipped: int
    lost: int
    copies: int
    pages: int
    pages_read: int
    pages_recognised: int
    bytes: int
    in_part: int
    unhad: int
    problems: int
    waiting: int
    quarantined: int
    findings: dict[str, int]
    candidates: int
    reviewed: dict[str, int]
    left_out: dict[str, int]
    older_reading: int
    older_judging: int


def status(connection: Connection, versions: tuple[str, str]) -> Status:
    """Return the counts of a case; `versions` are those of today's reading and judging."""
    d = schema.documents.c
    documents = {name: int(value) for name, value in connection.execute(_DOCUMENTS).one()._mapping.items()}
    reviewed = FindingFilter("all", standings=tuple(one for one in get_args(Standing) if one != "none"))
    return Status(
        **documents,
        unhad=_count(
            connection, schema.problems, schema.problems.c.sha256.is_(None) & schema.problems.c.lost
        ),
        problems=_count(connection, schema.problems),
        waiting=queue.count(connection, "waiting"),
        quarantined=queue.count(connection, "quarantined"),
        findings={tier: n for (tier,), n in counted(connection, FindingFilter(), ["tier"])},
        candidates=total(connection, FindingFilter("candidate")),
        reviewed={standing: n for (standing,), n in counted(connection, reviewed, ["standing"])},
        left_out=_left_out(connection),
        older_reading=_count(connection, schema.documents, d.reading_version != versions[0]),
        older_judging=_count(connection, schema.documents, d.judging_version != versions[1]),
    )


def _count(connection: Connection, table: Any, *where: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def _left_out(connection: Connection) -> dict[str, int]:
    table = schema.left_out.c
    query = select(table.reason, func.sum(table.count)).group_by(table.reason).order_by(table.reason)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class Told:
    """A problem of a case; `document` is the SHA-256 of the document it is one of, None for a file without bytes."""

    problem: Problem
    document: str | None
    quarantined: bool


def problems(
    connection: Connection, *, lost: bool = False, skip: int = 0, limit: int | None = None
) -> Iterator[Told]:
    """Yield the problems by file and place, all or a part.

    With `lost` only those that something is missing because of.
    """
    p = schema.problems.c
    kept = select(queue.named()).where(schema.queue.c.state == "quarantined").scalar_subquery()
    query = select(p.data, p.sha256, (p.sha256.is_(None) & p.file.in_(kept)).label("barred"))
    if lost:
        query = query.where(p.lost == 1)
    query = query.order_by(p.file, p.page, p.line, p.code, p.data)
    for row in connection.execute(query.limit(-1 if limit is None else limit).offset(skip)):
        yield Told(value_of(row.data, Problem), row.sha256, bool(row.barred))
