"""A case of any size as if its documents had been read: pages, findings, citations, parties, decisions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bench._made import FINDINGS_OF_A_DOCUMENT, PAGES_OF_A_DOCUMENT, Pages, finding_row
from counterspec.casework.linking import link
from counterspec.casework.versions import judging_version, reading_version
from counterspec.model import (
    Card,
    CitationAt,
    CitationForm,
    Document,
    Evidence,
    NamingAt,
    Origin,
    Page,
    PartyAt,
    Problem,
    Role,
    Span,
    Verdict,
    Wishes,
    Words,
)
from counterspec.pipeline import Setup
from counterspec.store import Case, log, schema
from counterspec.store.codec import Extracted, document_bytes, extracted_bytes, json_of, packed, words_bytes
from counterspec.store.documents import card_row, put_origins, put_rows
from counterspec.store.findings import put_table
from counterspec.store.search_index import put_pages
from counterspec.store.search_tokens import tokens
from counterspec.store.verdicts import put_verdict

_AT_ONCE = 100
_KINDS = (
    "standard",
    "standard",
    "standard",
    "standard",
    "tender",
    "tender",
    "tender",
    "notice",
    "patent",
    "manual",
)
_ROLES: dict[str, tuple[Role, ...]] = {
    "standard": ("custodian", "drafter", "drafter", "drafter"), "tender": ("buyer", "agent"),
    "notice": ("buyer", "bidder", "bidder", "winner"), "patent": ("applicant", "assignee"), "manual": ("publisher",),
}  # fmt: skip
_FORMS: tuple[CitationForm, ...] = (
    "strict", "strict", "normative_list", "normative_list", "mention", "mention", "bibliography", "partial",
)  # fmt: skip
_CITED = 8
_AT = "2031-05-17T09:00:00Z"


def case_of(folder: Path, documents: int) -> Case:
    """Return a new case with so many documents of 20 pages and 100 findings each, linked."""
    case, made = Case.new(folder), _Pile(documents)
    for first in range(0, documents, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, documents))
        with case.changing() as connection:
            _put(connection, made, [made.document(number) for number in numbers])
    with case.changing() as connection:
        _decide(connection, made)
    link(case)
    return case


@dataclass(slots=True)
class _Written:
    """The rows of one document, by table, and the tokens of its pages by their seq."""

    card: Card
    rows: dict[str, list[dict[str, Any]]]
    pages: list[str] = field(default_factory=list)


class _Pile:
    """Documents by chance: every other standard is a later edition of the one before, half of what is cited is here."""

    def __init__(self, documents: int) -> None:
        self._chosen = random.Random(11)
        self._pages = Pages()
        self._setup = Setup()
        self.concepts = [(one.id, one.tier) for one in self._setup.concepts.values()]
        self._chosen.shuffle(self.concepts)
        self._documents = documents
        self.parties = [self._party(number) for number in range(max(20, documents))]
        self.verdicts: list[Verdict] = []

    def document(self, number: int) -> _Written:
        """Return one document with everything that hangs on it."""
        sha256, kind = f"{number:064}", _KINDS[number % len(_KINDS)]
        text, pages, rows, indexed = "", [], [], []
        for seq in range(PAGES_OF_A_DOCUMENT):
            page, words = self._pages.page(seq)
            start = len(text)
            text += page
            moved = [[start + at for at in part] for part in words.parts[:2]]
            held = Page(
                seq + 1, Span(start, len(text)), 612.0, 792.0, Words(*moved, words.parts[2], words.parts[3])
            )
            pages.append(held)
            rows.append(
                {
                    "sha256": sha256, "seq": seq, "number": seq + 1, "line": None, "start": start,
                    "text": packed(page.encode()), "words": words_bytes(held),
                }
            )  # fmt: skip
            indexed.append(tokens(page))
        document = Document(
            f"folder{number % 97}/document-{number}.pdf", sha256, "pdf", "application/pdf", kind, text,
            pages=tuple(pages),
        )  # fmt: skip
        findings = [
            self._finding(document, number * FINDINGS_OF_A_DOCUMENT + at)
            for at in range(FINDINGS_OF_A_DOCUMENT)
        ]
        return _Written(
            self._card(document, number),
            {
                "pages": rows, "findings": findings, "citations": list(self._citations(document)),
                "parties": list(self._named(document)), "namings": list(self._namings(document)),
                "readings": [
                    {"sha256": sha256, "document": document_bytes(document), "facts": extracted_bytes(Extracted())}
                ],
                "problems": list(self._problems(document, number)),
            },
            indexed,
        )  # fmt: skip

    def _card(self, document: Document, number: int) -> Card:
        issued = f"20{10 + number % 22}-{1 + number % 12:02}-{1 + number % 28:02}"
        if document.kind != "standard":
            return Card(
                document.sha256, document.path, "read", document.kind, "pdf", title=f"Document {number}", issued=issued,
                jurisdiction="XX", pages=PAGES_OF_A_DOCUMENT, pages_read=PAGES_OF_A_DOCUMENT,
            )  # fmt: skip
        place = number // 10 * 4 + number % 10
        name, year = f"XX/T {10_000 + place // 2 * 2}", 2012 + 9 * (place % 2)
        return Card(
            document.sha256, document.path, "read", "standard", "pdf", title=f"Interchange of records, part {place}",
            issued=f"{year}-04-01", number=f"{name}-{year}", canonical=name, edition=str(year),
            in_force=f"{year}-10-01", pages=PAGES_OF_A_DOCUMENT,
            pages_read=PAGES_OF_A_DOCUMENT - (number % 5 == 0),
        )  # fmt: skip

    def _place(self, document: Document) -> Evidence:
        """Return a word of the document by chance."""
        page = self._chosen.choice(document.pages)
        word = page.words[self._chosen.randrange(len(page.words))]
        start, end = word.span.start, word.span.start + len(document.text[slice(*word.span)].rstrip())
        return Evidence(
            document.sha256, Span(start, max(end, start + 1)), document.text[start : max(end, start + 1)],
            document.text[max(page.span.start, start - 40) : start], document.text[end : end + 40], page=page.number,
            boxes=(word.box,),
        )  # fmt: skip

    def _finding(self, document: Document, number: int) -> dict[str, Any]:
        row = finding_row(
            self._chosen, number, document.path, document.kind, self.concepts, self._place(document)
        )
        if row["standing"] == "confirmed":
            self.verdicts.append(
                Verdict(
                    row["id"], row["id"], "", document.sha256, "confirmed", "read on the page", "Ana", _AT
                )
            )
        return row

    def _citations(self, document: Document) -> Iterator[dict[str, Any]]:
        standards = max(self._documents * 4 // 10, 4)
        for seq in range(_CITED):
            name = f"XX/T {10_000 + int(standards * self._chosen.random() ** 2)}"
            edition = self._chosen.choice((None, "2012", "2021"))
            made = CitationAt(
                document.sha256, seq, name, name, edition, self._chosen.choice(_FORMS), None, f"Records {name}", None,
                self._place(document),
            )  # fmt: skip
            yield {
                "sha256": document.sha256, "seq": seq, "canonical": name, "edition": edition, "form": made.form,
                "page": made.evidence.page, "data": json_of(made),
            }  # fmt: skip

    def _party(self, number: int) -> tuple[str, str]:
        """Return an organisation's Chinese and English name."""
        letters = "洋湖里嘉山海北辰云岭青石白鹿长风明远天和安平"
        stem = "".join(self._chosen.choices(letters, k=4))
        word = "".join(self._chosen.choices("bdfgklmnprst", k=3)) + self._chosen.choice("aeiou")
        kind = self._chosen.choice(("科技有限公司", "电子股份有限公司", "市公安局", "信息技术研究院"))
        return f"{stem}{kind}", f"{word.capitalize()}{number} Systems Co., Ltd."

    def _some(self) -> tuple[str, str]:
        return self.parties[int(len(self.parties) * self._chosen.random() ** 2)]

    def _named(self, document: Document) -> Iterator[dict[str, Any]]:
        for seq, role in enumerate(_ROLES[document.kind]):
            name = self._some()[self._chosen.random() < 0.3]
            made = PartyAt(document.sha256, seq, role, name, name, None, self._place(document))
            yield {
                "sha256": document.sha256, "seq": seq, "role": role, "normal": name, "page": made.evidence.page,
                "data": json_of(made),
            }  # fmt: skip

    def _namings(self, document: Document) -> Iterator[dict[str, Any]]:
        if self._chosen.random() < 0.2:
            zh, en = self._some()
            made = NamingAt(document.sha256, 0, "bilingual", zh, en, self._place(document))
            yield {"sha256": document.sha256, "seq": 0, "kind": made.kind, "data": json_of(made)}

    def _problems(self, document: Document, number: int) -> Iterator[dict[str, Any]]:
        if number % 5 == 0:
            made = Problem(document.path, "page-unread", "the page holds no text", page=3)
            yield {
                "sha256": document.sha256, "file": made.file, "code": made.code, "page": 3, "line": None, "lost": 1,
                "data": json_of(made),
            }  # fmt: skip

    def sketch(self) -> bytes:
        """Return as many bytes as the sketch of a text has, like that of no other."""
        return self._chosen.randbytes(640)


def _put(connection: Connection, made: _Pile, written: list[_Written]) -> None:
    versions = reading_version(), judging_version()
    cards = [
        card_row(one.card, None, Wishes(), versions, _AT) | {"shingles": made.sketch()} for one in written
    ]
    put_rows(connection, schema.documents, cards)
    for name in written[0].rows:
        put_table(connection, name, [row for one in written for row in one.rows[name]])
    put_origins(connection, ((one.card.sha256, Origin(one.card.name, one.card.name)) for one in written), _AT)
    first = int(written[0].card.sha256) * PAGES_OF_A_DOCUMENT + 1
    put_pages(connection, enumerate((page for one in written for page in one.pages), first))


def _decide(connection: Connection, made: _Pile) -> None:
    """Write the verdicts, and for one organisation in fifty that its two names are one."""
    for verdict in made.verdicts:
        entry = log.append(connection, "verdict", verdict.reviewer, {"finding": verdict.finding}, _AT)
        put_verdict(connection, entry.seq, verdict)
    for zh, en in made.parties[::50]:
        body = {"a": zh, "b": en, "decision": "accepted", "reason": "both stand on its seal"}
        log.append(connection, "name", "Ana", body, _AT)
