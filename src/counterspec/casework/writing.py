"""The one writer: puts what workers made of a source into the case."""

from __future__ import annotations

from sqlalchemy import Connection

from counterspec.casework.kept import FindingKept, Kept
from counterspec.casework.verdicts import settle
from counterspec.store import schema
from counterspec.store.codec import json_of
from counterspec.store.documents import put_card, put_origin, put_rows
from counterspec.store.search_index import put_document


def write(connection: Connection, kept: Kept, versions: tuple[str, str], at: str) -> None:
    """Write everything of one source in the place of what the case held of it; verdicts find their findings again."""
    sha256 = kept.card.sha256
    put_card(connection, kept.card, kept.reason, kept.wishes, versions, at)
    put_origin(connection, sha256, kept.origin, at)
    if kept.document is not None:
        reading = {"sha256": sha256, "document": kept.document, "facts": kept.extracted}
        put_rows(connection, schema.readings, [reading])
    _write_pages(connection, kept)
    put_rows(
        connection, schema.findings, [_finding_row(sha256, seq, f) for seq, f in enumerate(kept.findings)]
    )
    put_rows(
        connection,
        schema.citations,
        [
            {
                "sha256": sha256, "seq": c.seq, "canonical": c.canonical, "edition": c.edition, "form": c.form,
                "page": c.evidence.page, "data": json_of(c),
            }
            for c in kept.citations
        ],
    )  # fmt: skip
    put_rows(
        connection,
        schema.parties,
        [
            {
                "sha256": sha256, "seq": p.seq, "role": p.role, "normal": p.normal, "page": p.evidence.page,
                "data": json_of(p),
            }
            for p in kept.parties
        ],
    )  # fmt: skip
    put_rows(
        connection,
        schema.said,
        [
            {"sha256": sha256, "seq": seq, "label": s.label, "value": s.value, "data": json_of(s)}
            for seq, s in enumerate(kept.said)
        ],
    )
    put_rows(
        connection,
        schema.problems,
        [
            {
                "sha256": sha256, "file": p.file, "code": p.code, "page": p.page, "line": p.line,
                "lost": int(p.lost), "data": json_of(p),
            }
            for p in kept.problems
        ],
    )  # fmt: skip
    settle(connection, sha256)


def _finding_row(sha256: str, seq: int, kept: FindingKept) -> dict[str, object]:
    f = kept.finding
    return {
        "id": f.id, "sha256": sha256, "seq": seq, "concept": f.concept, "tier": f.tier, "act": f.act,
        "grade": f.grade, "strength": f.strength, "obligation": f.element.obligation if f.element else None,
        "provenance": f.provenance, "purpose": f.purpose, "rule": f.rule.id, "rule_version": f.rule.version,
        "page": f.evidence.page, "line": f.evidence.line, "quote": f.evidence.quote,
        "confidence": f.evidence.confidence, "fingerprint": kept.fingerprint, "saying": kept.saying,
        "data": json_of(f),
    }  # fmt: skip


def _write_pages(connection: Connection, kept: Kept) -> None:
    rows = [
        {
            "sha256": kept.card.sha256, "seq": page.seq, "number": page.number, "line": page.line,
            "start": page.start, "text": page.text, "words": page.words,
        }
        for page in kept.pages
    ]  # fmt: skip
    put_rows(connection, schema.pages, rows)
    put_document(connection, kept.card.sha256, ((page.seq, page.tokens) for page in kept.pages))
