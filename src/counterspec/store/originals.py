"""Findings of documents that repeat no other, by document and place: what legal rules are held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, literal_column, select

from counterspec.model import Finding
from counterspec.store import schema
from counterspec.store.codec import value_of
from counterspec.store.counting import total
from counterspec.store.finding_filter import FindingFilter

_D = schema.documents.c
_F = schema.findings.c


def count_original(connection: Connection, tiers: Sequence[str]) -> int:
    """Return how many findings of some tiers stand in documents that are no copies."""
    # Copies are few: their findings are counted one by one, all others are sums that the facets hold.
    copied = _of_tiers(select(func.count()), tiers).where(_D.copy_of.is_not(None))
    return total(connection, FindingFilter(tiers=tuple(tiers))) - int(connection.execute(copied).scalar_one())


def original(connection: Connection, tiers: Sequence[str], *, skip: int, limit: int) -> list[Finding]:
    """Return a part of them, by name of the document and place in it."""
    # A plus sign keeps SQLite from going by copies: in the order of names it ends with the part.
    query = _of_tiers(select(_F.data), tiers).where(literal_column("+documents.copy_of").is_(None))
    rows = connection.execute(query.order_by(_D.name, _D.sha256, _F.seq).limit(limit).offset(skip))
    return [value_of(row.data, Finding) for row in rows]


def _of_tiers(query: Select[Any], tiers: Sequence[str]) -> Select[Any]:
    # A plus sign keeps SQLite from going through all findings, and from them to their documents.
    both = schema.documents.join(schema.findings, _F.sha256 == literal_column("+documents.sha256"))
    return query.select_from(both).where(_F.grade == "finding", _F.tier.in_(tiers))
