"""The queue of a case: files to be read, and documents that stopped their workers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, text, update

from counterspec.store import schema

_PUT = text(
    "INSERT INTO queue (location, member, path, rel, size, modified, origin_json, state, strikes)"
    " VALUES (:location, '', :path, :rel, :size, :modified, :origin_json, 'waiting', 0)"
    " ON CONFLICT (location, member, origin_json) DO UPDATE SET state='waiting', strikes=0, cause=NULL, sha256=NULL,"
    " path=excluded.path, rel=excluded.rel, size=excluded.size, modified=excluded.modified"
    " WHERE state='quarantined' AND (size <> excluded.size OR modified <> excluded.modified)"
)
_CHANGED = text(
    "DELETE FROM queue WHERE location = :location AND member <> '' AND modified <> :modified"
    " AND state = 'quarantined'"
)


@dataclass(frozen=True, slots=True)
class Queued:
    """A file to be read, in the order of `id`; fields as in the table. `place` is what is named of it."""

    id: int
    location: str
    member: str
    path: str
    rel: str
    size: int
    modified: int
    origin: str
    strikes: int = 0

    @property
    def place(self) -> str:
        """The path of the document that is meant: the file's own, or that of a member of it."""
        return self.member or self.path


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A document that stopped its worker twice; `sha256` is None where not even its bytes were had."""

    path: str
    sha256: str | None
    cause: str


def put(connection: Connection, files: Sequence[Queued]) -> None:
    """Queue files; one that waits already stays, one in quarantine too, unless it was changed since."""
    rows = [
        {
            "location": os.fsencode(file.location), "path": file.path, "rel": file.rel, "size": file.size,
            "modified": file.modified, "origin_json": file.origin,
        }
        for file in files
    ]  # fmt: skip
    if not rows:
        return
    if count(connection, "quarantined"):
        connection.execute(_CHANGED, [{"location": r["location"], "modified": r["modified"]} for r in rows])
    connection.execute(_PUT, rows)


def waiting(connection: Connection, after: int, most: int) -> list[Queued]:
    """Return the next files that wait, behind row `after`."""
    queue = schema.queue
    query = (
        select(queue).where(queue.c.state == "waiting", queue.c.id > after).order_by(queue.c.id).limit(most)
    )
    return [
        Queued(
            row.id, os.fsdecode(row.location), row.member, row.path, row.rel, row.size, row.modified,
            row.origin_json, row.strikes,
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def count(connection: Connection, state: str) -> int:
    """Return how many files are in a state."""
    queue = schema.queue
    return connection.execute(
        select(func.count()).select_from(queue).where(queue.c.state == state)
    ).scalar_one()


def waits(connection: Connection) -> tuple[int, int]:
    """Return how many files wait, and their bytes."""
    queue = schema.queue
    sums = select(func.count(), func.coalesce(func.sum(queue.c.size), 0)).where(queue.c.state == "waiting")
    row = connection.execute(sums).one()
    return int(row[0]), int(row[1])


def finish(connection: Connection, ids: Sequence[int]) -> None:
    """Take files off the queue that are done; those in quarantine stay."""
    if ids:
        connection.execute(
            text("DELETE FROM queue WHERE id = :id AND state = 'waiting'"), [{"id": number} for number in ids]
        )


def strike(connection: Connection, queued: Queued) -> None:
    """Note that a document of this file stopped its worker."""
    queue = schema.queue
    connection.execute(update(queue).where(queue.c.id == queued.id).values(strikes=queue.c.strikes + 1))


def quarantine(connection: Connection, queued: Queued, path: str, sha256: str | None, cause: str) -> None:
    """Keep a document of a file back: `path` is the file itself, or a member of the archive that it is."""
    queue = schema.queue
    kept = {"state": "quarantined", "strikes": 2, "cause": cause, "sha256": sha256}
    if path == queued.place:
        connection.execute(update(queue).where(queue.c.id == queued.id).values(kept))
        return
    own = {
        "location": os.fsencode(queued.location), "member": path, "path": queued.path, "rel": queued.rel,
        "size": queued.size, "modified": queued.modified, "origin_json": queued.origin,
    }  # fmt: skip
    connection.execute(insert(queue).prefix_with("OR REPLACE"), own | kept)


def cause_of(connection: Connection, sha256: str) -> str:
    """Return why a document is in quarantine, empty where it is not."""
    queue = schema.queue
    query = select(queue.c.cause).where(queue.c.sha256 == sha256, queue.c.state == "quarantined")
    return connection.execute(query.limit(1)).scalar() or ""


def retry(connection: Connection) -> int:
    """Let everything in quarantine wait again, with a clean record; return how many there are."""
    queue = schema.queue
    freed = update(queue).where(queue.c.state == "quarantined")
    return connection.execute(freed.values(state="waiting", strikes=0, cause=None, sha256=None)).rowcount


def quarantined(connection: Connection) -> Iterator[Quarantined]:
    """Yield what is in quarantine, in order of path."""
    queue = schema.queue
    place = named().label("place")
    query = select(place, queue.c.sha256, queue.c.cause).where(queue.c.state == "quarantined")
    for row in connection.execute(query.order_by(place)):
        yield Quarantined(row.place, row.sha256, row.cause or "")


def named() -> ColumnElement[str]:
    """Return the expression for what a row names: a file, or one member of it."""
    queue = schema.queue
    return func.coalesce(func.nullif(queue.c.member, ""), queue.c.path)


def left_out(connection: Connection, root: str, counts: dict[str, int]) -> None:
    """Write how much below a given path was left out on purpose, in the place of what was written of it."""
    table = schema.left_out
    connection.execute(delete(table).where(table.c.root == root))
    if counts:
        rows = [{"root": root, "reason": reason, "count": count} for reason, count in counts.items()]
        connection.execute(insert(table), rows)
