"""What a case holds, document by document: enough to decide what is to be done with each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select, tuple_

from counterspec.model import Origin, Wishes
from counterspec.store import schema
from counterspec.store.case import Case
from counterspec.store.codec import unpacked, value_of

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Held:
    """A document and how it was read: `wishes` is what was asked for, the versions are whose work it is."""

    sha256: str
    name: str
    state: str
    size: int
    copy_of: str | None
    wishes: Wishes
    reading_version: str
    judging_version: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page, or a stretch of lines from `line` on, as it is kept; `start` is its place in the document's text."""

    seq: int
    number: int | None
    line: int | None
    start: int
    text: str
    words: bytes | None


def held(connection: Connection, sha256: str) -> Held | None:
    """Return what the case holds of a source, None where it holds nothing."""
    row = connection.execute(_query().where(schema.documents.c.sha256 == sha256)).first()
    return _held(row) if row else None


def held_in_order(case: Case) -> Iterator[Held]:
    """Yield every document in order of its name; no connection is open between two of them."""
    documents = schema.documents
    key = (documents.c.name, documents.c.sha256)
    query = _query().order_by(*key).limit(_BATCH)
    last: Held | None = None
    while True:
        with case.reading() as connection:
            behind = query if last is None else query.where(tuple_(*key) > tuple_(last.name, last.sha256))
            batch = [_held(row) for row in connection.execute(behind)]
        yield from batch
        if len(batch) < _BATCH:
            return
        last = batch[-1]


def kept_pages(connection: Connection, sha256: str) -> Iterator[KeptPage]:
    """Yield the pages of a document, one at a time."""
    pages = schema.pages
    for row in connection.execute(select(pages).where(pages.c.sha256 == sha256).order_by(pages.c.seq)):
        text = unpacked(row.text).decode("utf-8", "surrogatepass")
        yield KeptPage(row.seq, row.number, row.line, row.start, text, row.words)


def first_origin(connection: Connection, sha256: str) -> Origin | None:
    """Return where a source was first taken from."""
    origins = schema.origins
    query = select(origins).where(origins.c.sha256 == sha256).order_by(origins.c.id).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return None
    capture = value_of(row.capture_json, tuple[tuple[str, str], ...])
    return Origin(row.path, row.rel, row.container, row.url or None, row.fetched_at or None, capture)


def wishes_of(connection: Connection, sha256: str) -> Wishes:
    """Return how a document was asked to be read."""
    d = schema.documents.c
    return value_of(connection.execute(select(d.wishes_json).where(d.sha256 == sha256)).scalar_one(), Wishes)


def _query() -> Select[Any]:
    d = schema.documents.c
    return select(
        d.sha256, d.name, d.state, d.size, d.copy_of, d.wishes_json, d.reading_version, d.judging_version
    )


def _held(row: Row[Any]) -> Held:
    return Held(
        row.sha256, row.name, row.state, row.size, row.copy_of, value_of(row.wishes_json, Wishes),
        row.reading_version, row.judging_version,
    )  # fmt: skip
