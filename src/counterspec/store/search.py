"""Search the pages of a case: exact in every script, with the words on the page and their boxes.

A hit is a page, or a stretch of lines of a text without pages. The index finds it, and the page's own text
must then say it, too: what is shown is quoted from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, column, func, literal_column, select, table, text

from counterspec.findings.evidence import around
from counterspec.model import Box, Card, Evidence, Excerpt, Span, Word
from counterspec.store import schema
from counterspec.store.codec import unpacked, words_of
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.documents import cards
from counterspec.store.search_fold import Folded
from counterspec.store.search_query import Query

RANKED = 1_000
"""So many pages are ranked by how much they say; words on more pages come in order of document."""

PLACES = 8
"""Places of one page that are quoted."""
_LINE = 240
"""Code points of a line that are shown."""

_INDEX = table("page_words", column("rowid"))
_MATCHES = text("page_words MATCH :expression")

Order = Literal["relevance", "document"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that says what is searched for.

    `page` is its number, `line` the line of the first place in a text without pages. `places` quotes the
    first places, `count` counts all. `excerpt` is the line of the first place. `copies` are documents that
    repeat this one and say it, too; they have no hits of their own.
    """

    card: Card
    page: int | None
    line: int | None
    places: tuple[Evidence, ...]
    count: int
    excerpt: Excerpt
    copies: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """`pages` counts all pages that say it, copies included; `next` is the offset to go on from, None at the end."""

    hits: tuple[Hit, ...]
    pages: int
    order: Order
    next: int | None


def search(
    connection: Connection,
    query: str,
    wanted: DocumentFilter | None = None,
    *,
    limit: int = 50,
    offset: int = 0,
    order: Order | None = None,
) -> Hits:
    """Find the pages that say `query` (see `search_query`), in documents that are `wanted`.

    Without an `order` it is by relevance up to RANKED pages, ties by document and page.

    Raises:
        UsageError: the query cannot be read.
    """
    run = _Run(connection, Query.of(query), (wanted or DocumentFilter()).conditions)
    count = run.count()
    order = order or ("relevance" if count <= RANKED else "document")
    made: list[Hit] = []
    at = offset
    while len(made) < limit and at < count:
        rows = run.ranked(limit, at) if order == "relevance" else run.in_order(limit, at)
        if not rows:
            at = count
        for hit in run.hits(rows):
            at += 1
            if hit is not None:
                made.append(hit)
            if len(made) == limit:
                break
    return Hits(tuple(made), count, order, at if at < count else None)


