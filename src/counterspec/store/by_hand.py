"""Findings people added by hand, by the document they were added to; the log says the same in its order."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, bindparam, delete, exists, insert, select

from counterspec.model import ByHand
from counterspec.store import schema
from counterspec.store.codec import json_of, value_of


def put_by_hand(connection: Connection, seq: int, one: ByHand) -> None:
    """Write what the entry `seq` of the log added where it is found by its document."""
    row = {"id": one.id, "seq": seq, "sha256": one.sha256, "number": one.number, "data": json_of(one)}
    connection.execute(insert(schema.by_hand), row)


def keep_by_hand(connection: Connection, every: Iterable[tuple[int, ByHand]]) -> None:
    """Keep these and no others, each with the number of its entry."""
    connection.execute(delete(schema.by_hand))
    for seq, one in every:
        put_by_hand(connection, seq, one)


def drop_by_hand(connection: Connection, one: ByHand) -> None:
    """Drop a finding that was taken back."""
    connection.execute(delete(schema.by_hand).where(schema.by_hand.c.id == one.id))


def by_hand_of(connection: Connection, sha256: str | None = None) -> list[ByHand]:
    """Return what people added to a document, or to any, in the log's order."""
    table = schema.by_hand
    query = select(table.c.data).order_by(table.c.seq)
    if sha256 is not None:
        query = query.where(table.c.sha256 == sha256)
    return [value_of(row.data, ByHand) for row in connection.execute(query)]


def by_hand_of_number(connection: Connection, sha256: str) -> list[ByHand]:
    """Return what people added to documents of the same number that the case does not hold as read."""
    table, documents = schema.by_hand, schema.documents
    number = select(documents.c.number).where(documents.c.sha256 == sha256).scalar_subquery()
    here = exists().where(documents.c.sha256 == table.c.sha256).where(documents.c.state == "read")
    query = select(table.c.data).where(table.c.number == number).where(~here)
    return [value_of(row.data, ByHand) for row in connection.execute(query.order_by(table.c.seq))]


def documents_by_hand(connection: Connection) -> list[str]:
    """Return the digests, sorted, of the documents that hold a finding added by hand, or may come to hold one."""
    table, d, f = schema.by_hand, schema.documents.c, schema.findings.c
    may = d.sha256.in_(select(table.c.sha256)) | d.number.in_(select(table.c.number))
    queries = select(d.sha256).where(may), select(f.sha256).where(f.rule.is_(None)).distinct()
    return sorted({sha256 for query in queries for sha256 in connection.execute(query).scalars()})


def documents_numbered(connection: Connection, number: str) -> list[str]:
    """Return the digests, sorted, of the documents that have a number."""
    d = schema.documents.c
    query = select(d.sha256).where(d.number == number).order_by(d.sha256)
    return list(connection.execute(query).scalars())


def any_by_hand(connection: Connection) -> bool:
    """Whether anybody added a finding by hand in this case."""
    return connection.execute(select(schema.by_hand.c.id).limit(1)).first() is not None


# -- among the findings of documents -----------------------------------------------------------


def drop_placed(connection: Connection, sha256: str) -> int:
    """Drop the findings added by hand from among the findings of a document; return how many there were."""
    f = schema.findings.c
    gone = connection.execute(delete(schema.findings).where(f.sha256 == sha256).where(f.rule.is_(None)))
    return gone.rowcount


def number(connection: Connection, ids: Iterable[str]) -> None:
    """Give the findings of a document their places among each other, in this order."""
    change = (
        schema.findings.update().where(schema.findings.c.id == bindparam("one")).values(seq=bindparam("at"))
    )
    places = [{"one": one, "at": seq} for seq, one in enumerate(ids)]
    if places:
        connection.execute(change, places)


def holder(connection: Connection, one: ByHand) -> str | None:
    """Return the digest of the document that holds a finding added by hand, None where its words stand nowhere."""
    f = schema.findings.c
    query = select(f.sha256).where(f.id == one.id).where(f.rule.is_(None))
    found: str | None = connection.execute(query).scalar()
    return found


def unplaced_from(connection: Connection, one: ByHand) -> str | None:
    """Drop a finding from among those of the document that holds it; return that document, None for none."""
    found = holder(connection, one)
    if found is not None:
        connection.execute(delete(schema.findings).where(schema.findings.c.id == one.id))
    return found


def held_by_hand(connection: Connection, sha256: str) -> list[str]:
    """Return the ids of the findings added by hand that stand among those of a document."""
    f = schema.findings.c
    query = select(f.id).where(f.sha256 == sha256).where(f.rule.is_(None))
    return list(connection.execute(query).scalars())


def may_hold(connection: Connection, ids: Collection[str]) -> list[str]:
    """Return the digests, sorted, of the documents of whose number are those findings that no document holds."""
    if not ids:
        return []
    table, documents, findings = schema.by_hand, schema.documents, schema.findings
    held = exists().where(findings.c.id == table.c.id)
    numbers = select(table.c.number).where(table.c.id.in_(ids)).where(~held)
    query = select(documents.c.sha256).where(documents.c.number.in_(numbers)).order_by(documents.c.sha256)
    return list(connection.execute(query).scalars())


def placed(connection: Connection) -> dict[str, str]:
    """Return the findings added by hand as they stand among the others, as JSON by their ids."""
    f = schema.findings.c
    rows = connection.execute(select(f.id, f.data).where(f.rule.is_(None)))
    return {row.id: row.data for row in rows}
