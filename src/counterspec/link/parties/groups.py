"""Organisations as people decided: names that were accepted as one, and pairs that were kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from counterspec.link.parties.forms import spelled
from counterspec.model import NameDecision, Proposal

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two names kept apart that `by_way` of others would be one: nothing was joined there."""

    accepted: NameDecision
    apart: NameDecision


class Groups:
    """Which spellings are one organisation. Without a decision each spelling is its own.

    The last decision on a pair counts. A pair kept apart is never joined by way of others: the
    acceptance that would do so is left out and listed as a contradiction.
    """

    def __init__(self, decisions: Iterable[NameDecision] = ()) -> None:
        self.last: dict[Pair, NameDecision] = {}
        for one in decisions:
            pair = pair_of(one.a, one.b)
            self.last.pop(pair, None)
            if one.decision != "withdrawn" and pair[0] != pair[1]:
                self.last[pair] = one
        self._head: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self.contradictions: list[Contradiction] = []
        for (a, b), one in self.last.items():
            if one.decision == "apart":
                self._apart[a].add(b)
                self._apart[b].add(a)
        for (a, b), one in self.last.items():
            if one.decision == "accepted":
                against = self.against(a, b)
                if against is None:
                    self._join(a, b)
                else:
                    self.contradictions.append(Contradiction(one, against))

    def head(self, key: str) -> str:
        """Return the spelling that stands for an organisation: of its spellings the first."""
        return self._head.get(key, key)

    def members(self, key: str) -> frozenset[str]:
        """Return every spelling of the organisation that one belongs to."""
        return frozenset(self._members.get(self.head(key), {key}))

    def against(self, a: str, b: str) -> NameDecision | None:
        """Return the decision that keeps two organisations apart, None where none does."""
        one, two = self._members.get(self.head(a), {a}), self._members.get(self.head(b), {b})
        small, large = (one, two) if len(one) <= len(two) else (two, one)
        found = [
            self.last[pair_of(key, other)]
            for key in small
            for other in self._apart.get(key, ())
            if other in large
        ]
        return min(found, key=lambda one: (one.seq or 0, one.a, one.b), default=None)

    def state(self, proposal: Proposal) -> Literal["open", "accepted", "apart"]:
        """Return what became of a proposal, by a decision on it or on other names of the two."""
        if self.head(proposal.a) == self.head(proposal.b):
            return "accepted"
        return "apart" if self.against(proposal.a, proposal.b) else "open"

    def _join(self, a: str, b: str) -> None:
        one, two = self.head(a), self.head(b)
        if one == two:
            return
        members = self._members.pop(one, {one}) | self._members.pop(two, {two})
        head = min(members)
        self._members[head] = members
        for key in members:
            self._head[key] = head


def pair_of(a: str, b: str) -> Pair:
    """Return two names as a pair of spellings, in order."""
    one, two = sorted((spelled(a), spelled(b)))
    return one, two
