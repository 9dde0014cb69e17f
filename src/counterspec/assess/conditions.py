"""Whether what is known of a finding shows what a test asks for, why, and with which proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from counterspec.assess.held import NEAR, WHERE, Held, Piece
from counterspec.assess.wordsets import WordSets
from counterspec.model import Evidence, Finding, Span
from counterspec.regimes.values import ACTS, Test

_ACTS = {
    "L0": "mention", "L1": "slot defined", "L2": "support required", "L3": "populate required", "L4": "infer required",
    "L5": "sort or search", "L6": "alert or act", "LX": "forbidden",
}  # fmt: skip
_PROVENANCE = {
    "self_declared": "the person declares the value",
    "official_record": "the value comes from an official record",
    "observer_perceived": "the value is what an observer perceives",
    "machine_inferred_biometric": "the value is machine-inferred from a picture, a voice or another biometric input",
    "machine_inferred_other": "the value is machine-inferred",
    "third_party": "the value comes from a third party",
}
_AGAINST = frozenset({"P0", "R-", "C-"})
"""Strengths of clauses that do not need, forbid or advise against what they speak of."""
_TIERS = {
    "A": "a protected attribute itself", "B": "an identifying biometric", "C": "a proxy", "D": "a status or list",
    "E": "a description", "N": "neutral",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """That a test is met: why, in words, and the proof."""

    why: tuple[str, ...]
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Holds tests against findings; `labels` are those of the concepts."""

    words: WordSets
    labels: dict[str, str]

    def met(self, test: Test, held: Held) -> Found | None:
        """Return why a test is met, None where what is known does not meet it."""
        why: list[str] = []
        evidence: Evidence | None = None
        for part in self._parts(test, held):
            if part is None:
                return None
            why += [words for words in part.why if words not in why]
            evidence = evidence or part.evidence
        return Found(tuple(why), evidence)

    def _parts(self, test: Test, held: Held) -> Iterator[Found | None]:
        """Yield what each key of a test comes to, the cheap ones first."""
        if test.concept or test.concept_is:
            yield self._concept(test, held)
        yield from _facets(test, held)
        if test.party:
            yield _party(test, held)
        if test.person:
            yield _person(held)
        if test.said:
            yield self._words(test.said, held, lambda piece: piece.where in NEAR)
        if test.told:
            yield self._words(test.told, held, lambda piece: True)
        for inner in test.all:
            yield self.met(inner, held)
        if test.any:
            yield next((found for one in test.any if (found := self.met(one, held))), None)

    def _concept(self, test: Test, held: Held) -> Found | None:
        concept = held.finding.concept
        under = any(f"{concept}.".startswith(f"{one}.") for one in test.concept)
        if not under and concept not in test.concept_is:
            return None
        return Found(
            (f"the attribute is {self.labels.get(concept, concept)} ({concept})",), held.finding.evidence
        )

    def _words(self, names: Iterable[str], held: Held, wanted: Callable[[Piece], bool]) -> Found | None:
        for piece in held.pieces:
            if not wanted(piece):
                continue
            for name in names:
                span = self.words.find(name, piece.text)
                if span is not None:
                    quote = " ".join(piece.text[span.start : span.end].split())
                    place = piece.whole or Span(piece.start + span.start, piece.start + span.end)
                    return Found((f"{WHERE[piece.where]} “{quote}”",), held.evidence(place))
        return None


def _facets(test: Test, held: Held) -> Iterator[Found | None]:
    finding = held.finding
    if test.tier:
        yield _if(finding.tier in test.tier, f"it is {_TIERS.get(finding.tier, finding.tier)}")
    if test.act or test.act_from:
        yield _act(test, finding)
    if test.provenance:
        yield _if(finding.provenance in test.provenance, _PROVENANCE.get(finding.provenance or "", ""))
    if test.purpose:
        purpose = (finding.purpose or "").replace("_", " ")
        yield _if(finding.purpose in test.purpose, f"the purpose stated is {purpose}")
    if test.kind:
        yield _if(held.card.kind in test.kind, f"the document is a {held.card.kind}")
    if test.elsewhere:
        yield _if(
            bool(held.elsewhere & set(test.elsewhere)), "another passage of the document reaches that act"
        )


def _if(holds: bool, why: str) -> Found | None:
    return Found((why,)) if holds else None


def _act(test: Test, finding: Finding) -> Found | None:
    """Return that a finding reaches an act; a clause that asks for none of it reaches only a prohibition."""
    act, rungs = finding.act, ACTS[:-1]
    if finding.strength in _AGAINST and act != "LX":
        return None
    if test.act and act not in test.act:
        return None
    if test.act_from and (act not in rungs or rungs.index(act) < rungs.index(test.act_from)):
        return None
    return Found((f"it reaches {act}, {_ACTS.get(act, act)}",))


def _party(test: Test, held: Held) -> Found | None:
    for party in held.parties:
        if party.role in test.party:
            return Found((f"the document names as {party.role} “{party.name}”",), party.evidence)
    return None


def _person(held: Held) -> Found | None:
    """Return the words near that name a person; a candidate lacks just that."""
    if held.finding.grade != "finding" or not held.people:
        return None
    evidence = held.evidence(held.people[0])
    return Found((f"it speaks of “{' '.join(evidence.quote.split())}”",), evidence)
