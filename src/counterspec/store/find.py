"""Findings of a case by what they say, the firmest first, in pages.

What is filtered by facets alone (see `store.facets`) takes as long among a million findings as among a
thousand. Filters by document read those documents' findings, filters by words of the quote an index of all quotes.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select, tuple_

from counterspec.errors import UsageError
from counterspec.model import Finding
from counterspec.store import schema
from counterspec.store.codec import value_of
from counterspec.store.counting import weighed, weights
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.finding_filter import FindingFilter

_FEW_DOCUMENTS = 200
_SORTED = 10_000
"""So many findings of one level are sorted; more are walked over in the order of their index."""

_NUMBER: ColumnElement[int] = literal_column("findings.rowid")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with what a list shows beside it; `name` is its document's."""

    finding: Finding
    sha256: str
    name: str
    kind: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Part of a list; `after` asks for the next part, None at the end."""

    found: tuple[Found, ...]
    after: str | None


class _Place(NamedTuple):
    """Where a finding stands in the list of all."""

    firmness: int
    name: str
    sha256: str
    seq: int


def found(
    connection: Connection, wanted: FindingFilter, *, limit: int = 50, after: str | None = None
) -> FoundPage:
    """Return findings, the firmest first, then by document and place.

    Raises:
        UsageError: `after` is of no list.
    """
    begin = _place_of(after) if after else None
    few = _few(connection, wanted)
    if few is None:
        places = _by_level(connection, wanted, limit, begin)
    else:
        places = _of_documents(connection, wanted, few, limit, begin)
    rows = _rows(connection, [place for place, _ in places], [number for _, number in places])
    more = len(places) == limit and limit > 0
    return FoundPage(tuple(rows), _cursor(places[-1][0]) if more else None)


def _few(connection: Connection, wanted: FindingFilter) -> Sequence[str] | None:
    """Return the documents that are kept where they are so few that all their findings can be sorted."""
    among = replace(wanted.documents, kinds=()).conditions
    if not among:
        return None
    query = select(schema.documents.c.sha256).where(*among).limit(_FEW_DOCUMENTS + 1)
    kept = connection.execute(query).scalars().all()
    return kept if len(kept) <= _FEW_DOCUMENTS else None


def _of_documents(
    connection: Connection, wanted: FindingFilter, sha256s: Sequence[str], limit: int, begin: _Place | None
) -> list[tuple[_Place, int]]:
    f, t = schema.findings.c, schema.facets.c
    place = (t.firmness, f.name, f.sha256, f.seq)
    query = (
        select(*place, _NUMBER)
        .select_from(schema.findings_of_documents)
        .where(f.sha256.in_(sha256s), *wanted.facet_conditions(), *wanted.text_conditions())
        .order_by(*place)
        .limit(limit)
    )
    if begin:
        query = query.where(tuple_(*place) > tuple_(*begin))
    return [(_Place(*row[:4]), row[4]) for row in connection.execute(query)]


def _by_level(
    connection: Connection, wanted: FindingFilter, limit: int, begin: _Place | None
) -> list[tuple[_Place, int]]:
    """Go through the levels of firmness that have what is asked for, until there is enough."""
    made: list[tuple[_Place, int]] = []
    for firmness, count in _levels(connection, wanted, begin):
        after = begin if begin and begin.firmness == firmness else None
        made += _of_level(connection, wanted, firmness, count <= _SORTED, limit - len(made), after)
        if len(made) >= limit:
            break
    return made


def _levels(connection: Connection, wanted: FindingFilter, begin: _Place | None) -> list[tuple[int, int]]:
    """Return the levels from the firmest on, with how many findings facets and words keep on each."""
    t = schema.facets.c
    # Documents are left to the rows: to count what they keep would read all their findings first.
    words = replace(wanted, documents=DocumentFilter())
    facets, count = weighed(weights(connection, words))
    query = select(t.firmness, func.sum(count)).select_from(facets).where(*wanted.facet_conditions())
    if begin:
        query = query.where(t.firmness >= begin.firmness)
    query = query.group_by(t.firmness).order_by(t.firmness)
    return [(firmness, count) for firmness, count in connection.execute(query)]


def _of_level(
    connection: Connection, wanted: FindingFilter, firmness: int, few: bool, limit: int, after: _Place | None
) -> list[tuple[_Place, int]]:
    """Sort the findings of a level where they are few; else walk in their order until there are enough."""
    f, t = schema.findings.c, schema.facets.c
    order = (f.name, f.sha256, f.seq)
    kept = select(t.id).where(t.firmness == firmness, *wanted.facet_conditions())
    which: list[ColumnElement[bool]]
    if few:
        which = [_NUMBER.in_(_quoting(wanted, kept)) if wanted.text else f.facet.in_(kept)]
    else:
        # A plus sign keeps SQLite from choosing the other index.
        which = [literal_column("+findings.facet").in_(kept), f.firmness == firmness]
    query = (
        select(*order, _NUMBER)
        .where(*which, *wanted.row_conditions(walking=True))
        .order_by(*order)
        .limit(limit)
    )
    if after:
        query = query.where(tuple_(*order) > tuple_(after.name, after.sha256, after.seq))
    return [(_Place(firmness, *row[:3]), row[3]) for row in connection.execute(query)]


def _quoting(wanted: FindingFilter, kept: Select[int]) -> Select[int]:
    """Return which findings of some facets quote the words: read from an index that holds the quotes, not from rows."""
    q = schema.findings.alias("q")
    number: ColumnElement[int] = literal_column("q.rowid")
    return select(number).select_from(q).where(q.c.facet.in_(kept), *wanted.text_conditions(q))


def _rows(connection: Connection, places: Sequence[_Place], numbers: Sequence[int]) -> Iterator[Found]:
    f = schema.findings.c
    rows: dict[int, Any] = {}
    for at in range(0, len(numbers), 500):
        query = (
            select(_NUMBER.label("number"), f.data, f.standing, f.fingerprint, schema.facets.c.kind)
            .join(schema.facets, schema.facets.c.id == f.facet)
            .where(_NUMBER.in_(numbers[at : at + 500]))
        )
        rows |= {row.number: row for row in connection.execute(query)}
    for place, number in zip(places, numbers, strict=True):
        row = rows[number]
        yield Found(_judged(row.data, row.standing), place.sha256, place.name, row.kind, row.fingerprint)


def found_in(connection: Connection, wanted: FindingFilter, sha256: str) -> list[Finding]:
    """Return the findings of one document that are kept, in order of place."""
    f = schema.findings.c
    query = select(f.data, f.standing).select_from(schema.findings_of_documents)
    query = query.where(f.sha256 == sha256, *wanted.facet_conditions(), *wanted.text_conditions())
    return [_judged(row.data, row.standing) for row in connection.execute(query.order_by(f.seq))]


def documents_within(connection: Connection, wanted: FindingFilter) -> list[str]:
    """Return the documents that are asked for, by name, with findings or without."""
    d = schema.documents.c
    query = select(d.sha256).where(*wanted.documents.conditions).order_by(d.name, d.sha256)
    return [row[0] for row in connection.execute(query)]


def documents_by_firmness(connection: Connection, wanted: FindingFilter) -> list[str]:
    """Return the documents with a finding that is kept, those with the firmest first."""
    f, t = schema.findings.c, schema.facets.c
    firmest = func.min(t.firmness)
    query = (
        select(f.sha256)
        .join(schema.facets, t.id == f.facet)
        .where(*wanted.facet_conditions(), *wanted.row_conditions())
        .group_by(f.sha256)
        .order_by(firmest, func.min(f.name), f.sha256)
    )
    return [row[0] for row in connection.execute(query)]


def _judged(data: str, standing: str) -> Finding:
    finding = value_of(data, Finding)
    return finding if standing == "none" else replace(finding, standing=standing)


def _cursor(place: _Place) -> str:
    return base64.urlsafe_b64encode(
        json.dumps(place, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).decode()


def _place_of(cursor: str) -> _Place:
    try:
        firmness, name, sha256, seq = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii", "replace")))
        return _Place(int(firmness), str(name), str(sha256), int(seq))
    except (ValueError, TypeError, binascii.Error) as error:
        raise UsageError("the place to go on from is of no list of findings") from error
