"""Documents that are cited and that a case does not have, most cited first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from counterspec.model import FOLLOWED, Card, CitationAt, CitationForm, Link, Wanted

STRONGEST: tuple[CitationForm, ...] = (
    "strict", "partial", "choice", "normative_list", "mention", "bibliography",
)  # fmt: skip
"""Forms of citation by how they bind, the strongest first."""


@dataclass(slots=True)
class _Want:
    titles: Counter[str] = field(default_factory=Counter)
    citing: dict[str, Card] = field(default_factory=dict)
    strictly: set[str] = field(default_factory=set)
    forms: set[CitationForm] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)


class Wants:
    """Gathers citations that nothing of the case answers; `result` gives the documents wanted.

    Documents that are copies or other versions of each other cite once.
    """

    def __init__(self, cards: Mapping[str, Card]) -> None:
        self._cards = cards
        self._wants: defaultdict[tuple[str, str | None], _Want] = defaultdict(_Want)

    def add(self, citation: CitationAt, link: Link) -> None:
        """Take one citation with what became of it."""
        if link.how in FOLLOWED or link.how == "own":
            return
        card = self._cards[citation.sha256]
        work = work_of(card)
        want = self._wants[citation.canonical, citation.edition]
        known = want.citing.get(work)
        if known is None or (card.copy_of is not None, card.name, card.sha256) < (
            known.copy_of is not None, known.name, known.sha256,
        ):  # fmt: skip
            want.citing[work] = card
        want.forms.add(citation.form)
        if citation.form == "strict":
            want.strictly.add(work)
        if citation.title:
            want.titles[citation.title] += 1
        if link.note:
            want.notes.add(link.note)

    def result(self) -> list[Wanted]:
        """Return the wanted documents: most cited first, then most strictly, then by number."""
        made = [_wanted(key, want) for key, want in self._wants.items()]
        made.sort(key=lambda w: (-len(w.citing), -w.strictly, w.canonical, w.edition or ""))
        return made


def work_of(card: Card) -> str:
    """Return what copies, scans and language versions of one document have in common.

    A tender and the notice of its award share a number, and are two documents.
    """
    if card.number:
        return "\0".join((card.number, card.edition or "", card.kind, card.issued or ""))
    return card.copy_of or card.sha256


def _wanted(key: tuple[str, str | None], want: _Want) -> Wanted:
    cards = sorted(want.citing.values(), key=lambda card: (card.name, card.sha256))
    title = min(want.titles, key=lambda t: (-want.titles[t], t)) if want.titles else None
    return Wanted(
        key[0],
        key[1],
        title,
        tuple(card.sha256 for card in cards),
        tuple(form for form in STRONGEST if form in want.forms),
        len(want.strictly),
        min(want.notes, default=""),
    )
