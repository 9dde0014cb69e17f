"""Write and read documents of a case, with everything that belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, text

from counterspec.model import (
    Card,
    CitationAt,
    Document,
    Evidence,
    Finding,
    Link,
    NamingAt,
    Origin,
    PartyAt,
    Problem,
    SaidAt,
    Wishes,
)
from counterspec.store import schema
from counterspec.store.codec import Extracted, document_of, extracted_of, json_of, unpacked, value_of, whole
from counterspec.store.lookup import Known

_OF_DOCUMENT = (
    schema.readings, schema.findings, schema.citations, schema.parties, schema.namings, schema.said, schema.problems,
    schema.pages,
)  # fmt: skip

_ASKED = 400
"""Digests in one question."""


def known(connection: Connection, sha256: str) -> tuple[str, str] | None:
    """Return the versions a document was read and judged by, None where the case does not hold it."""
    documents = schema.documents
    row = connection.execute(
        select(documents.c.reading_version, documents.c.judging_version).where(documents.c.sha256 == sha256)
    ).first()
    return (row[0], row[1]) if row else None


def held_of(connection: Connection, sha256s: Iterable[str]) -> dict[str, Known]:
    """Return what decides whether documents are read again, without those that the case does not hold."""
    d, found, wanted = schema.documents.c, dict[str, Known](), sorted(set(sha256s))
    for start in range(0, len(wanted), _ASKED):
        query = select(d.sha256, d.reading_version, d.judging_version, d.arrival, d.wishes_json)
        rows = connection.execute(query.where(d.sha256.in_(wanted[start : start + _ASKED])))
        found.update((row[0], Known(*row[1:])) for row in rows)
    return found


def put_card(
    connection: Connection,
    card: Card,
    reason: str | None,
    wishes: Wishes,
    versions: tuple[str, str],
    at: str,
    more: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Write the row of a document, in the place of the one it had; rows of what it holds are dropped.

    `more` are columns that a card does not have; without them those stay as they were.
    """
    row = card_row(card, reason, wishes, versions, at) | dict(more)
    documents = schema.documents
    if known(connection, card.sha256) is None:
        connection.execute(insert(documents), row)
        return
    for table in _OF_DOCUMENT:
        connection.execute(delete(table).where(table.c.sha256 == card.sha256))
    kept = {key: value for key, value in row.items() if key not in ("sha256", "added_at")}
    connection.execute(documents.update().where(documents.c.sha256 == card.sha256).values(kept))


def card_row(
    card: Card, reason: str | None, wishes: Wishes, versions: tuple[str, str], at: str
) -> dict[str, object]:
    """Return the row of a document."""
    return {
        "sha256": card.sha256, "name": card.name, "state": card.state, "reason": reason, "size": card.size,
        "format": card.format, "media_type": card.media_type, "kind": card.kind, "title": card.title,
        "titles_json": json_of(card.titles), "number": card.number, "canonical": card.canonical,
        "edition": card.edition, "stage": card.stage, "issued": card.issued, "in_force": card.in_force,
        "withdrawn": card.withdrawn, "replaces_json": json_of(card.replaces), "jurisdiction": card.jurisdiction,
        "pages": card.pages, "pages_read": card.pages_read, "pages_recognised": card.pages_recognised,
        "lines": card.lines, "copy_of": card.copy_of, "added_at": at, "wishes_json": json_of(wishes),
        "reading_version": versions[0], "judging_version": versions[1],
    }  # fmt: skip


def drop(connection: Connection, sha256: str) -> None:
    """Delete a document and everything that hangs on it; what copied it stands for itself again."""
    for table in _OF_DOCUMENT:
        connection.execute(delete(table).where(table.c.sha256 == sha256))
    documents = schema.documents
    connection.execute(documents.update().where(documents.c.copy_of == sha256).values(copy_of=None))
    connection.execute(delete(documents).where(documents.c.sha256 == sha256))


def put_origin(connection: Connection, sha256: str, origin: Origin, at: str) -> None:
    """Write where a document came from; the same place is kept once."""
    put_origins(connection, [(sha256, origin)], at)


