"""The documents that are cited and not in the case, kept in order when the case is linked: shown in parts, counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from counterspec.model import CitationForm, Wanted
from counterspec.store import schema
from counterspec.store.codec import json_of, value_of

_MOST = 500
"""Rows written at once."""


@dataclass(frozen=True, slots=True)
class WantedRow:
    """A wanted document as a list shows it: as `Wanted`, with the number of the documents that cite it."""

    canonical: str
    edition: str | None
    title: str | None
    cited_by: int
    strictly: int
    forms: tuple[CitationForm, ...]
    note: str


def put_wanted(connection: Connection, wanted: Iterable[Wanted]) -> None:
    """Write the wanted documents in their order, in the place of those the case had."""
    connection.execute(delete(schema.wanted))
    rows = [
        {
            "place": place, "canonical": one.canonical, "edition": one.edition, "title": one.title,
            "cited_by": len(one.citing), "strictly": one.strictly, "forms_json": json_of(one.forms),
            "note": one.note, "citing_json": json_of(one.citing),
        }
        for place, one in enumerate(wanted)
    ]  # fmt: skip
    for start in range(0, len(rows), _MOST):
        connection.execute(insert(schema.wanted), rows[start : start + _MOST])


def count_wanted(connection: Connection, words: str = "") -> int:
    """Return how many documents are wanted; `words` stand in the number or the title."""
    query = select(func.count()).select_from(schema.wanted).where(*_says(words))
    return connection.execute(query).scalar_one()


def wanted_rows(connection: Connection, *, words: str = "", limit: int, skip: int = 0) -> list[WantedRow]:
    """Return a part of the wanted documents, the most cited first."""
    w = schema.wanted.c
    query = select(w.canonical, w.edition, w.title, w.cited_by, w.strictly, w.forms_json, w.note)
    rows = connection.execute(query.where(*_says(words)).order_by(w.place).limit(limit).offset(skip))
    return [WantedRow(*row[:5], _forms(row.forms_json), row.note) for row in rows]


def wanted_whole(connection: Connection, *, limit: int | None = None, skip: int = 0) -> list[Wanted]:
    """Return a part of the wanted documents, or all, each with every document that cites it."""
    w = schema.wanted.c
    rows = connection.execute(select(schema.wanted).order_by(w.place).limit(limit or -1).offset(skip))
    return [_whole(row) for row in rows]


def _whole(row: Any) -> Wanted:
    citing = value_of(row.citing_json, tuple[str, ...])
    return Wanted(
        row.canonical, row.edition, row.title, citing, _forms(row.forms_json), row.strictly, row.note
    )


def _forms(text: str) -> tuple[CitationForm, ...]:
    return value_of(text, tuple[CitationForm, ...])


def _says(words: str) -> list[ColumnElement[bool]]:
    w = schema.wanted.c
    columns = (w.canonical, w.title)
    return [or_(*(column.icontains(words, autoescape=True) for column in columns))] if words else []
