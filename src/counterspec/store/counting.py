"""How many findings of a case there are, by facet: sums that the facets hold, however many findings there are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    cast,
    func,
    literal_column,
    select,
)

from counterspec.errors import UsageError
from counterspec.store import schema
from counterspec.store.finding_filter import FindingFilter

COUNTED = (
    "grade", "tier", "concept", "act", "strength", "obligation", "provenance", "purpose", "rule", "standing", "kind",
)  # fmt: skip
"""What findings can be counted by, quickly."""

OF_DOCUMENT = ("document", "place", "issued")
"""What they can be counted by, too: every finding that is kept is read for it."""


def total(connection: Connection, wanted: FindingFilter) -> int:
    """Return how many findings are kept."""
    return sum(count for _, count in counted(connection, wanted, ()))


def counted(
    connection: Connection, wanted: FindingFilter, by: Sequence[str]
) -> list[tuple[tuple[str, ...], int]]:
    """Return how many findings are kept, by the values of some of COUNTED and OF_DOCUMENT; "" where there is none.

    Raises:
        UsageError: findings are not counted by that.
    """
    for name in by:
        if name not in COUNTED + OF_DOCUMENT:
            raise UsageError(
                f"findings cannot be counted by {name}", hint=f"By {', '.join(COUNTED + OF_DOCUMENT)}."
            )
    columns = [_column(name) for name in by]
    f, t = schema.findings.c, schema.facets.c
    if set(by) & set(OF_DOCUMENT):
        source = schema.findings.join(schema.facets, t.id == f.facet)
        source = source.join(schema.documents, schema.documents.c.sha256 == f.sha256)
        query = select(*columns, func.count()).select_from(source).where(*wanted.row_conditions())
    else:
        facets, count = weighed(weights(connection, wanted))
        query = select(*columns, func.coalesce(func.sum(count), 0)).select_from(facets)
    return _rows(connection, query, wanted, columns)


def _rows(
    connection: Connection, query: Select[Any], wanted: FindingFilter, columns: Sequence[ColumnElement[Any]]
) -> list[tuple[tuple[str, ...], int]]:
    query = query.where(*wanted.facet_conditions()).group_by(*columns).order_by(*columns)
    return [(tuple(map(str, row[:-1])), row[-1]) for row in connection.execute(query)]


def facets(connection: Connection, wanted: FindingFilter) -> Mapping[str, list[tuple[str, int]]]:
    """Return for each of COUNTED its values with their counts, where all but its own filter hold.

    A count is how many findings a filter by that value keeps: those of a concept below it count for a concept, too.
    """
    own = {
        "grade": {"grade": "all"}, "kind": {"documents": replace(wanted.documents, kinds=())},
        **{name: {f"{name}s": ()} for name in COUNTED if name not in ("grade", "kind")},
    }  # fmt: skip
    # Documents and words are the same for all: what they keep is looked up once.
    table, count = weighed(weights(connection, wanted))
    made = {}
    for name in COUNTED:
        without = replace(wanted, **own[name])  # type: ignore[arg-type]
        query = select(_column(name), func.sum(count)).select_from(table)
        made[name] = [(values[0], n) for values, n in _rows(connection, query, without, [_column(name)])]
    if wanted.below:
        made["concept"] = [(one, _with_below(made["concept"], one)) for one, _ in made["concept"]]
    return made


def _with_below(counts: Sequence[tuple[str, int]], concept: str) -> int:
    return sum(n for other, n in counts if f"{other}.".startswith(f"{concept}."))


def weights(connection: Connection, wanted: FindingFilter) -> str | None:
    """Return how many findings of each facet documents and words keep, as JSON; None where these keep all."""
    rows, f = wanted.row_conditions(), schema.findings.c
    if not rows:
        return None
    counts = connection.execute(select(f.facet, func.count()).where(*rows).group_by(f.facet))
    return json.dumps(dict(map(tuple, counts)))


def weighed(weights: str | None) -> tuple[FromClause, ColumnElement[int]]:
    """Return the facets, and how many findings each counts for by its weight."""
    t = schema.facets.c
    if weights is None:
        return schema.facets, t.n
    own = func.json_each(weights).table_valued("key", "value", name="own")
    return schema.facets.join(own, cast(own.c.key, Integer) == t.id), own.c.value


def _column(name: str) -> ColumnElement[Any]:
    d = schema.documents.c
    column: ColumnElement[Any]
    if name in OF_DOCUMENT:
        column = {"document": d.name, "place": d.jurisdiction, "issued": d.issued}[name]
        return func.coalesce(column, "")
    # A plus sign keeps SQLite from grouping along an index, which costs a jump a row.
    return literal_column(f"+facets.{name}")


def left_out(connection: Connection, wanted: FindingFilter) -> Mapping[str, int]:
    """Return how many candidates each document has that only their grade leaves out."""
    if wanted.grade != "finding":
        return {}
    candidates = replace(wanted, grade="candidate")
    f, t = schema.findings.c, schema.facets.c
    query = (
        select(f.sha256, func.count())
        .join(schema.facets, t.id == f.facet)
        .where(*candidates.facet_conditions(), *candidates.row_conditions())
        .group_by(f.sha256)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
