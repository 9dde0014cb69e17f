"""The sentences of chains as one value, so that the same chain can be told in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from counterspec.link import binding, chain_notes, wording
from counterspec.link.bearing import Bearing
from counterspec.link.binding import Bonds
from counterspec.link.paths import Hop
from counterspec.link.standing import standing
from counterspec.model import Card


class NotShown(Protocol):
    """Says what no step of a chain shows."""

    def __call__(self, card: Card, bearing: Bearing | None, steps: int, *, own: bool = False) -> str: ...


@dataclass(frozen=True, slots=True)
class Saying:
    """What each part of a chain is said with; see the functions of the same names in `wording` and beside it."""

    bonds: Bonds
    way_said: Callable[[Sequence[Hop], tuple[str, ...]], tuple[str, wording.Tail]]
    found_said: Callable[[Bearing, Card, wording.Tail], str]
    own_said: Callable[[Card, Bearing, tuple[str, ...]], str]
    forbidden_said: Callable[[Card, Bearing], str]
    dropped_said: Callable[[Card, int], str]
    empty_said: Callable[[str, Card, Sequence[str], int, str | None], str]
    not_shown: NotShown
    notes_of: Callable[[Sequence[Hop], Bearing | None], Iterator[str]]
    notes_of_finding: Callable[[Bearing], Iterator[str]]
    versions_said: Callable[[Card, Sequence[str]], str]
    standing: Callable[[Card, str | None], str | None]
    place: Callable[[Bearing], str | None]
    annex: Callable[[str], str]


ENGLISH = Saying(
    binding.ENGLISH, wording.way_said, wording.found_said, wording.own_said, wording.forbidden_said,
    wording.dropped_said, wording.empty_said, wording.not_shown, chain_notes.notes_of, chain_notes.notes_of_finding,
    wording.versions_said, standing, lambda bearing: bearing.place, "annex stated as {}".format,
)  # fmt: skip
