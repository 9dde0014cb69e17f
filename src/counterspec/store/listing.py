"""The documents of a case as a list, with what hangs on each; and which of them a person means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, func, or_, select

from counterspec.model import Card, Origin
from counterspec.store import schema
from counterspec.store.codec import value_of
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.documents import cards

_BEGINNING = re.compile(r"[0-9a-f]{6,64}")
_AT_ONCE = 200
_D = schema.documents.c

STATES: Mapping[str, ColumnElement[bool]] = MappingProxyType(
    {
        "read": _D.state == "read",
        "whole": and_(_D.state == "read", _D.pages_read >= _D.pages),
        "part": and_(_D.state == "read", _D.pages_read < _D.pages),
        "original": and_(_D.state == "read", _D.copy_of.is_(None)),
        "not": _D.state != "read",
        "lost": _D.state == "lost",
        "skipped": _D.state == "skipped",
    }
)
"""What can be asked of documents by how far they were read; "not" are those lost and those left out together,
"original" those that were read and repeat no other."""


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
    connection: Connection,
    wanted: DocumentFilter | None = None,
    *,
    states: Sequence[str] = (),
    words: str = "",
    skip: int = 0,
    limit: int | None = None,
) -> Iterator[Listed]:
    """Yield documents in order of name, all or a part.

    `states` are some of STATES; `words` stand in the name, number or title.

    Raises:
        UsageError: a date of the filter that is none.
    """
    d = schema.documents.c
    query = select(d.sha256).where(*_kept(wanted, states, words)).order_by(d.name, d.sha256)
    found = connection.execute(query.limit(-1 if limit is None else limit).offset(skip)).scalars().all()
    for start in range(0, len(found), _AT_ONCE):
        yield from listed_of(connection, found[start : start + _AT_ONCE])


def count_listed(
    connection: Connection,
    wanted: DocumentFilter | None = None,
    *,
    states: Sequence[str] = (),
    words: str = "",
) -> int:
    """Return how many documents `listed` yields in all."""
    query = select(func.count()).select_from(schema.documents).where(*_kept(wanted, states, words))
    return connection.execute(query).scalar_one()


def _kept(wanted: DocumentFilter | None, states: Sequence[str], words: str) -> list[ColumnElement[bool]]:
    d = schema.documents.c
    made = list(wanted.conditions) if wanted else []
    if states:
        made.append(or_(*(STATES[state] for state in states)))
    if words:
        said = (func.casefold(column) for column in (d.name, d.number, d.title))
        made.append(or_(*(text.contains(words.casefold(), autoescape=True) for text in said)))
    return made


def listed_of(connection: Connection, sha256s: Sequence[str]) -> Iterator[Listed]:
    """Yield a few hundred documents at the most, by digest, in order of name: all their questions are asked at once."""
    d, f, t, o = schema.documents.c, schema.findings.c, schema.facets.c, schema.origins.c
    about = _among(select(d.sha256, d.reason, d.added_at), d.sha256, sha256s)
    more = {row[0]: row for row in connection.execute(about)}
    grades: dict[str, Counter[str]] = defaultdict(Counter)
    counting = select(f.sha256, t.grade, func.count()).select_from(schema.findings_of_documents)
    for row in connection.execute(_among(counting, f.sha256, sha256s).group_by(f.sha256, t.grade)):
        grades[row[0]][row[1]] = row[2]
    copying = _among(select(d.copy_of, func.count()), d.copy_of, sha256s).group_by(d.copy_of)
    copies = {row[0]: row[1] for row in connection.execute(copying)}
    origins: dict[str, list[Origin]] = defaultdict(list)
    for row in connection.execute(_among(select(schema.origins), o.sha256, sha256s).order_by(o.id)):
        origins[row.sha256].append(_origin(row))
    for card in cards(connection, sha256s):
        _, reason, added_at = more[card.sha256]
        counts = grades[card.sha256]
        yield Listed(
            card, reason, counts["finding"], counts["candidate"], copies.get(card.sha256, 0), added_at,
            tuple(origins[card.sha256]),
        )  # fmt: skip


def _among(query: Select[Any], column: Column[Any], values: Sequence[str]) -> Select[Any]:
    return query.where(column.in_(values))


def _origin(row: Row[Any]) -> Origin:
    capture = value_of(row.capture_json, tuple[tuple[str, str], ...])
    return Origin(row.path, row.rel, row.container, row.url or None, row.fetched_at or None, capture)


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
