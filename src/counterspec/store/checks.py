"""Whether a case's database holds together: its file, its tables, and rows that repeat what others say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, create_engine, select, text

from counterspec.model import CitationAt, Finding, NamingAt, PartyAt, Problem, SaidAt
from counterspec.store import schema
from counterspec.store.case import Case, steps
from counterspec.store.codec import json_of, value_of
from counterspec.store.facets import firmness_of, obligation_of

_MOST = 50
"""More faults of one kind say no more."""
_KEY = "verified"


@dataclass(frozen=True, slots=True)
class Verified:
    """When a case was last verified and what came of it.

    `held` of `quotes` were found again at their places, in `documents`; `fast` says that they were
    sought in the kept text alone. `mismatches` and `unable` count what did not hold and what could not be re-read.
    """

    at: str
    documents: int
    quotes: int
    held: int
    mismatches: int
    unable: int
    fast: bool = False


def last_verified(connection: Connection) -> Verified | None:
    """Return what came of the last verification, None where there was none."""
    kept = Case.meta(connection, _KEY)
    return value_of(kept, Verified) if kept else None


def note_verified(connection: Connection, verified: Verified) -> None:
    """Keep what came of a verification."""
    Case.set_meta(connection, _KEY, json_of(verified))


def faults(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the database as a whole; an empty run says that it is sound."""
    for row in connection.execute(text(f"PRAGMA integrity_check({_MOST})")):
        if row[0] != "ok":
            yield str(row[0])
    for row in list(connection.execute(text("PRAGMA foreign_key_check")))[:_MOST]:
        yield f"a row of {row[0]} points at nothing in {row[2]}"
    yield from _shape_faults(connection)
    for query, words in _COUNTS:
        count = connection.execute(text(query)).scalar_one()
        if count:
            yield f"{count:,} {words}"


_COUNTS = (
    ("SELECT count(*) FROM documents d WHERE NOT EXISTS (SELECT 1 FROM origins o WHERE o.sha256 = d.sha256)",
     "documents without a place they came from"),
    ("SELECT count(*) FROM documents d WHERE d.state = 'read' AND NOT EXISTS"
     " (SELECT 1 FROM readings r WHERE r.sha256 = d.sha256)", "documents that were read without what was read"),
    ("SELECT count(*) FROM documents d WHERE d.state = 'read' AND d.pages <>"
     " (SELECT count(*) FROM pages p WHERE p.sha256 = d.sha256 AND p.number IS NOT NULL)",
     "documents with another number of pages than they say"),
    ("SELECT count(*) FROM documents d WHERE d.copy_of IS NOT NULL AND NOT EXISTS"
     " (SELECT 1 FROM documents o WHERE o.sha256 = d.copy_of)", "copies of documents that are not there"),
)  # fmt: skip


def shape(connection: Connection) -> dict[tuple[str, str], Any]:
    """Return tables with their columns, indexes and triggers by kind and name, however they came to be."""
    made: dict[tuple[str, str], Any] = {}
    rows = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master")).all()
    for row in rows:
        if row.name.startswith(("sqlite_", "page_words_")):
            continue
        if row.type == "table" and row.name != "page_words":
            columns = connection.execute(text(f'PRAGMA table_info("{row.name}")')).all()
            made[row.type, row.name] = sorted((c.name, c.type, c.notnull, c.pk) for c in columns)
        else:
            made[row.type, row.name] = " ".join((row.sql or "").split())
    return made


def _shape_faults(connection: Connection) -> Iterator[str]:
    engine = create_engine("sqlite://")
    with engine.connect() as fresh:
        steps()[0].apply(fresh)
        wanted = shape(fresh)
    engine.dispose()
    found = shape(connection)
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key) != found.get(key):
            what = (
                "is missing" if key not in found else "is none of ours" if key not in wanted else "is altered"
            )
            yield f"the {key[0]} {key[1]} {what}"


def row_faults(connection: Connection, sha256: str) -> Iterator[str]:
    """Yield where columns of a document's rows say something else than the values they were made of."""
    for table, kind, repeated in _REPEATED:
        query = select(table).where(table.c.sha256 == sha256)
        ordered = "seq" in table.c
        rows = connection.execute(query.order_by(table.c.seq) if ordered else query)
        for number, row in enumerate(rows):
            value = value_of(row.data, kind)
            for column, path in repeated:
                said = getattr(row, column)
                made = path(value) if callable(path) else _at(value, path)
                if said != made:
                    yield f"{table.name} {number}: {column} is {said!r}, made of {made!r}"
            if ordered and row.seq != number:
                yield f"{table.name} {number}: missing, or counted as {row.seq}"
                break


def _at(value: object, path: str) -> object:
    for name in path.split("."):
        value = None if value is None else getattr(value, name)
    return value


_Of = str | Callable[[Any], object]
"""Where a column's value stands in the value its row is made of, or what makes it."""


def _same(*names: str, **others: _Of) -> tuple[tuple[str, _Of], ...]:
    return (*((name, name) for name in names), *others.items())


_REPEATED: tuple[tuple[Table, type[Any], tuple[tuple[str, _Of], ...]], ...] = (
    (schema.findings, Finding, _same(
        "id", "concept", "tier", "act", "grade", "strength", "provenance", "purpose", rule="rule.id",
        rule_version="rule.version", page="evidence.page", line="evidence.line", quote="evidence.quote",
        confidence="evidence.confidence", sha256="evidence.sha256", obligation=obligation_of,
        firmness=firmness_of)),
    (schema.citations, CitationAt, _same("sha256", "seq", "canonical", "edition", "form", page="evidence.page")),
    (schema.parties, PartyAt, _same("sha256", "seq", "role", "normal", page="evidence.page")),
    (schema.namings, NamingAt, _same("sha256", "seq", "kind")),
    (schema.said, SaidAt, _same("sha256", "label", "value")),
    (schema.problems, Problem, _same("file", "code", "page", "line", "lost")),
)  # fmt: skip
