"""Parties of a case by name: who is named where, in which role, at which date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from counterspec.model import PartyAt, Role
from counterspec.store import schema
from counterspec.store.codec import value_of

_AT_ONCE = 400
"""Names asked for in one query."""


@dataclass(frozen=True, slots=True)
class _Confidence:
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class _Lean:
    name: str
    evidence: _Confidence
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """A document naming a party: `source` is the document, or the one it republishes; `date` its own."""

    normal: str
    role: Role
    name: str
    repaired: str | None
    recognised: bool
    source: str
    date: str | None


@dataclass(frozen=True, slots=True)
class PartyIn:
    """A party at its place, with what the document is called and dated."""

    party: PartyAt
    document: str
    name: str
    kind: str
    number: str | None
    title: str | None
    edition: str | None
    date: str | None
    copy_of: str | None


def every_naming(connection: Connection) -> Iterator[Naming]:
    """Yield every document naming a party, in order of name, role and document."""
    parties, documents = schema.parties, schema.documents
    query = (
        select(parties.c.normal, parties.c.role, parties.c.data, parties.c.sha256)
        .add_columns(documents.c.copy_of, func.coalesce(documents.c.issued, documents.c.in_force))
        .join(documents, documents.c.sha256 == parties.c.sha256)
        .order_by(parties.c.normal, parties.c.role, parties.c.sha256, parties.c.seq)
    )
    for normal, role, data, sha256, copy_of, date in connection.execute(query):
        lean = value_of(data, _Lean)
        recognised = lean.evidence.confidence is not None
        yield Naming(normal, role, lean.name, lean.repaired, recognised, copy_of or sha256, date)


def places_of(connection: Connection, normals: Iterable[str]) -> Iterator[PartyIn]:
    """Yield the places where documents name a party so, in order of role, date and document."""
    wanted = sorted(set(normals))
    made: list[PartyIn] = []
    for start in range(0, len(wanted), _AT_ONCE):
        query = _places().where(schema.parties.c.normal.in_(wanted[start : start + _AT_ONCE]))
        made += map(_place, connection.execute(query))
    made.sort(key=lambda one: (one.party.role, one.date or "9999", one.name, one.document, one.party.seq))
    yield from made


def _places() -> Select[Any]:
    parties, documents = schema.parties, schema.documents
    return select(
        parties.c.data, documents.c.sha256, documents.c.name, documents.c.kind, documents.c.number, documents.c.title,
        documents.c.edition, func.coalesce(documents.c.issued, documents.c.in_force).label("date"),
        documents.c.copy_of,
    ).join(documents, documents.c.sha256 == parties.c.sha256)  # fmt: skip


def _place(row: Row[Any]) -> PartyIn:
    return PartyIn(
        value_of(row.data, PartyAt), row.sha256, row.name, row.kind, row.number, row.title, row.edition, row.date,
        row.copy_of,
    )  # fmt: skip


def named_in_role(connection: Connection, sha256: str, role: str) -> list[int]:
    """Return the numbers of the parties a document names in a role, in order of place."""
    parties = schema.parties
    query = select(parties.c.seq).where(parties.c.sha256 == sha256).where(parties.c.role == role)
    return [row[0] for row in connection.execute(query.order_by(parties.c.seq))]