def put_origins(connection: Connection, origins: Iterable[tuple[str, Origin]], at: str) -> None:
    """Write where many documents came from; see `put_origin`."""
    rows = [
        {
            "sha256": sha256, "path": origin.path, "rel": origin.rel, "container": origin.container,
            "url": origin.url or "", "fetched_at": origin.fetched_at or "",
            "capture_json": json_of(origin.capture), "added_at": at,
        }
        for sha256, origin in origins
    ]  # fmt: skip
    if rows:
        connection.execute(insert(schema.origins).prefix_with("OR IGNORE"), rows)


def put_rows(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Write many rows of one table at once; all give the same columns, and those that must be given."""
    if not rows:
        return
    columns = ", ".join(rows[0])
    values = ", ".join(f":{name}" for name in rows[0])
    # The driver takes rows as they are; building each of them a second time costs as much as writing it.
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({values})"  # noqa: S608  # names of columns
    try:
        connection.exec_driver_sql(statement, rows)
    except UnicodeEncodeError:
        # Half a character, which no reader should give: the database holds whole ones only.
        connection.exec_driver_sql(statement, [whole(row) for row in rows])


def cards(connection: Connection, sha256s: Iterable[str] | None = None) -> Iterator[Card]:
    """Yield the documents of the case in order of name, all or those named."""
    documents = schema.documents
    query = select(documents).order_by(documents.c.name, documents.c.sha256)
    if sha256s is not None:
        query = query.where(documents.c.sha256.in_(list(sha256s)))
    for row in connection.execute(query):
        yield card_of(row)


def card_of(row: Row[Any]) -> Card:
    """Return a row of the table as a document."""
    m = row._mapping
    return Card(
        sha256=m["sha256"], name=m["name"], state=m["state"], kind=m["kind"], format=m["format"],
        media_type=m["media_type"], size=m["size"], title=m["title"],
        titles=value_of(m["titles_json"], tuple[tuple[str, str], ...]), number=m["number"],
        canonical=m["canonical"], edition=m["edition"], stage=m["stage"], issued=m["issued"],
        in_force=m["in_force"], withdrawn=m["withdrawn"],
        replaces=value_of(m["replaces_json"], tuple[str, ...]), jurisdiction=m["jurisdiction"], pages=m["pages"],
        pages_read=m["pages_read"], pages_recognised=m["pages_recognised"], lines=m["lines"],
        copy_of=m["copy_of"],
    )  # fmt: skip


def _values(connection: Connection, table: Any, kind: type[Any], sha256: str | None) -> Iterator[Any]:
    order = (table.c.sha256, table.c.seq)
    query = select(table.c.data).order_by(*order)
    if sha256 is not None:
        query = query.where(table.c.sha256 == sha256)
    for row in connection.execute(query):
        yield value_of(row[0], kind)


def citations_of(connection: Connection, sha256: str | None = None) -> Iterator[CitationAt]:
    """Yield the citations of one document, or of all, in order of place."""
    yield from _values(connection, schema.citations, CitationAt, sha256)


def parties_of(connection: Connection, sha256: str | None = None) -> Iterator[PartyAt]:
    """Yield the parties of one document, or of all, in order of place."""
    yield from _values(connection, schema.parties, PartyAt, sha256)


def namings_of(connection: Connection, sha256: str | None = None) -> Iterator[NamingAt]:
    """Yield the places of one document, or of all, that give an organisation a second name."""
    yield from _values(connection, schema.namings, NamingAt, sha256)


def said_of(connection: Connection, sha256: str) -> Iterator[SaidAt]:
    """Yield what a document says of itself."""
    yield from _values(connection, schema.said, SaidAt, sha256)


def findings_of(connection: Connection, sha256: str | None = None) -> Iterator[Finding]:
    """Yield the findings of one document, or of all, in order of place."""
    yield from _values(connection, schema.findings, Finding, sha256)


def problems_of(connection: Connection, sha256: str | None = None) -> Iterator[Problem]:
    """Yield what could not be read, by file and place."""
    table = schema.problems
    query = select(table.c.data).order_by(table.c.file, table.c.page, table.c.line, table.c.code)
    if sha256 is not None:
        query = query.where(table.c.sha256 == sha256)
    for row in connection.execute(query):
        yield value_of(row[0], Problem)


def unplaced_problems(connection: Connection) -> Iterator[Problem]:
    """Yield the problems of files whose bytes could not even be had."""
    table = schema.problems
    query = select(table.c.data).where(table.c.sha256.is_(None)).order_by(table.c.file, table.c.code)
    for row in connection.execute(query):
        yield value_of(row[0], Problem)


def reasons(connection: Connection) -> dict[str, str]:
    """Return why documents were left out, by digest."""
    d = schema.documents.c
    return {
        row[0]: row[1] for row in connection.execute(select(d.sha256, d.reason).where(d.reason.is_not(None)))
    }


def reading_of(
    connection: Connection, sha256: str, *, words: bool = True
) -> tuple[Document, Extracted] | None:
    """Return a document as it was read and what was extracted of it, None where it was not read.

    Without `words` its pages hold no words and boxes: enough for text and tables.
    """
    row = connection.execute(select(schema.readings).where(schema.readings.c.sha256 == sha256)).first()
    if row is None:
        return None
    kept: list[bytes | None] = []
    if words:
        pages = schema.pages
        found = select(pages.c.words).where(pages.c.sha256 == sha256).where(pages.c.number.is_not(None))
        kept = [page[0] for page in connection.execute(found.order_by(pages.c.seq))]
    return document_of(row.document, kept), extracted_of(row.facts)


def page_text(connection: Connection, page_id: int) -> str:
    """Return the text of a page or stretch by its row."""
    found = connection.execute(select(schema.pages.c.text).where(schema.pages.c.id == page_id)).scalar_one()
    return unpacked(found).decode("utf-8", "surrogatepass")


def counts(connection: Connection) -> dict[str, int]:
    """Return how much a case holds: documents by state, pages, findings, problems, files waiting."""
    rows = connection.execute(
        text(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM documents WHERE state='read'),"
            " (SELECT coalesce(sum(pages),0) FROM documents), (SELECT coalesce(sum(pages_read),0) FROM documents),"
            " (SELECT coalesce(sum(n),0) FROM facets WHERE grade='finding'), (SELECT count(*) FROM problems),"
            " (SELECT count(*) FROM queue WHERE state='waiting'),"
            " (SELECT count(*) FROM queue WHERE state='quarantined')"
        )
    ).one()
    names = ("documents", "read", "pages", "pages_read", "findings", "problems", "waiting", "quarantined")
    return dict(zip(names, rows, strict=True))


def proofs(connection: Connection, sha256: str) -> Iterator[tuple[str, Evidence]]:
    """Yield every evidence a case keeps of a document, with what it proves; what rests on no words has none."""
    for finding in findings_of(connection, sha256):
        yield f"finding {finding.id}", finding.evidence
    for citation in citations_of(connection, sha256):
        yield f"citation of {citation.canonical}", citation.evidence
        if citation.clause:
            yield f"clause that cites {citation.canonical}", citation.clause.evidence
    for party in parties_of(connection, sha256):
        yield f"{party.role} {party.name}", party.evidence
    for naming in namings_of(connection, sha256):
        yield f"{naming.kind} name {naming.other}", naming.evidence
    for said in said_of(connection, sha256):
        if said.evidence.quote:
            yield f"{said.label} {said.value}", said.evidence


def origins_of(connection: Connection, sha256: str) -> Iterator[Origin]:
    """Yield where a document came from, by path."""
    origins = schema.origins
    query = select(origins).where(origins.c.sha256 == sha256)
    for row in connection.execute(query.order_by(origins.c.path, origins.c.url, origins.c.fetched_at)):
        capture = value_of(row.capture_json, tuple[tuple[str, str], ...])
        yield Origin(row.path, row.rel, row.container, row.url or None, row.fetched_at or None, capture)


def links_of(connection: Connection) -> Iterator[Link]:
    """Yield every resolved citation, by citing document and place."""
    links = schema.links
    for row in connection.execute(select(links).order_by(links.c.citing, links.c.seq, links.c.cited)):
        yield Link(row.citing, row.seq, row.cited, row.how, row.note)
