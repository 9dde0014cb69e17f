"""Cases made from texts alone, without reading files: for tests of what is asked of a case."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from counterspec.model import Box, Finding, Page, PartyAt, Span, Word
from counterspec.store import Case, schema
from counterspec.store.codec import json_of, packed, words_bytes
from counterspec.store.findings import put_findings as write_findings
from counterspec.store.findings import row_of_finding
from counterspec.store.search_index import put_document
from counterspec.store.search_tokens import tokens

STRETCH = 6_000


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def put(connection: Connection, name: str, pages: list[str], *, lines: bool = False, **about: Any) -> str:
    """Put a document with these pages, or stretches of lines, into a case; every word has a box."""
    sha256 = digest(name)
    row = {
        "sha256": sha256, "name": name, "state": "read", "size": 1, "added_at": "", "reading_version": "",
        "judging_version": "", "pages": 0 if lines else len(pages), "pages_read": 0 if lines else len(pages), **about,
    }  # fmt: skip
    connection.execute(insert(schema.documents), row)
    start, line, rows = 0, 1, []
    for seq, page in enumerate(pages):
        number = None if lines else seq + 1
        rows.append(
            {
                "sha256": sha256, "seq": seq, "number": number, "line": line if lines else None, "start": start,
                "text": packed(page.encode("utf-8", "surrogatepass")),
                "words": None if lines else words_bytes(_page(seq + 1, page, start)),
            }
        )  # fmt: skip
        start, line = start + len(page), line + page.count("\n")
    if rows:
        connection.execute(insert(schema.pages), rows)
    put_document(connection, sha256, ((seq, tokens(page)) for seq, page in enumerate(pages)))
    return sha256


def _page(number: int, text: str, start: int) -> Page:
    return Page(number, Span(start, start + len(text)), words=_words(text, start))


def _words(page: str, start: int) -> list[Word]:
    made, at, line = [], 0, 0
    for row in page.split("\n"):
        place = at
        for word in row.split(" "):
            if word:
                x, y = 10.0 * (place - at), 20.0 * line
                made.append(
                    Word(
                        Span(start + place, start + place + len(word)),
                        Box(x, y, x + 10.0 * len(word), y + 12),
                    )
                )
            place += len(word) + 1
        at, line = at + len(row) + 1, line + 1
    return made


def put_party(connection: Connection, party: PartyAt) -> None:
    row = {"sha256": party.sha256, "seq": party.seq, "role": party.role, "normal": party.normal, "page": None}
    connection.execute(insert(schema.parties), {**row, "data": json_of(party)})


def put_findings(connection: Connection, findings: list[tuple[str, int, Finding]]) -> None:
    """Put findings as (digest, seq, finding)."""
    d = schema.documents.c
    held = {row.sha256: row for row in connection.execute(select(d.sha256, d.name, d.kind))}
    rows = [
        row_of_finding(f, seq, name=held[sha256].name, kind=held[sha256].kind, fingerprint=f.id, saying="")
        for sha256, seq, f in findings
    ]
    write_findings(connection, rows)


def case_of(folder: Path, pages: dict[str, list[str]]) -> Case:
    """Return a case with these documents."""
    case = Case.new(folder)
    with case.changing() as connection:
        for name, texts in pages.items():
            put(connection, name, texts)
    return case


def page_rows(connection: Connection) -> list[Any]:
    return list(connection.execute(select(schema.pages)))
