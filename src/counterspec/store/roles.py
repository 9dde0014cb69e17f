"""What a case has of each kind: organisations by role, documents by the tiers found in them."""

from __future__ import annotations

from sqlalchemy import Connection, distinct, func, select

from counterspec.store import schema


def roles_held(connection: Connection) -> list[tuple[str, int, int]]:
    """Return each role with how many names hold it and how many documents give it, the most first; no copies."""
    p, d = schema.parties.c, schema.documents.c
    query = (
        select(p.role, func.count(distinct(p.normal)), func.count(distinct(p.sha256)))
        .join(schema.documents, d.sha256 == p.sha256)
        .where(d.copy_of.is_(None))
        .group_by(p.role)
    )
    found = [(str(row[0]), int(row[1]), int(row[2])) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def tiers_found(connection: Connection) -> list[tuple[str, str]]:
    """Return each document with each tier some finding of it has."""
    f = schema.findings.c
    query = select(f.sha256, f.tier).where(f.grade == "finding").distinct()
    return [(str(row[0]), str(row[1])) for row in connection.execute(query)]
