"""What is known of a finding when rules are held against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from counterspec.model import Card, Evidence, Finding, PartyAt, Span

Where = Literal["passage", "heading", "comment", "name", "title", "scope", "buyer", "preamble"]
"""Where words stand: in the passage of the finding, the heading above it, a comment on it or on the
record it belongs to, the record's name; or in the document's title, scope, first comment, or the name of its buyer."""

NEAR = frozenset({"passage", "heading", "comment", "name", "preamble"})
"""What belongs to the finding itself; a schema's first comment speaks for all of it."""
WHERE: dict[str, str] = {
    "passage": "the passage says",
    "heading": "the heading above it says",
    "comment": "a comment on it, or on the record it belongs to, says",
    "name": "the name of its record says",
    "title": "the document's title says",
    "scope": "the document's scope says",
    "buyer": "the document names as its buyer",
    "preamble": "the document's first comment says",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the document; `start` is their place in its text.

    `whole` is the place to quote whatever words of it are found (an identifier's words are split).
    """

    text: str
    start: int
    where: Where
    whole: Span | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A link to a territory that a person stated: where, what, on which source; `on` is a date of use.

    `sha256` is the document it is about, None for every document of the case.
    """

    place: str
    what: str
    source: str
    by: str
    on: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A finding with its surroundings; `evidence` quotes a place of the document.

    `people` are words near it that name a person. `elsewhere` are acts that other findings of the document
    reach on the same concept.
    """

    finding: Finding
    card: Card
    pieces: tuple[Piece, ...]
    evidence: Callable[[Span], Evidence]
    people: tuple[Span, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    parties: tuple[PartyAt, ...] = ()
    uses: tuple[Use, ...] = ()
