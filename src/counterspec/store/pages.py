"""Single pages of a document, without the rest of it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from counterspec.model import Words
from counterspec.store import schema
from counterspec.store.codec import words_of


def words_on(connection: Connection, sha256: str, number: int) -> Words | None:
    """Return the words of page `number` (from 1) with their boxes, None where it has none."""
    pages = schema.pages
    query = select(pages.c.words).where(pages.c.sha256 == sha256).where(pages.c.number == number)
    kept = connection.execute(query).scalar()
    return words_of(kept) if kept else None
