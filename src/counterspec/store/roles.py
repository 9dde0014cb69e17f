"""What a case has of each kind: organisations by role."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from counterspec.store import schema


def roles_held(connection: Connection) -> list[tuple[str, int]]:
    """Return each role with how many names hold it in documents that are no copies, the most first."""
    p, d = schema.parties.c, schema.documents.c
    copies = select(d.sha256).where(d.copy_of.is_not(None))
    names = select(p.role, p.normal).where(p.sha256.not_in(copies)).distinct().subquery()
    rows = connection.execute(select(names.c.role, func.count()).group_by(names.c.role))
    return sorted(((str(role), int(count)) for role, count in rows), key=lambda one: (-one[1], one[0]))
