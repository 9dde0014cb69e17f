"""The append-only, hash-chained log of what people decided and answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from counterspec.errors import StoreError
from counterspec.model import Entry
from counterspec.store import schema

Kind = Literal["verdict", "statement", "name", "use", "note", "removal", "translation", "reading"]
_START = "0" * 64


def append(connection: Connection, kind: Kind, by: str, body: Mapping[str, object], at: str) -> Entry:
    """Write one entry behind the last one; `at` is ISO in UTC."""
    log = schema.log
    last = connection.execute(select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)).first()
    seq, prev = (last.seq + 1, last.hash) if last else (1, _START)
    text = canonical(body)
    entry = Entry(seq, kind, at, by, text, prev, digest(seq, kind, at, by, text, prev))
    connection.execute(
        insert(log),
        {
            "seq": seq,
            "kind": kind,
            "at": at,
            "by": by,
            "body": text,
            "prev": prev,
            "hash": entry.hash,
        },
    )
    return entry


def entries(connection: Connection, kind: Kind | None = None, *, after: int = 0) -> Iterator[Entry]:
    """Yield the log in its order behind the entry `after`, all or one kind."""
    log = schema.log
    query = select(log).where(log.c.seq > after).order_by(log.c.seq)
    if kind is not None:
        query = query.where(log.c.kind == kind)
    for row in connection.execute(query):
        yield Entry(row.seq, row.kind, row.at, row.by, row.body, row.prev, row.hash)


def latest(connection: Connection, limit: int) -> list[Entry]:
    """Return the last entries, the newest first."""
    log = schema.log
    rows = connection.execute(select(log).order_by(log.c.seq.desc()).limit(limit))
    return [Entry(row.seq, row.kind, row.at, row.by, row.body, row.prev, row.hash) for row in rows]


def last_of(connection: Connection, *kinds: Kind) -> int:
    """Return the number of the last entry, of those of some kinds where they are named; 0 where there is none."""
    log = schema.log
    query = select(func.max(log.c.seq))
    if kinds:
        query = query.where(log.c.kind.in_(kinds))
    return connection.execute(query).scalar() or 0


def check(connection: Connection) -> int:
    """Check that no entry was changed, dropped or put in between; return how many there are.

    Raises:
        StoreError: names the first entry that does not hold.
    """
    prev, count = _START, 0
    for count, entry in enumerate(entries(connection), 1):
        expected = digest(count, entry.kind, entry.at, entry.by, entry.body, prev)
        if entry.seq != count or entry.prev != prev or entry.hash != expected:
            raise StoreError(f"the log does not hold at entry {count}: it was changed after it was written")
        prev = entry.hash
    return count


def canonical(body: Mapping[str, object]) -> str:
    """Return JSON that is the same for the same content: sorted keys, no spaces."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(seq: int, kind: str, at: str, by: str, body: str, prev: str) -> str:
    """Return the hash of an entry: SHA-256 over its parts as a JSON list."""
    parts = json.dumps([seq, kind, at, by, body, prev], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
