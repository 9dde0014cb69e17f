"""What is known of one document when its findings are made, and a finding in the making."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterspec.findings.deeds import UNTOLD, Doing
from counterspec.model import Clause, Declaration, Document, LineIndex, Span
from counterspec.syntax.cell_places import CellPlaces
from counterspec.vocab.classify import Reading
from counterspec.vocab.loader import Concept
from counterspec.vocab.matcher import Matcher


class Facts:
    """One document with its declarations, their readings, and the vocabulary."""

    def __init__(
        self,
        document: Document,
        declarations: Sequence[Declaration],
        readings: Sequence[Reading],
        matcher: Matcher,
        concepts: dict[str, Concept],
    ) -> None:
        self.document = document
        self.declarations = declarations
        self.readings = readings
        self.matcher = matcher
        self.concepts = concepts
        self.lines = LineIndex.of(document.text)
        self.places = CellPlaces(document)
        self.children: dict[int | None, list[int]] = defaultdict(list)
        self.enums: dict[str, int] = {}
        for index, declaration in enumerate(declarations):
            self.children[declaration.parent].append(index)
            if declaration.kind == "enum" and declaration.name:
                self.enums.setdefault(declaration.name, index)

    def list_of(self, index: int) -> int | None:
        """Return the code list of a declaration: itself, one inside it, or one its type names."""
        declaration = self.declarations[index]
        children = self.children.get(index, ())
        if declaration.kind == "enum" or any(self.declarations[child].kind == "member" for child in children):
            return index
        for child in self.children.get(index, ()):
            if self.declarations[child].kind == "enum":
                return child
        if declaration.listed is not None:
            return declaration.listed
        for name in (declaration.code_list, declaration.type_name):
            if name in self.enums:
                return self.enums[name]
        return None

    def owners(self, index: int) -> list[int]:
        """Return the enclosing declarations, innermost first."""
        found = []
        parent = self.declarations[index].parent
        while parent is not None:
            found.append(parent)
            parent = self.declarations[parent].parent
        return found


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before its evidence, sentence and id are made.

    `declaration` is the index of the declaration it is about, None for prose. `act`, `strength`,
    `provenance` and `purpose` override what the declaration's syntax says. Of prose, `clause` is the
    clause it stands in, `said` its sentence as quoted, `section` the number of that clause, and `doing` what
    of the act its words name.
    """

    concept: str
    span: Span
    certain: bool
    because: tuple[str, ...]
    declaration: int | None = None
    act: str | None = None
    strength: str | None = None
    provenance: str | None = None
    purpose: str | None = None
    extra: tuple[Span, ...] = ()
    words: str = ""
    by_values: bool = False
    clause: Clause | None = None
    said: str | None = None
    section: str | None = None
    doing: Doing = UNTOLD

    @classmethod
    def of(cls, reading: Reading, *, by_values: bool = False) -> Draft:
        """Make a draft that says what the reading says."""
        return cls(
            concept=reading.concept,
            span=reading.span,
            certain=reading.certain,
            because=reading.because,
            declaration=reading.index,
            extra=reading.extra,
            words=reading.words,
            by_values=by_values,
        )
