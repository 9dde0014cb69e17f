"""Numbers of which a case has several editions, and documents by what a person calls them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from counterspec.model import Card
from counterspec.store import schema
from counterspec.store.documents import cards

_D = schema.documents.c


def count_numbers(connection: Connection) -> int:
    """Return of how many numbers the case has several editions."""
    return connection.execute(select(func.count()).select_from(_numbers().subquery())).scalar_one()


def numbers(connection: Connection, *, limit: int, skip: int = 0) -> list[str]:
    """Return a part of the numbers of which the case has several editions, in order."""
    query = _numbers().order_by(_D.canonical).limit(limit).offset(skip)
    return list(connection.execute(query).scalars())


def editions_of(connection: Connection, number: str) -> list[Card]:
    """Return the documents of a number that were read, the earliest edition first; copies are left out."""
    query = select(_D.sha256).where(*_READ, _D.canonical == number)
    held = cards(connection, connection.execute(query).scalars())
    return sorted(held, key=lambda card: (card.edition or "", card.name, card.sha256))


def of_digest(connection: Connection, beginning: str) -> list[Card]:
    """Return the documents whose digest begins so, in order of name."""
    query = select(_D.sha256).where(_D.sha256 >= beginning, _D.sha256 < beginning + "g")
    return list(cards(connection, connection.execute(query).scalars()))


def of_name(connection: Connection, name: str) -> list[Card]:
    """Return the documents of a name, else those whose path ends in it, in order of name."""
    whole = connection.execute(select(_D.sha256).where(_D.name == name)).scalars().all()
    ends = select(_D.sha256).where(_D.name.endswith(f"/{name}", autoescape=True))
    return list(cards(connection, whole or connection.execute(ends).scalars()))


_READ = (_D.state == "read", _D.copy_of.is_(None))


def _numbers() -> Select[Any]:
    different = func.count(func.coalesce(_D.edition, "").distinct())
    query = select(_D.canonical).where(*_READ, _D.canonical.is_not(None), _D.canonical != "")
    return query.group_by(_D.canonical).having(different > 1)
