"""What is kept of one source: made in a worker, written by the one writer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from counterspec.casework.fingerprints import fingerprints_of, saying_of
from counterspec.casework.sections import Sections
from counterspec.findings.evidence import evidence_at
from counterspec.link.copies import sketch
from counterspec.model import (
    Card,
    Citation,
    CitationAt,
    Clause,
    ClauseAt,
    Document,
    Evidence,
    Finding,
    LineIndex,
    NamingAt,
    Origin,
    PartyAt,
    Problem,
    SaidAt,
    Source,
    Span,
    Wishes,
)
from counterspec.pipeline import Setup, Work, finished, read
from counterspec.store.codec import Extracted, document_bytes, extracted_bytes, packed, words_bytes
from counterspec.store.findings import row_of_finding
from counterspec.store.search_tokens import tokens
from counterspec.syntax.numbers import find
from counterspec.syntax.organisations.namings import namings_of
from counterspec.syntax.stated import stated

_STRETCH = 6_000
"""Code points of a text without pages that are searched and shown together; cut at a line's end."""


@dataclass(frozen=True, slots=True)
class PageKept:
    """A page, or a stretch of lines from `line` on; `start` is its place in the document's text."""

    seq: int
    number: int | None
    line: int | None
    start: int
    text: bytes
    words: bytes | None
    tokens: str


@dataclass(frozen=True, slots=True)
class FindingKept:
    """A finding with what finds it again and the digest of what it says."""

    finding: Finding
    fingerprint: str
    saying: str


