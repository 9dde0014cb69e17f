"""Ways from a requiring document through citations: the strongest to each document, bounded, without circles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterspec.link.bearing import covers_section
from counterspec.link.binding import ENGLISH, Bonds, citation_bond, proposed, rank_of
from counterspec.link.library import is_draft
from counterspec.model import Card, CitationAt, CitationForm, Link

DEPTH = 3
"""Citations on a way; longer ways are not followed, and that is said."""
_FOLLOWED: frozenset[CitationForm] = frozenset({"strict", "partial", "choice", "normative_list"})
"""Forms that a way goes on by; a document that is merely mentioned takes nobody further."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One document citing another: the most binding citation, and all of them with their links, in order of place."""

    citing: Card
    cited: Card
    citation: CitationAt
    link: Link
    all: tuple[tuple[CitationAt, Link], ...] = ()

    def bond(self, say: Bonds = ENGLISH) -> tuple[float, str]:
        """Return how strongly the citation binds, more being stronger, and in words."""
        rank, words = citation_bond(self.citation, self.link, say)
        return proposed(rank, words, say) if is_draft(self.citing) else (rank, words)

    @property
    def rank(self) -> float:
        """How strongly the citation binds; more is stronger."""
        return self.bond()[0]


def strongest(citing: Card, cited: Card, pairs: Sequence[tuple[CitationAt, Link]]) -> Hop:
    """Return the hop between two documents, by the citation that binds most; the earliest of several."""
    ordered = sorted(pairs, key=lambda pair: pair[0].seq)
    citation, link = max(ordered, key=lambda pair: (rank_of(*pair), -pair[0].seq))
    return Hop(citing, cited, citation, link, tuple(ordered))


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from one document, in order of the document they lead to, and what was not followed.

    `circles` counts citations that lead back to a document of their way, `deeper` those that go on
    beyond the greatest depth.
    """

    ways: tuple[tuple[Hop, ...], ...]
    circles: int = 0
    deeper: int = 0


def ways_from(start: Card, hops: Callable[[Card], Sequence[Hop]]) -> Ways:
    """Return the direct way to each cited document, and a longer one where it binds more or is the only one."""
    direct: dict[str, tuple[Hop, ...]] = {hop.cited.sha256: (hop,) for hop in hops(start)}
    best = dict(direct)
    level = {key: way for key, way in direct.items() if way[0].citation.form in _FOLLOWED}
    circles = deeper = 0
    for depth in range(2, DEPTH + 2):
        reached: dict[str, tuple[Hop, ...]] = {}
        for way in (level[key] for key in sorted(level)):
            on_way = {start.sha256, *(hop.cited.sha256 for hop in way)}
            for hop in hops(way[-1].cited):
                if hop.citation.form not in _FOLLOWED or not _goes_on(way[-1], hop):
                    continue
                key = hop.cited.sha256
                if key in on_way:
                    circles += 1
                elif depth > DEPTH:
                    deeper += 1
                elif key not in reached or _order(reached[key]) > _order((*way, hop)):
                    reached[key] = (*way, hop)
        level = {
            key: way for key, way in reached.items() if key not in best or _weakest(way) > _weakest(best[key])
        }
        best |= level
    made = [*direct.values(), *(way for key, way in best.items() if len(way) > 1)]
    made.sort(key=lambda way: (way[-1].cited.name, way[-1].cited.sha256, len(way)))
    return Ways(tuple(made), circles, deeper)


def _goes_on(before: Hop, hop: Hop) -> bool:
    """Return whether a citation of a part of a document takes in the place that cites the next."""
    if before.citation.form != "partial":
        return True
    section = hop.citation.clause.section if hop.citation.clause else None
    return covers_section(before.citation.named, section) is True


def _weakest(way: Sequence[Hop]) -> float:
    return min(hop.rank for hop in way)


def _order(way: Sequence[Hop]) -> tuple[float, int, tuple[str, ...]]:
    """Return what sorts the strongest way first, then the shortest, then by names."""
    return (-_weakest(way), len(way), tuple(hop.cited.name + hop.cited.sha256 for hop in way))
