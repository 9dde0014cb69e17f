"""What stands around a finding in its document: the passage, headings, comments, names, title, scope, buyer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from counterspec.assess.held import NEAR, Held, Piece, Use
from counterspec.findings.evidence import evidence_at
from counterspec.model import (
    Card,
    Clause,
    Declaration,
    Document,
    Evidence,
    Finding,
    LineIndex,
    Note,
    Party,
    PartyAt,
    Passage,
    Span,
)
from counterspec.syntax.structure import structure_of
from counterspec.vocab.hits import kinds
from counterspec.vocab.matcher import Matcher
from counterspec.vocab.words import split

_MOST = 1_500
"""Code points of one piece."""
_PARAGRAPH = 600
"""A paragraph of at most so many code points is looked at as a whole, else the clause alone."""
_SIBLINGS = 60
_PEOPLE = ("noun", "key", "weak_noun")
"""Kinds of words that name a person, the surest first."""
_NOTES = 12
_HEADS = 100
"""Headings above a place that are looked through for those it stands under."""


class Surroundings:
    """One document, to be asked what stands around each of its findings."""

    def __init__(
        self, document: Document, declarations: Sequence[Declaration], card: Card, matcher: Matcher
    ) -> None:
        self._document = document
        self._declarations = declarations
        self._card = card
        self._matcher = matcher
        self._lines = LineIndex.of(document.text)
        self._by_start: dict[int, list[int]] = defaultdict(list)
        self._children: dict[int | None, list[int]] = defaultdict(list)
        for index, declaration in enumerate(declarations):
            self._by_start[declaration.span.start].append(index)
            self._children[declaration.parent].append(index)
        self._starts = sorted(self._by_start)
        self._body = document.body
        self._body_starts = [passage.span.start for passage in self._body]
        self._heads = [passage for passage in self._body if passage.kind in ("heading", "caption")]
        self._head_starts = [passage.span.start for passage in self._heads]
        self._clauses = sorted(document.clauses, key=lambda clause: clause.span)
        self._clause_starts = [clause.span.start for clause in self._clauses]
        self._titles = _titles(document)
        self._general = tuple(self._of_document())
        self._parties = tuple(self._party(seq, party) for seq, party in enumerate(document.parties))

    def held(self, finding: Finding, findings: Iterable[Finding], uses: tuple[Use, ...]) -> Held:
        """Return a finding with what stands around it; `findings` are those of the whole document."""
        index = self._declaration(finding)
        near = tuple(self._near(finding, index))
        return Held(
            finding=finding,
            card=self._card,
            pieces=(*near, *self._general),
            evidence=self.evidence,
            people=tuple(self._people(near, index)),
            elsewhere=frozenset(
                other.act
                for other in findings
                if other.concept == finding.concept and other.id != finding.id and other.grade == "finding"
            ),
            parties=self._parties,
            uses=uses,
        )

    def evidence(self, span: Span) -> Evidence:
        """Quote a place of the document."""
        return evidence_at(self._document, self._lines, span, None)

    # -- near ----------------------------------------------------------------------------------

    def _near(self, finding: Finding, index: int | None) -> Iterator[Piece]:
        place = finding.evidence.span
        if index is None:
            yield self._piece(self._sentence(place), "passage")
        else:
            declaration = self._declarations[index]
            whole = declaration.extent
            fits = whole.end - whole.start <= _MOST
            yield self._piece(whole if fits else declaration.span, "passage")
            yield self._name(declaration)
            yield from self._comments(declaration.notes)
            for owner in self._owners(index):
                yield self._name(self._declarations[owner])
                yield from self._comments(self._declarations[owner].notes)
        for heading in self._headings(place.start):
            yield self._piece(heading.span, "heading")
        yield from self._preamble()

    def _declaration(self, finding: Finding) -> int | None:
        """Return the declaration a finding is about: of those in its quote the one of its kind and name."""
        if finding.about == "sentence":
            return None
        start, end = finding.evidence.span
        found = [
            index
            for place in self._starts[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
            for index in self._by_start[place]
            if self._declarations[index].kind == finding.about
        ]
        element = finding.element
        named = [i for i in found if element and _identifier(self._declarations[i]) == element.identifier]
        return next(iter([*named, *found]), None)

    def _owners(self, index: int) -> Iterator[int]:
        parent = self._declarations[index].parent
        while parent is not None:
            yield parent
            parent = self._declarations[parent].parent

    def _sentence(self, place: Span) -> Span:
        """Return the paragraph that holds a place, of a long one the clause, else some words around it."""
        index = bisect_right(self._body_starts, place.start) - 1
        if index >= 0:
            passage = self._body[index].span
            if place.end <= passage.end and passage.end - passage.start <= _PARAGRAPH:
                return passage
        clause = self._clause(place)
        if clause is not None:
            return clause.span
        text, line = self._document.text, self._lines.line(place.start)
        start = max(self._lines.starts[line - 1], place.start - _PARAGRAPH // 2)
        end = text.find("\n", place.end)
        return Span(start, min(len(text) if end < 0 else end, place.end + _PARAGRAPH // 2))

    def _clause(self, place: Span) -> Clause | None:
        index = bisect_right(self._clause_starts, place.start)
        holding = [c for c in self._clauses[max(0, index - 4) : index] if c.span.end >= place.end]
        return min(holding, key=lambda clause: clause.span.end - clause.span.start, default=None)

    def _headings(self, offset: int) -> Iterator[Passage]:
        """Yield the headings above a place, the nearest first, each of a lower level than the one before."""
        level, last = 100, bisect_right(self._head_starts, offset)
        for passage in reversed(self._heads[max(0, last - _HEADS) : last]):
            if (passage.level or 99) < level and passage.span.end <= offset and not self._is_title(passage):
                yield passage
                level = passage.level or 99

    def _is_title(self, passage: Passage) -> bool:
        return any(
            title.start < passage.span.end and passage.span.start < title.end for title in self._titles
        )

    def _comments(self, notes: Iterable[Note]) -> Iterator[Piece]:
        for note in list(notes)[:_NOTES]:
            yield self._piece(note.span, "comment")

    def _preamble(self) -> Iterator[Piece]:
        for note in self._document.preamble[:_NOTES]:
            yield self._piece(note.span, "preamble")

    def _name(self, declaration: Declaration) -> Piece:
        return Piece(" ".join(split(declaration.name)), declaration.span.start, "name", declaration.span)

    def _piece(self, span: Span, where: str) -> Piece:
        end = min(span.end, span.start + _MOST)
        return Piece(self._document.text[span.start : end], span.start, where)  # type: ignore[arg-type]

    # -- people --------------------------------------------------------------------------------

    def _people(self, near: Iterable[Piece], index: int | None) -> Iterator[Span]:
        for kind in _PEOPLE:
            for piece in near:
                hits = kinds(self._matcher.text(piece.text), kind) if piece.where in NEAR else []
                if hits:
                    yield piece.whole or Span(piece.start + hits[0].start, piece.start + hits[0].end)
        if index is None:
            return
        for sibling in self._children[self._declarations[index].parent][:_SIBLINGS]:
            if sibling != index and kinds(
                self._matcher.name(self._declarations[sibling].name), "noun", "key"
            ):
                yield self._declarations[sibling].span

    # -- the document --------------------------------------------------------------------------

    def _of_document(self) -> Iterator[Piece]:
        for span in self._titles:
            yield self._piece(span, "title")
        for party in self._document.parties:
            if party.role == "buyer":
                yield self._piece(party.span, "buyer")
        if self._document.kind == "text":
            for section in structure_of(self._document).of("scope")[:2]:
                yield self._piece(section.span, "scope")

    def _party(self, seq: int, party: Party) -> PartyAt:
        evidence = self.evidence(party.span)
        return PartyAt(
            self._document.sha256, seq, party.role, party.name, party.normal, party.repaired, evidence
        )


def _titles(document: Document) -> list[Span]:
    """Return the places the document names itself at; a title of the file's own metadata only where the text has it."""
    said = document.bibliography
    titles = [title.span for _, title in said.titles] if said else []
    if titles or not document.title:
        return titles
    start = document.text.find(document.title)
    return [Span(start, start + len(document.title))] if start >= 0 else []


def _identifier(declaration: Declaration) -> str:
    return declaration.identifier or declaration.name