class _Run:
    """One query against one state of the case."""

    def __init__(
        self, connection: Connection, query: Query, conditions: Sequence[ColumnElement[bool]]
    ) -> None:
        self._connection = connection
        self._query = query
        self._conditions = conditions
        self._binds = {"expression": query.expression}
        self._ranks: list[tuple[float, int]] | None = None
        self._says: dict[str, bool] = {}

    def count(self) -> int:
        matching = select(func.count()).select_from(_INDEX).where(_MATCHES, *self._among())
        return self._connection.execute(matching, self._binds).scalar_one()

    def _among(self) -> list[ColumnElement[bool]]:
        """Keep the index's entries whose documents are wanted; the plus sign has them tested, not looked up."""
        if not self._conditions:
            return []
        p, d = schema.pages.c, schema.documents.c
        pages = select(p.id).join(schema.documents, d.sha256 == p.sha256).where(*self._conditions)
        return [literal_column("+page_words.rowid").in_(pages)]

    def ranked(self, limit: int, offset: int) -> list[Any]:
        """Return rows by relevance: all ranks are compared, documents and pages only where they are equal."""
        if self._ranks is None:
            rank: ColumnElement[float] = literal_column("bm25(page_words)")
            found = select(rank, _INDEX.c.rowid).where(_MATCHES, *self._among())
            self._ranks = sorted((row[0], row[1]) for row in self._connection.execute(found, self._binds))
        if offset >= len(self._ranks):
            return []
        lowest = self._ranks[offset][0]
        highest = self._ranks[min(offset + limit, len(self._ranks)) - 1][0]
        first = next(i for i, (rank, _) in enumerate(self._ranks) if rank >= lowest)
        near = [(rank, page_id) for rank, page_id in self._ranks[first:] if rank <= highest]
        rows = {row.id: row for row in self._rows([page_id for _, page_id in near])}
        near.sort(key=lambda pair: (pair[0], _place(rows[pair[1]])))
        return [rows[page_id] for _, page_id in near[offset - first : offset - first + limit]]

    def _rows(self, ids: Sequence[int]) -> Iterator[Any]:
        p, d = schema.pages.c, schema.documents.c
        for at in range(0, len(ids), 500):
            query = (
                select(p.id, p.sha256, p.seq, d.name, d.copy_of)
                .join(schema.documents, d.sha256 == p.sha256)
                .where(p.id.in_(ids[at : at + 500]))
            )
            yield from self._connection.execute(query)

    def in_order(self, limit: int, offset: int) -> list[Any]:
        """Return rows in order of document and page."""
        p, d = schema.pages.c, schema.documents.c
        matching = select(_INDEX.c.rowid).where(_MATCHES)
        # The plus sign keeps SQLite from sorting all pages: documents come by name, until there are enough.
        query = (
            select(p.id, p.sha256, p.seq, d.name, d.copy_of)
            .select_from(schema.documents.join(schema.pages, d.sha256 == p.sha256))
            .where(literal_column("+pages.id").in_(matching), *self._conditions)
            .order_by(d.name, d.sha256, p.seq)
            .limit(limit)
            .offset(offset)
        )
        return list(self._connection.execute(query, self._binds))

    def hits(self, rows: Sequence[Any]) -> Iterator[Hit | None]:
        """Yield the hit of each row, None for the page of a copy whose original says it."""
        known = {card.sha256: card for card in cards(self._connection, {row.sha256 for row in rows})}
        copies = self._copies(list(known))
        kept = select(schema.pages).where(schema.pages.c.id.in_([row.id for row in rows]))
        pages = {row.id: row for row in self._connection.execute(kept)}
        for row in rows:
            if row.copy_of and self._is_said_in(row.copy_of):
                yield None
                continue
            yield self._hit(pages[row.id], known[row.sha256], copies)

    def _copies(self, originals: Sequence[str]) -> Mapping[str, list[Card]]:
        d = schema.documents.c
        found = select(d.sha256, d.copy_of).where(d.copy_of.in_(originals)).order_by(d.name, d.sha256)
        made: dict[str, list[Card]] = {}
        pairs = [tuple(row) for row in self._connection.execute(found)]
        named = (
            {card.sha256: card for card in cards(self._connection, [sha256 for sha256, _ in pairs])}
            if pairs
            else {}
        )
        for sha256, original in pairs:
            if self._is_said_in(sha256):
                made.setdefault(original, []).append(named[sha256])
        return made

    def _is_said_in(self, sha256: str) -> bool:
        """Whether a document is wanted and says it."""
        if sha256 not in self._says:
            p, d = schema.pages.c, schema.documents.c
            first, last = self._connection.execute(
                select(func.min(p.id), func.max(p.id))
                .join(schema.documents, d.sha256 == p.sha256)
                .where(p.sha256 == sha256, *self._conditions)
            ).one()
            within = select(_INDEX.c.rowid).where(_MATCHES, _INDEX.c.rowid.between(first or 0, last or -1))
            query = select(p.id).where(p.sha256 == sha256, literal_column("+pages.id").in_(within)).limit(1)
            self._says[sha256] = self._connection.execute(query, self._binds).first() is not None
        return self._says[sha256]

    def _hit(self, row: Any, card: Card, copies: Mapping[str, list[Card]]) -> Hit | None:
        words = unpacked(row.text).decode("utf-8", "surrogatepass")
        folded = Folded.of(words)
        found = self._query.places(folded)
        if not found:
            return None
        spans = [Span(*folded.back(*place)) for place in found]
        page = _Page(row, words)
        places = tuple(page.evidence(span) for span in spans[:PLACES])
        repeats = tuple(copies.get(card.sha256, ()))
        return Hit(card, row.number, places[0].line, places, len(spans), page.excerpt(spans), repeats)


class _Page:
    """The row of a page, with its text: what is quoted from it stands in the document's own places."""

    def __init__(self, row: Any, words: str) -> None:
        self._row = row
        self._text = words
        self._words = words_of(row.words) if row.words else None

    def evidence(self, span: Span) -> Evidence:
        """Quote a range of the page."""
        row, words = self._row, self._text
        prefix, suffix = around(words, *span)
        whole = Span(span.start + row.start, span.end + row.start)
        touched = self._words.within(whole) if self._words else ()
        line = None if row.number else row.line + words.count("\n", 0, span.start)
        return Evidence(
            sha256=row.sha256,
            span=whole,
            quote=words[span.start : span.end],
            prefix=prefix,
            suffix=suffix,
            line=line,
            column=None if row.number else span.start - words.rfind("\n", 0, span.start),
            page=row.number,
            boxes=tuple(self._box(word, span) for word in touched),
            confidence=min(
                (word.confidence for word in touched if word.confidence is not None), default=None
            ),
        )

    def _box(self, word: Word, span: Span) -> Box:
        start = self._row.start
        return Word(Span(word.span.start - start, word.span.end - start), word.box).part(span, self._text)

    def excerpt(self, spans: Sequence[Span]) -> Excerpt:
        """Return the line of the first place with all places on it marked."""
        words, first = self._text, spans[0].start
        start = words.rfind("\n", 0, first) + 1
        end = words.find("\n", first)
        start = max(start, first - _LINE // 2)
        shown = words[start : min(len(words) if end < 0 else end, start + _LINE)].rstrip("\r\n")
        marks = [
            Span(s.start - start, min(s.end - start, len(shown)))
            for s in spans
            if s.start - start < len(shown)
        ]
        number = self._row.number
        return Excerpt(
            shown, tuple(marks), None if number else self._row.line + words.count("\n", 0, first), number
        )  # fmt: skip


def _place(row: Any) -> tuple[str, str, int]:
    return row.name, row.sha256, row.seq
