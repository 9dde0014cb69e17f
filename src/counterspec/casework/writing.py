"""What is kept of a source as rows, made in a worker, and the one writer that puts them into the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from counterspec.casework.kept import Kept, finding_row
from counterspec.casework.placing import place
from counterspec.casework.verdicts import anything_judged, settle
from counterspec.model import Card, CitationAt, NamingAt, Origin, PartyAt, Problem, SaidAt, Wishes
from counterspec.store.by_hand import held_by_hand, may_hold
from counterspec.store.codec import json_of
from counterspec.store.documents import card_row, put_card, put_origin, put_origins
from counterspec.store.findings import put_table
from counterspec.store.search_index import next_page, put_document, put_pages

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything of one source as the tables take it: `tables` by name, `words` for the index by page."""

    card: Card
    origin: Origin
    wishes: Wishes
    reason: str | None
    shingles: bytes | None
    tables: tuple[tuple[str, list[Row]], ...]
    words: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]
    findings: int


def rows_of(kept: Kept) -> Rows:
    """Return what is kept of a source as rows."""
    sha256 = kept.card.sha256
    reading = [] if kept.document is None else [{"document": kept.document, "facts": kept.extracted}]
    made: list[tuple[str, list[Row]]] = [
        ("readings", reading),
        ("pages", [_page(page) for page in kept.pages]),
        ("findings", [finding_row(one, seq, kept.card) for seq, one in enumerate(kept.findings)]),
        ("citations", [_citation(citation) for citation in kept.citations]),
        ("parties", [_party(party) for party in kept.parties]),
        ("namings", [_naming(naming) for naming in kept.namings]),
        ("said", _numbered(kept.said, _said)),
        ("problems", [_problem(problem) for problem in kept.problems]),
    ]
    for _, rows in made:
        for row in rows:
            row["sha256"] = sha256
    return Rows(
        card=kept.card,
        origin=kept.origin,
        wishes=kept.wishes,
        reason=kept.reason,
        shingles=kept.shingles,
        tables=tuple((name, rows) for name, rows in made if rows),
        words=tuple((page.seq, page.tokens) for page in kept.pages),
        problems=kept.problems,
        findings=sum(one.finding.grade == "finding" for one in kept.findings),
    )


def write(
    connection: Connection,
    kept: Kept | Rows,
    versions: tuple[str, str],
    at: str,
    arrival: int | None = None,
) -> None:
    """Write everything of one source in the place of what the case held of it; verdicts find their findings again.

    `arrival` is the place in the queue of the name it was read under; without one, that stays as it was.
    """
    rows = rows_of(kept) if isinstance(kept, Kept) else kept
    sha256 = rows.card.sha256
    more: Row = {"shingles": rows.shingles} | ({} if arrival is None else {"arrival": arrival})
    added = held_by_hand(connection, sha256)
    put_card(connection, rows.card, rows.reason, rows.wishes, versions, at, more)
    put_origin(connection, sha256, rows.origin, at)
    for name, made in rows.tables:
        put_table(connection, name, made)
    put_document(connection, sha256, rows.words)
    _settled(connection, sha256)
    # What this document does not hold any more may stand in another one of its number.
    for other in may_hold(connection, added):
        _settled(connection, other)


def write_new(
    connection: Connection, documents: Sequence[tuple[Rows, int]], versions: tuple[str, str], at: str
) -> None:
    """Write many documents that the case does not hold yet, table by table; each comes with its arrival."""
    if not documents:
        return
    tables: dict[str, list[Row]] = defaultdict(list)
    words: list[tuple[int, str]] = []
    page = next_page(connection)
    for rows, arrival in documents:
        card = card_row(rows.card, rows.reason, rows.wishes, versions, at)
        tables["documents"].append(card | {"shingles": rows.shingles, "arrival": arrival})
        told = dict(rows.words)
        for name, made in rows.tables:
            if name == "pages":
                for row in made:
                    words.append((page, told[row["seq"]]))
                    tables[name].append(row | {"id": page})
                    page += 1
            else:
                tables[name] += made
    for name, made in tables.items():
        put_table(connection, name, made)
    put_pages(connection, words)
    put_origins(connection, [(rows.card.sha256, rows.origin) for rows, _ in documents], at)
    if anything_judged(connection):
        for rows, _ in documents:
            _settled(connection, rows.card.sha256)


def _settled(connection: Connection, sha256: str) -> None:
    place(connection, sha256)
    settle(connection, sha256)


def _problem(problem: Problem) -> Row:
    return {
        "file": problem.file, "code": problem.code, "page": problem.page, "line": problem.line,
        "lost": int(problem.lost), "data": json_of(problem),
    }  # fmt: skip


def _numbered(things: Sequence[Any], row: Callable[[Any], Row]) -> list[Row]:
    return [row(thing) | {"seq": seq} for seq, thing in enumerate(things)]


def _page(page: Any) -> Row:
    return {
        "seq": page.seq, "number": page.number, "line": page.line, "start": page.start, "text": page.text,
        "words": page.words,
    }  # fmt: skip


def _citation(c: CitationAt) -> Row:
    return {
        "seq": c.seq, "canonical": c.canonical, "edition": c.edition, "form": c.form,
        "page": c.evidence.page, "data": json_of(c),
    }  # fmt: skip


def _party(p: PartyAt) -> Row:
    return {"seq": p.seq, "role": p.role, "normal": p.normal, "page": p.evidence.page, "data": json_of(p)}


def _naming(n: NamingAt) -> Row:
    return {"seq": n.seq, "kind": n.kind, "data": json_of(n)}


def _said(said: SaidAt) -> Row:
    return {"label": said.label, "value": said.value, "data": json_of(said)}