def finding_row(kept: FindingKept, seq: int, card: Card) -> dict[str, Any]:
    """Return a finding as the store takes it; `seq` is its place among those of its document."""
    return row_of_finding(
        kept.finding, seq, name=card.name, kind=card.kind, fingerprint=kept.fingerprint, saying=kept.saying
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything a case keeps of one source; `document` and `extracted` are None where it was not read."""

    card: Card
    origin: Origin
    wishes: Wishes
    reason: str | None = None
    document: bytes | None = None
    extracted: bytes | None = None
    shingles: bytes | None = None
    pages: tuple[PageKept, ...] = ()
    findings: tuple[FindingKept, ...] = ()
    citations: tuple[CitationAt, ...] = ()
    parties: tuple[PartyAt, ...] = ()
    namings: tuple[NamingAt, ...] = ()
    said: tuple[SaidAt, ...] = ()
    problems: tuple[Problem, ...] = ()


def keep(source: Source, origin: Origin, setup: Setup) -> Kept:
    """Read a source and return everything a case keeps of it."""
    work = read(source, setup)
    return kept_of(work.document, finished(work, setup), origin)


def kept_of(as_read: Document | None, work: Work, origin: Origin) -> Kept:
    """Return what a case keeps of a document as read and of what was made of it."""
    document = work.document
    if document is None or as_read is None:
        state = "skipped" if work.skipped else "lost"
        card = Card(work.source.sha256, work.source.path, state, size=len(work.source.data))  # type: ignore[arg-type]
        return Kept(card, origin, work.source.wishes, work.skipped, problems=work.problems)
    lines = LineIndex.of(document.text)
    extracted = Extracted(
        work.declarations, document.bibliography, document.parties, document.citations, document.clauses
    )
    return Kept(
        card=_card(work, document, lines),
        origin=origin,
        wishes=work.source.wishes,
        document=document_bytes(as_read),
        extracted=extracted_bytes(extracted),
        # What nearly repeats code or data is another version of it, not a copy.
        shingles=(sketch(document.text) or None) if document.kind == "text" else None,
        pages=tuple(_pages(document)),
        findings=tuple(
            FindingKept(finding, fingerprint, saying_of(finding))
            for finding, fingerprint in zip(
                work.findings, fingerprints_of(document, work.findings), strict=True
            )
        ),
        citations=tuple(_citations(document, lines)),
        parties=tuple(
            PartyAt(
                document.sha256,
                seq,
                party.role,
                party.name,
                party.normal,
                party.repaired,
                evidence_at(document, lines, party.span, None),
            )
            for seq, party in enumerate(document.parties)
        ),
        namings=tuple(
            NamingAt(document.sha256, seq, kind, name, other, evidence_at(document, lines, span, None))
            for seq, (kind, name, other, span) in enumerate(namings_of(document))
        ),
        said=tuple(
            SaidAt(document.sha256, label, value, evidence_at(document, lines, span, None))
            for label, value, span in stated(document, parties=False)
        ),
        problems=work.problems,
    )


def _card(work: Work, document: Document, lines: LineIndex) -> Card:
    said = document.bibliography
    number = said.number.value if said and said.number else document.number
    own = next(iter(find(number)), None) if number else None
    edition = said.edition.value if said and said.edition else None
    unread = {problem.page for problem in work.problems if problem.page is not None and problem.lost}
    return Card(
        sha256=document.sha256,
        name=document.path,
        state="read",
        kind=said.kind if said else document.kind,
        format=document.format,
        media_type=document.media_type,
        size=len(work.source.data),
        title=document.title,
        titles=tuple((language, title.value) for language, title in said.titles) if said else (),
        number=number,
        canonical=own.canonical if own else None,
        edition=(own.edition if own else None) or edition,
        stage=said.stage.value if said and said.stage else None,
        issued=said.issued.value if said and said.issued else document.date,
        in_force=said.in_force.value if said and said.in_force else None,
        withdrawn=said.withdrawn.value if said and said.withdrawn else None,
        replaces=tuple(replaced.value for replaced in said.replaces) if said else (),
        jurisdiction=said.jurisdiction.value if said and said.jurisdiction else None,
        pages=len(document.pages),
        pages_read=len(document.pages) - len(unread),
        pages_recognised=sum(page.recognition is not None for page in document.pages),
        lines=len(lines.starts),
    )


def _citations(document: Document, lines: LineIndex) -> Iterator[CitationAt]:
    if not document.citations:
        return
    held, sections = _Clauses(document), Sections(document)
    for seq, citation in enumerate(document.citations):
        clause = held.around(citation.span)
        yield CitationAt(
            document.sha256,
            seq,
            citation.raw,
            citation.canonical,
            citation.edition,
            citation.form,
            citation.clause,
            citation.title,
            citation.repaired,
            _evidence(document, lines, citation),
            _clause_at(document, lines, clause) if clause else None,
            (clause.section if clause else None) or sections.number(citation.span.start),
        )


def _evidence(document: Document, lines: LineIndex, fact: Citation | Clause) -> Evidence:
    return evidence_at(document, lines, fact.span, None)


def _clause_at(document: Document, lines: LineIndex, clause: Clause) -> ClauseAt:
    return ClauseAt(
        clause.strength,
        clause.section,
        clause.mark,
        clause.mark_means,
        clause.tradition,
        _evidence(document, lines, clause),
        document.text[clause.words.start : clause.words.end] if clause.words else None,
    )


class _Clauses:
    """A document's clauses, to be asked which of them holds a place; the shortest does."""

    def __init__(self, document: Document) -> None:
        self._by_block: dict[int, list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            for block in range(clause.span.start // _BLOCK, clause.span.end // _BLOCK + 1):
                self._by_block[block].append(clause)

    def around(self, span: Span) -> Clause | None:
        holding = [
            clause
            for clause in self._by_block.get(span.start // _BLOCK, ())
            if clause.span.start <= span.start and span.end <= clause.span.end
        ]
        return min(holding, key=lambda clause: clause.span.end - clause.span.start, default=None)


_BLOCK = 512


def _pages(document: Document) -> Iterator[PageKept]:
    if document.pages:
        for seq, page in enumerate(document.pages):
            text = document.text[page.span.start : page.span.end]
            yield PageKept(
                seq, page.number, None, page.span.start, _packed(text), words_bytes(page), tokens(text)
            )
        return
    start, seq, line = 0, 0, 1
    while start < len(document.text):
        end = len(document.text)
        if end - start > _STRETCH:
            cut = document.text.rfind("\n", start, start + _STRETCH) + 1
            end = cut or start + _STRETCH
        text = document.text[start:end]
        yield PageKept(seq, None, line, start, _packed(text), None, tokens(text))
        start, seq, line = end, seq + 1, line + text.count("\n")


def _packed(text: str) -> bytes:
    return packed(text.encode("utf-8", "surrogatepass"))
