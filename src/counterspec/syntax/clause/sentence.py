"""One sentence of a document."""

from __future__ import annotations

from dataclasses import dataclass

from counterspec.model import Span
from counterspec.syntax.clause.flow import Flow


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `span` is its place in the document, from its first to its last character.

    `text` is what it says: without what stands between its parts where it goes on over a page break. `leads` are the
    words that introduce the list it is an item of, `beside` its sibling items' words; `section` is the number of the
    clause it stands in, `kind` that of its passage.
    """

    span: Span
    text: str
    flow: Flow
    offset: int
    kind: str = "paragraph"
    leads: tuple[Span, ...] = ()
    lead: str = ""
    section: str | None = None
    beside: str = ""
    item: bool = False

    def place(self, start: int, end: int) -> Span:
        """Return the place in the document of a range of `text`."""
        return Span(self.flow.real(self.offset + start), self.flow.real_end(self.offset + end))
