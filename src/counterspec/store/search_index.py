"""The full-text index of a case: written with the pages, emptied with them, made anew where its tokens are old."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import DatabaseError

from counterspec.store import schema
from counterspec.store.codec import unpacked
from counterspec.store.search_tokens import VERSION, tokens

_BATCH = 500
_FEW = 4

TABLE = "CREATE VIRTUAL TABLE page_words USING fts5(tokens, content='', tokenize='ascii')"
"""The tokenizer splits at spaces alone: tokens hold ASCII letters and digits, or other scripts."""

LEAVES = """
CREATE TRIGGER pages_leave_index BEFORE DELETE ON pages
WHEN EXISTS (SELECT 1 FROM page_words_docsize WHERE id = old.id)
BEGIN INSERT INTO page_words(page_words, rowid, tokens) VALUES ('delete', old.id, page_tokens(old.text)); END
"""
"""An index without its own text forgets a page only when told the very tokens it was given."""

_PUT = text("INSERT INTO page_words(rowid, tokens) VALUES (:id, :tokens)")


def make_index(connection: Connection) -> None:
    """Make the empty index of a new case."""
    connection.execute(text(TABLE))
    connection.execute(text(LEAVES))
    _note_version(connection)


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the function that the index's trigger calls."""
    connection.create_function("page_tokens", 1, _of_kept, deterministic=True)


def put_page(connection: Connection, page_id: int, words: str) -> None:
    """Index a page whose row is written; `words` is what `search_tokens.tokens` made of its text."""
    connection.execute(_PUT, {"id": page_id, "tokens": words})


def put_pages(connection: Connection, pages: Iterable[tuple[int, str]]) -> None:
    """Index many pages; see `put_page`."""
    rows = [{"id": page_id, "tokens": words} for page_id, words in pages]
    if rows:
        connection.execute(_PUT, rows)


def next_page(connection: Connection) -> int:
    """Return a number above those of all pages, for a writer that numbers its own."""
    pages = schema.pages
    return 1 + (connection.execute(select(func.max(pages.c.id))).scalar() or 0)


def put_document(connection: Connection, sha256: str, words: Iterable[tuple[int, str]]) -> None:
    """Index the pages of a document whose rows are written; `words` are (seq, tokens)."""
    pages = schema.pages
    rows = connection.execute(select(pages.c.seq, pages.c.id).where(pages.c.sha256 == sha256))
    ids = {row.seq: row.id for row in rows}
    put_pages(connection, ((ids[seq], made) for seq, made in words))


def is_current(connection: Connection) -> bool:
    """Whether the index was made by this version's tokens."""
    meta = schema.meta
    return connection.execute(select(meta.c.value).where(meta.c.key == "search")).scalar() == VERSION


def rebuild(connection: Connection) -> int:
    """Make the index anew from the kept texts; return how many pages it holds."""
    connection.execute(text("INSERT INTO page_words(page_words) VALUES ('delete-all')"))
    count, last = 0, -1
    pages = schema.pages
    while True:
        query = select(pages.c.id, pages.c.text).where(pages.c.id > last).order_by(pages.c.id).limit(_BATCH)
        rows = connection.execute(query).all()
        if not rows:
            break
        put_pages(connection, ((row.id, _of_kept(row.text)) for row in rows))
        count, last = count + len(rows), rows[-1].id
    _note_version(connection)
    return count


def faults(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the index: pages it lacks, entries without a page, damage."""
    if not is_current(connection):
        yield "the search index was made by other rules than this version's"
    lacking = "SELECT count(*) FROM pages WHERE id NOT IN (SELECT id FROM page_words_docsize)"
    beside = "SELECT count(*) FROM page_words_docsize WHERE id NOT IN (SELECT id FROM pages)"
    for query, words in ((lacking, "pages are not in the search index"), (beside, "entries have no page")):
        count = connection.execute(text(query)).scalar_one()
        if count:
            yield f"{count:,} {words}"
    try:
        unsaid = sum(1 for _ in _not_found(connection))
    except DatabaseError as error:
        yield f"the search index is damaged: {error.orig}"
        return
    if unsaid:
        yield f"{unsaid:,} pages are not found by their own words"


def _not_found(connection: Connection) -> Iterator[int]:
    """Yield the pages that the index does not find by the words they begin and end with."""
    pages = schema.pages
    indexed = text("SELECT 1 FROM page_words WHERE page_words MATCH :words AND rowid = :id")
    kept = select(pages.c.id, pages.c.text).where(text("id IN (SELECT id FROM page_words_docsize)"))
    for row in connection.execute(kept.order_by(pages.c.id)):
        said = _of_kept(row.text).split(" ")
        for few in (said[:_FEW], said[-_FEW:]):
            words = {"words": f'"{" ".join(few)}"', "id": row.id}
            if few != [""] and connection.execute(indexed, words).first() is None:
                yield row.id
                break


def _note_version(connection: Connection) -> None:
    row = {"key": "search", "value": VERSION}
    connection.execute(insert(schema.meta).prefix_with("OR REPLACE"), row)


def _of_kept(data: bytes) -> str:
    return tokens(unpacked(data).decode("utf-8", "surrogatepass"))
