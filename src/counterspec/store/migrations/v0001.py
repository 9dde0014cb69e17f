"""The tables of a new case."""

from __future__ import annotations

from sqlalchemy import Connection, text

from counterspec.store.facets import make_facets
from counterspec.store.migrations import Migration
from counterspec.store.schema import metadata
from counterspec.store.search_index import make_index

_LOG_STAYS = """
CREATE TRIGGER log_keeps_{event} BEFORE {event} ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
"""

_COUNTED = """
CREATE TRIGGER documents_{name} AFTER {event} ON documents BEGIN
    INSERT INTO meta (key, value) VALUES ('changes', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(value + 1 AS TEXT);
END
"""
_EVENTS = {"added": "INSERT", "changed": "UPDATE", "removed": "DELETE"}


def _apply(connection: Connection) -> None:
    for table in metadata.tables.values():
        # A value of another type than its column's is refused, and found where damage made it.
        table.dialect_options["sqlite"]["strict"] = True
    metadata.create_all(connection)
    make_index(connection)
    make_facets(connection)
    for event in ("UPDATE", "DELETE"):
        connection.execute(text(_LOG_STAYS.format(event=event)))
    for name, event in _EVENTS.items():
        connection.execute(text(_COUNTED.format(name=name, event=event)))


ENTRY = Migration("0001", 1, "documents, findings, log", _apply)
