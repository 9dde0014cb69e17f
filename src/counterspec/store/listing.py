"""The documents of a case as a list, with what hangs on each; and which of them a person means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from counterspec.model import Card, Origin, State
from counterspec.store import schema
from counterspec.store.codec import value_of
from counterspec.store.documents import cards

_BEGINNING = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document with the places it came from, how many findings it has, and how many documents repeat it.

    `reason` says why a document was left out or lost, None where it was read.
    """

    card: Card
    reason: str | None
    findings: int
    candidates: int
    copies: int
    added_at: str
    origins: tuple[Origin, ...]


def listed(
    connection: Connection, kinds: Sequence[str] = (), states: Sequence[State] = ()
) -> Iterator[Listed]:
    """Yield the documents in order of name: all, or those of the kinds and states named."""
    d = schema.documents.c
    more = {row.sha256: row for row in connection.execute(select(d.sha256, d.reason, d.added_at))}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    f = schema.findings.c
    for row in connection.execute(select(f.sha256, f.grade, func.count()).group_by(f.sha256, f.grade)):
        counted[row[0]][row[1]] = row[2]
    copied = select(d.copy_of, func.count()).where(d.copy_of.is_not(None)).group_by(d.copy_of)
    copies = {row[0]: row[1] for row in connection.execute(copied)}
    for card in cards(connection):
        if (kinds and card.kind not in kinds) or (states and card.state not in states):
            continue
        row, sha256 = more[card.sha256], card.sha256
        yield Listed(
            card, row.reason, counted[sha256]["finding"], counted[sha256]["candidate"], copies.get(sha256, 0),
            row.added_at, tuple(origins_of(connection, sha256)),
        )  # fmt: skip


def origins_of(connection: Connection, sha256: str) -> Iterator[Origin]:
    """Yield the places a source was taken from, the first one first."""
    o = schema.origins
    for row in connection.execute(select(o).where(o.c.sha256 == sha256).order_by(o.c.id)):
        capture = value_of(row.capture_json, tuple[tuple[str, str], ...])
        yield Origin(row.path, row.rel, row.container, row.url or None, row.fetched_at or None, capture)


def sources_meant(connection: Connection, what: str) -> list[str]:
    """Return the digests of the sources that a digest, a path, or a folder or archive of them means.

    A digest may be cut short where it still means one source; paths are as they are shown.
    """
    d, o = schema.documents.c, schema.origins.c
    if _BEGINNING.fullmatch(what):
        found = connection.execute(select(d.sha256).where(d.sha256.startswith(what)).limit(2)).scalars().all()
        if len(found) == 1:
            return list(found)
    same = select(d.sha256).where(d.name == what).union(
        select(o.sha256).where(or_(o.path == what, o.rel == what, o.container == what, o.url == what))
    )  # fmt: skip
    found = connection.execute(same).scalars().all()
    if not found:
        below = what.rstrip("/") + "/"
        inside = select(o.sha256).where(
            or_(o.path.startswith(below, autoescape=True), o.rel.startswith(below, autoescape=True))
        )
        found = connection.execute(inside.distinct()).scalars().all()
    return sorted(found)
