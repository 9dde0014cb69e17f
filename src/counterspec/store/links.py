"""Write and read what links documents of a case: resolved citations, copies, and whether they are up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Exists, bindparam, delete, exists, func, insert, or_, select, update

from counterspec.model import FOLLOWED, Card, CitationAt, Evidence, How, Link
from counterspec.store import schema
from counterspec.store.case import Case
from counterspec.store.codec import value_of
from counterspec.store.documents import card_of, page_text

_MARK = "links"
"""The fact of `meta` that says what the links were made of."""
_MOST = 500
"""Rows written at once."""


def changes(connection: Connection) -> int:
    """Return how often a document was added, changed or removed: triggers count it."""
    return int(Case.meta(connection, "changes") or 0)


def are_current(connection: Connection, version: str) -> bool:
    """Return whether the links were made of the documents as they are, by this version of the linking."""
    return made_of(connection) == f"{version}, {changes(connection)}"


def made_of(connection: Connection) -> str:
    """Return what the links were made of: the version of the linking and the state of the documents; empty of none."""
    return Case.meta(connection, _MARK)


def mark_current(connection: Connection, version: str) -> None:
    """Note that the links are made of the documents as they are; the last thing to write."""
    Case.set_meta(connection, _MARK, f"{version}, {changes(connection)}")


def cards_to_link(connection: Connection) -> Iterator[Card]:
    """Yield the documents that links and copies are made of, in order of name: with a number, citations or a sketch."""
    documents, citations = schema.documents.c, schema.citations.c
    cites = exists().where(citations.sha256 == documents.sha256)
    numbered = or_(documents.canonical.is_not(None), documents.kind == "amendment")
    alike = or_(func.length(documents.shingles) > 0, documents.copy_of.is_not(None))
    query = select(schema.documents).where(or_(numbered, alike, cites))
    for row in connection.execute(query.order_by(documents.name, documents.sha256)):
        yield card_of(row)


def put_links(connection: Connection, links: Iterable[Link]) -> int:
    """Write the links of the whole case in the place of those it had; return how many."""
    connection.execute(delete(schema.links))
    count, rows = 0, []
    for link in links:
        rows.append(
            {"citing": link.citing, "seq": link.seq, "cited": link.cited, "how": link.how, "note": link.note}
        )
        if len(rows) == _MOST:
            connection.execute(insert(schema.links), rows)
            count, rows = count + len(rows), []
    if rows:
        connection.execute(insert(schema.links), rows)
    return count + len(rows)


def put_copies(connection: Connection, copies: Mapping[str, str]) -> int:
    """Write which document each copy repeats, by SHA-256; all others are no copies. Return how many changed."""
    documents = schema.documents
    query = select(documents.c.sha256, documents.c.copy_of).where(documents.c.copy_of.is_not(None))
    held = {row[0]: row[1] for row in connection.execute(query)}
    changed = {sha256: copies.get(sha256) for sha256 in held.keys() | copies.keys()}
    changed = {sha256: copy for sha256, copy in changed.items() if held.get(sha256) != copy}
    if changed:
        statement = (
            update(documents).where(documents.c.sha256 == bindparam("of")).values(copy_of=bindparam("copy"))
        )
        connection.execute(statement, [{"of": sha256, "copy": copy} for sha256, copy in changed.items()])
    return len(changed)


def sketches(connection: Connection) -> dict[str, bytes]:
    """Return the sketches of the words of documents, by SHA-256; documents without one are left out."""
    documents = schema.documents
    query = select(documents.c.sha256, documents.c.shingles).where(func.length(documents.c.shingles) > 0)
    return {row[0]: row[1] for row in connection.execute(query)}


def fetched(connection: Connection) -> dict[str, str]:
    """Return when each document was first fetched, by SHA-256, where that is known."""
    origins = schema.origins
    query = (
        select(origins.c.sha256, func.min(origins.c.fetched_at))
        .where(origins.c.fetched_at.is_not(None))
        .where(origins.c.fetched_at != "")
        .group_by(origins.c.sha256)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def said_as(connection: Connection, label: str) -> dict[str, list[str]]:
    """Return what documents say of themselves under one label, by SHA-256."""
    said = schema.said
    made: defaultdict[str, list[str]] = defaultdict(list)
    query = (
        select(said.c.sha256, said.c.value).where(said.c.label == label).order_by(said.c.sha256, said.c.seq)
    )
    for row in connection.execute(query):
        made[row[0]].append(row[1])
    return made


def names_in_role(connection: Connection, *roles: str) -> dict[str, frozenset[str]]:
    """Return the names in normal form that documents give to some roles, by SHA-256."""
    parties = schema.parties
    made: defaultdict[str, set[str]] = defaultdict(set)
    query = select(parties.c.sha256, parties.c.normal).where(parties.c.role.in_(roles))
    for row in connection.execute(query):
        made[row[0]].add(row[1])
    return {sha256: frozenset(names) for sha256, names in made.items()}


def parties_named(connection: Connection, sha256: str, *roles: str) -> list[str]:
    """Return the names a document gives to some roles, in order of place, each once; of all roles without any."""
    parties = schema.parties
    query = select(parties.c.normal).where(parties.c.sha256 == sha256).order_by(parties.c.seq)
    if roles:
        query = query.where(parties.c.role.in_(roles))
    return list(dict.fromkeys(row[0] for row in connection.execute(query)))


def links_of(connection: Connection, citing: str) -> list[tuple[CitationAt, Link]]:
    """Return the citations of one document with what they were resolved to, in order of place."""
    return list(_pairs(connection, citing=citing))


def unanswered(connection: Connection) -> Iterator[tuple[CitationAt, Link]]:
    """Yield the citations that no document of the case answers."""
    yield from _pairs(connection, followed=False)


def _pairs(
    connection: Connection, citing: str | None = None, followed: bool | None = None
) -> Iterator[tuple[CitationAt, Link]]:
    links, citations = schema.links, schema.citations
    query = (
        select(citations.c.data, links.c.citing, links.c.seq, links.c.cited, links.c.how, links.c.note)
        .join(links, (links.c.citing == citations.c.sha256) & (links.c.seq == citations.c.seq))
        .order_by(links.c.citing, links.c.seq, links.c.cited)
    )
    if citing is not None:
        query = query.where(links.c.citing == citing)
    if followed is not None:
        query = query.where(links.c.how.in_(FOLLOWED) if followed else links.c.how.not_in(FOLLOWED))
    for row in connection.execute(query):
        yield value_of(row[0], CitationAt), Link(*row[1:])


def hows(connection: Connection) -> dict[str, int]:
    """Return how many links there are of each kind of resolution."""
    links = schema.links
    query = select(links.c.how, func.count()).group_by(links.c.how).order_by(links.c.how)
    return {row[0]: row[1] for row in connection.execute(query)}


def count_how(connection: Connection, citing: str, how: How) -> int:
    """Return how many citations of a document were resolved in one way."""
    links = schema.links
    query = select(func.count()).select_from(links).where(links.c.citing == citing).where(links.c.how == how)
    return connection.execute(query).scalar_one()


def count_citations(connection: Connection) -> int:
    """Return how many citations the documents of the case hold."""
    return connection.execute(select(func.count()).select_from(schema.citations)).scalar_one()


def count_copies(connection: Connection) -> int:
    """Return how many documents repeat another."""
    documents = schema.documents
    query = select(func.count()).select_from(documents).where(documents.c.copy_of.is_not(None))
    return connection.execute(query).scalar_one()


def cited_by(connection: Connection, cited: str) -> list[str]:
    """Return the SHA-256s of the documents that cite one, in order."""
    links = schema.links
    query = select(links.c.citing).where(links.c.cited == cited).where(links.c.how.in_(FOLLOWED))
    return sorted({row[0] for row in connection.execute(query)})


def beginnings(connection: Connection) -> list[str]:
    """Return the SHA-256s of documents that chains can begin in: they cite one of the case, or hold a finding."""
    d, links = schema.documents.c, schema.links
    citing = exists(select(1).where(links.c.citing == d.sha256, links.c.how.in_(FOLLOWED)))
    query = select(d.sha256).where(d.copy_of.is_(None), or_(citing, _has_finding()))
    return list(connection.execute(query.order_by(d.name, d.sha256)).scalars())


def _has_finding() -> Exists:
    f, t = schema.findings.c, schema.facets.c
    return exists(
        select(1)
        .select_from(schema.findings_of_documents)
        .where(f.sha256 == schema.documents.c.sha256, t.grade == "finding")
    )


def versions(connection: Connection) -> Iterator[tuple[str, str, str, bool, int, int, int]]:
    """Yield what tells the versions of numbered documents apart.

    SHA-256, what versions of one share, name, whether a copy, pages, pages read, pages recognised.
    A tender and the notice of its award share a number, and are no versions of one document; so are
    tenders of two buyers who count alike.
    """
    d = schema.documents.c
    query = select(
        d.sha256, d.number, d.edition, d.kind, d.issued, d.name, d.copy_of, d.pages, d.pages_read,
        d.pages_recognised,
    )  # fmt: skip
    for row in connection.execute(query.where(d.number.is_not(None)).where(d.state == "read")):
        shared = "\0".join(part or "" for part in row[1:5])
        yield row[0], shared, row[5], row[6] is not None, row[7], row[8], row[9]


def found_in(connection: Connection, sha256s: Sequence[str] | None = None) -> dict[str, int]:
    """Return how many findings documents hold, all or those named, by SHA-256; those without any are left out."""
    f, t = schema.findings.c, schema.facets.c
    query = select(f.sha256, func.count()).select_from(schema.findings_of_documents)
    query = query.where(t.grade == "finding").group_by(f.sha256)
    if sha256s is None:
        return {row[0]: row[1] for row in connection.execute(query)}
    made: dict[str, int] = {}
    for start in range(0, len(sha256s), _MOST):
        some = query.where(f.sha256.in_(sha256s[start : start + _MOST]))
        made |= {row[0]: row[1] for row in connection.execute(some)}
    return made


def rejected(connection: Connection, sha256: str) -> frozenset[str]:
    """Return the ids of findings of a document that people rejected."""
    findings = schema.findings
    query = select(findings.c.id).where(findings.c.sha256 == sha256).where(findings.c.standing == "rejected")
    return frozenset(row[0] for row in connection.execute(query))


def text_before(connection: Connection, sha256: str, end: int) -> str:
    """Return the kept text of a document up to a place."""
    pages = schema.pages
    query = select(pages.c.id, pages.c.start).where(pages.c.sha256 == sha256).where(pages.c.start < end)
    return "".join(page_text(connection, row[0]) for row in connection.execute(query.order_by(pages.c.seq)))[
        :end
    ]


def is_kept(connection: Connection, evidence: Evidence) -> bool:
    """Return whether the text that the case keeps of a document still has the quote at its place."""
    pages = schema.pages
    start, end = evidence.span
    query = (
        select(pages.c.id, pages.c.start)
        .where(pages.c.sha256 == evidence.sha256)
        .where(pages.c.start < max(end, start + 1))
        .order_by(pages.c.start.desc())
    )
    text, at = "", end
    for row in connection.execute(query):
        kept = page_text(connection, row[0])
        text, at = kept[: max(0, at - row[1])] + text, row[1]
        if at <= start:
            return text[start - at : end - at] == evidence.quote
    return False
