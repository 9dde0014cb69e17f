"""The sections of a document: cover, foreword, reference lists, annexes, chapters of a tender, parts of a patent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from counterspec.model import Document, Span
from counterspec.syntax.once import once
from counterspec.syntax.structure.titles import SectionKind
from counterspec.syntax.structure.walk import Opening, openings, section_kind

__all__ = ["Section", "SectionKind", "Structure", "section_kind", "structure_of"]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document; `title` is the passage that opens it, `number` its number as printed.

    Subsections are sections of their own, of the kind of the one they belong to: 3.1 of terms,
    A.2 of an annex, every heading below a tender's chapter. `normative` is an annex's own word on
    itself, None where it has none.
    """

    kind: SectionKind
    span: Span
    title: Span | None = None
    number: str | None = None
    normative: bool | None = None


class Structure:
    """A document's sections, in order and without gaps."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = tuple(sections)
        self._starts = [section.span.start for section in sections]

    def at(self, offset: int) -> Section:
        """Return the section that holds a place of the text."""
        return self.sections[max(bisect_right(self._starts, offset) - 1, 0)]

    def of(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """Return the sections of some kinds, in order."""
        return tuple(section for section in self.sections if section.kind in kinds)


@once
def structure_of(document: Document) -> Structure:
    """Return the sections of a document, made once for the document at hand."""
    return Structure(_sections(document))


def _sections(document: Document) -> list[Section]:
    found = list(openings(document)) if document.kind in ("text", "data") else []
    if not found or found[0].start > 0:
        found.insert(0, Opening(0, "cover" if document.pages and document.kind == "text" else "body"))
    ends = [*(opening.start for opening in found[1:]), len(document.text)]
    return [
        Section(one.kind, Span(one.start, end), one.title, one.number, one.normative)
        for one, end in zip(found, ends, strict=True)
        if end > one.start or len(found) == 1
    ]
