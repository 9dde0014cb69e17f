"""Clauses that speak of a person concept in either edition: added, removed, of other strength, worded otherwise."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from counterspec.link.editions.folds import likeness, words_of
from counterspec.link.editions.items import Items
from counterspec.model import Clause, Span

_ALIKE = 0.6
_ALIKE_IN_PLACE = 0.45
"""Clauses of the same number about the same concept may share less."""
_COMMON = 40
"""Pairs of letters that more clauses have than these are not looked up."""
_MOST_FLAGGED = 5_000
_MOST_CANDIDATES = 12


@dataclass(slots=True)
class Spoken:
    """A clause with what is compared of it; `concepts` are those of findings in it."""

    number: int
    clause: Clause
    words: str
    concepts: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause that differs; `before` or `after` is None where that edition has no such clause."""

    before: Spoken | None
    after: Spoken | None

    @property
    def concepts(self) -> set[str]:
        return {c for side in (self.before, self.after) if side for c in side.concepts}


def differing_clauses(before: Items, after: Items) -> list[ClausePair]:
    """Return the clauses with a concept that differ, in the order of the later edition, removed ones last."""
    left, right = _spoken(before), _spoken(after)
    if not any(one.concepts for one in (*left, *right)):
        return []
    pairs = _pairs(left, right)
    there = {one for one, _ in pairs}
    here = {other for _, other in pairs}
    made = [
        ClausePair(left[one], right[other])
        for one, other in sorted(pairs, key=lambda pair: pair[1])
        if (left[one].concepts or right[other].concepts) and _differs(left[one], right[other])
    ]
    made += [ClausePair(None, other) for other in right if other.concepts and other.number not in here]
    made += [ClausePair(one, None) for one in left if one.concepts and one.number not in there]
    return made


def _differs(one: Spoken, other: Spoken) -> bool:
    return one.words != other.words or _force(one.clause) != _force(other.clause)


def _force(clause: Clause) -> tuple[str | None, str | None]:
    return clause.strength, clause.mark


def _spoken(items: Items) -> list[Spoken]:
    """Return a document's clauses outside its elements, with the concepts of findings in them."""
    document = items.edition.document
    rows = _Ranges(
        item.declaration.extent for item in items if item.thing == "field" and not item.declaration.loose
    )
    clauses = [clause for clause in document.clauses if not rows.cover(clause.span)]
    made = [
        Spoken(number, clause, _words(document.text[clause.span.start : clause.span.end], clause))
        for number, clause in enumerate(clauses)
    ]
    holding = _Holding([clause.span for clause in clauses])
    for finding in items.edition.findings:
        if finding.about == "sentence" and finding.grade == "finding":
            number = holding.of(finding.evidence.span)
            if number is not None:
                made[number].concepts.add(finding.concept)
    return made


def _words(text: str, clause: Clause) -> str:
    """Return a clause's words without its own number: counting anew changes nothing."""
    return words_of(text.lstrip().removeprefix(clause.section) if clause.section else text)


class _Ranges:
    """Ranges of a text, to be asked whether one covers a span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def cover(self, span: Span) -> bool:
        place = bisect_right(self._starts, span.start) - 1
        return any(self._spans[at].end >= span.end for at in range(place, max(-1, place - 4), -1))


class _Holding:
    """Clauses by place, to be asked which holds a span; the shortest does."""

    def __init__(self, spans: list[Span]) -> None:
        self._blocks: dict[int, list[int]] = defaultdict(list)
        self._spans = spans
        for number, span in enumerate(spans):
            for block in range(span.start // _BLOCK, span.end // _BLOCK + 1):
                self._blocks[block].append(number)

    def of(self, span: Span) -> int | None:
        holding = [
            number for number in self._blocks.get(span.start // _BLOCK, ())
            if self._spans[number].start <= span.start and span.end <= self._spans[number].end
        ]  # fmt: skip
        return min(holding, key=lambda n: (self._spans[n].end - self._spans[n].start, n), default=None)


_BLOCK = 512


def _pairs(left: list[Spoken], right: list[Spoken]) -> list[tuple[int, int]]:
    """Return the pairs: the same words first, in order, then the most alike of those that speak of a concept."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for other in right:
        waiting[other.words].append(other.number)
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for one in left:
        if waiting[one.words]:
            number = waiting[one.words].popleft()
            pairs.append((one.number, number))
            taken[0].add(one.number)
            taken[1].add(number)
    ones = [one for one in left if one.number not in taken[0]]
    others = [other for other in right if other.number not in taken[1]]
    scores = {**_scores(ones, others), **{(b, a): s for (a, b), s in _scores(others, ones).items()}}
    order = sorted(
        scores.items(), key=lambda entry: (-entry[1], sum(entry[0]), abs(entry[0][0] - entry[0][1]))
    )
    for pair, _ in order:
        if pair[0] not in taken[0] and pair[1] not in taken[1]:
            taken[0].add(pair[0])
            taken[1].add(pair[1])
            pairs.append(pair)
    return pairs


def _scores(flagged: list[Spoken], others: list[Spoken]) -> dict[tuple[int, int], float]:
    """Return how alike the clauses with a concept are to those of the other edition that they may be."""
    asking = [one for one in flagged if one.concepts][:_MOST_FLAGGED]
    if not asking or not others:
        return {}
    index: dict[str, list[Spoken]] = defaultdict(list)
    sections: dict[str, list[Spoken]] = defaultdict(list)
    for other in others:
        for pair in _letters(other.words):
            index[pair].append(other)
        if other.clause.section:
            sections[other.clause.section].append(other)
    made: dict[tuple[int, int], float] = {}
    for one in asking:
        found = Counter(
            other.number
            for pair in _letters(one.words)
            if len(index[pair]) <= _COMMON
            for other in index[pair]
        )
        numbers = dict(found.most_common(_MOST_CANDIDATES))
        near = sections.get(one.clause.section or "", [])[:_MOST_CANDIDATES]
        known = {other.number: other for other in near}
        known |= {other.number: other for pair in _letters(one.words) if len(index[pair]) <= _COMMON
                  for other in index[pair] if other.number in numbers}  # fmt: skip
        for number, score in _alike(one, known.values()):
            made[one.number, number] = score
    return made


def _alike(one: Spoken, others: Iterable[Spoken]) -> Iterator[tuple[int, float]]:
    for other in others:
        in_place = bool(one.clause.section) and one.clause.section == other.clause.section
        about_same = bool(one.concepts & other.concepts)
        score = likeness(one.words, other.words) + (0.1 if about_same else 0.0)
        if score >= (_ALIKE_IN_PLACE if in_place and about_same else _ALIKE):
            yield other.number, score + (0.1 if in_place else 0.0)


def _letters(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(0, min(len(text), 300) - 2)}
