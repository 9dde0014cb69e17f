"""What a case holds at a glance, by kind and date, summed up by the database: no row of a document is read for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from counterspec.model import Card
from counterspec.store import queue, schema
from counterspec.store.documents import cards

_D, _F, _T = schema.documents.c, schema.findings.c, schema.facets.c
_TIERS = tuple("ABCD")
"""Tiers of concept that a timeline marks."""


@dataclass(frozen=True, slots=True)
class KindHeld:
    """How many documents of a kind were read whole, in part, and not, and their pages."""

    kind: str
    whole: int
    part: int
    unread: int
    pages: int


@dataclass(frozen=True, slots=True)
class Extent:
    """The dates of the documents that were read, copies left out: `undated` say no date of issue."""

    first: str | None
    last: str | None
    undated: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Documents of a kind whose date of issue begins alike: how many, and how many of them hold a finding."""

    begin: str
    documents: int
    found: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a case was read; "nothing found" means nothing without it. `lost` are left out or were not read."""

    documents: int
    read: int
    lost: int
    pages: int
    pages_unread: int
    waiting: int


def coverage(connection: Connection) -> Coverage:
    """Return how much of the case was read, and how many files wait."""
    sums = (
        func.count(), _count(_D.state == "read"), func.coalesce(func.sum(_D.pages), 0),
        func.coalesce(func.sum(_D.pages_read), 0),
    )  # fmt: skip
    documents, read, pages, pages_read = connection.execute(select(*sums).select_from(schema.documents)).one()
    waiting = queue.count(connection, "waiting")
    return Coverage(documents, read, documents - read, pages, pages - pages_read, waiting)


def kinds_held(connection: Connection) -> list[KindHeld]:
    """Return how many documents the case has of each kind, in order of kind."""
    whole = (_D.state == "read") & (_D.pages_read >= _D.pages)
    part = (_D.state == "read") & (_D.pages_read < _D.pages)
    sums = (_count(whole), _count(part), _count(_D.state != "read"), func.sum(_D.pages))
    rows = connection.execute(select(_D.kind, *sums).group_by(_D.kind).order_by(_D.kind))
    return [KindHeld(*row) for row in rows]


def extent(connection: Connection) -> Extent:
    """Return from when to when the documents are."""
    dates = (func.min(_D.issued), func.max(_D.issued), func.max(_D.in_force))
    dated = connection.execute(select(*dates).where(_dated())).one()
    undated = select(func.count()).select_from(schema.documents).where(_shown(), _D.issued.is_(None))
    last = max(filter(None, dated[1:]), default=None)
    return Extent(dated[0], last, connection.execute(undated).scalar_one())


def dated_kinds(connection: Connection) -> dict[str, int]:
    """Return how many dated documents there are of each kind."""
    query = select(_D.kind, func.count()).where(_dated()).group_by(_D.kind).order_by(_D.kind)
    return {row[0]: row[1] for row in connection.execute(query)}


def dated_of(connection: Connection, kind: str, limit: int, *, found: bool | None = None) -> list[Card]:
    """Return the first dated documents of a kind, by date and name: those that hold a finding, those that hold none."""
    query = select(_D.sha256).where(_dated(), _D.kind == kind)
    if found is not None:
        query = query.where(_has_finding() if found else ~_has_finding())
    order = query.order_by(_D.issued, _D.name, _D.sha256).limit(limit)
    held = cards(connection, list(connection.execute(order).scalars()))
    return sorted(held, key=lambda card: (card.issued or "", card.name, card.sha256))


def stretches(connection: Connection, kind: str, length: int) -> list[Stretch]:
    """Return the dated documents of a kind by the day (length 10), month (7) or year (4) they were issued."""
    begin = func.substr(_D.issued, 1, length)
    query = select(begin, func.count(), _count(_has_finding())).where(_dated(), _D.kind == kind)
    return [Stretch(*row) for row in connection.execute(query.group_by(begin).order_by(begin))]


def count_stretches(connection: Connection, kind: str, length: int) -> int:
    """Return how many stretches of that length there are."""
    query = select(func.count(func.substr(_D.issued, 1, length).distinct())).where(_dated(), _D.kind == kind)
    return connection.execute(query).scalar_one()


def tiers_of(connection: Connection, sha256s: Sequence[str]) -> dict[str, str]:
    """Return the letters of the tiers found in some documents, in order; documents without any are left out."""
    query = (
        select(_F.sha256, _T.tier)
        .select_from(schema.findings_of_documents)
        .where(_F.sha256.in_(sha256s), _T.grade == "finding", _T.tier.in_(_TIERS))
    )
    made: dict[str, str] = {}
    for sha256, tier in connection.execute(query.distinct().order_by(_F.sha256, _T.tier)):
        made[sha256] = made.get(sha256, "") + tier
    return made


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _shown() -> ColumnElement[bool]:
    return and_(_D.state == "read", _D.copy_of.is_(None))


def _dated() -> ColumnElement[bool]:
    return and_(_shown(), _D.issued.is_not(None))


def _has_finding() -> ColumnElement[bool]:
    return exists(
        select(1)
        .select_from(schema.findings_of_documents)
        .where(_F.sha256 == _D.sha256, _T.grade == "finding", _T.tier.in_(_TIERS))
    )
