"""Read sentences: which concept, about whom, and what is to be done with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterspec.model import Span
from counterspec.vocab.hits import kinds
from counterspec.vocab.matcher import Hit, Matcher

_SENTENCE_END = re.compile(r"[。！？；\n]|[.!?;](?=\s|$)")
_CLAUSE_END = re.compile(r"[，；;（）()\n]")
_ALARM = "acts:L6"
_MAX_SENTENCE = 600
RUNGS = ("LX", "L6", "L5", "L4", "L3", "L2", "L1")
"""A prohibition speaks before any rung; else the highest rung that has words of its own."""


@dataclass(frozen=True, slots=True)
class ProseReading:
    """What one sentence says about one concept; `span` is the place of its words in the text given.

    `certain` needs a person in the sentence and words for a rung; a bare mention (L0) never is.
    """

    concept: str
    span: Span
    act: str
    certain: bool
    because: tuple[str, ...]
    strength: str | None
    provenance: str | None
    purpose: str | None


def read_prose(text: str, matcher: Matcher) -> Iterator[ProseReading]:
    """Yield the readings of a passage, in order of place."""
    for start, end in _sentences(text):
        yield from _read_sentence(text[start : min(end, start + _MAX_SENTENCE)], start, matcher)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _read_sentence(text: str, offset: int, matcher: Matcher) -> Iterator[ProseReading]:
    hits = matcher.text(text)
    spoken = kinds(hits, "term", "ambiguous")
    if not spoken:
        return
    people = kinds(hits, "noun", "weak_noun", "key")
    if kinds(hits, "word") and not people:
        return
    cues = _cues(hits)
    boilerplate = any(hit.lexeme.ref.startswith("exculpatory:") for hit in cues)
    seen: set[str] = set()
    for hit in _longest(spoken):
        if hit.lexeme.ref not in seen:
            seen.add(hit.lexeme.ref)
            act = _act(text, hit, cues)
            yield ProseReading(
                concept=hit.lexeme.ref,
                span=Span(offset + hit.start, offset + hit.end),
                act=act,
                certain=act != "L0" and bool(people) and not boilerplate,
                because=_because(text, hit, people, act),
                strength=_facet(cues, "strength"),
                provenance=_facet(cues, "provenance"),
                purpose=_facet(cues, "purpose"),
            )


def _act(text: str, hit: Hit, cues: list[Hit]) -> str:
    """Return the highest rung that has words of its own in the clause of the hit.

    An alarm follows its condition, so its words may stand in a later clause.
    """
    start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, hit.start)), default=0)
    stop = _CLAUSE_END.search(text, hit.end)
    end = stop.start() if stop else len(text)
    told = {c.lexeme.ref for c in cues if start <= c.start and (c.end <= end or c.lexeme.ref == _ALARM)}
    return next((rung for rung in RUNGS if f"acts:{rung}" in told), "L0")


def _longest(hits: list[Hit]) -> list[Hit]:
    return [
        h for h in hits if not any(o.start <= h.start and h.end <= o.end and o[1:] != h[1:] for o in hits)
    ]


def _cues(hits: tuple[Hit, ...]) -> list[Hit]:
    """Return the cues, longest first, without those that a trap covers (应 in 适应)."""
    cues = kinds(hits, "cue")
    traps = [hit for hit in cues if hit.lexeme.ref.startswith("strength_traps:")]
    kept = [h for h in cues if not any(t.start <= h.start and h.end <= t.end for t in traps)]
    return sorted(kept, key=lambda hit: (hit.start - hit.end, hit.start, hit.lexeme.ref))


def _facet(cues: list[Hit], facet: str) -> str | None:
    """Return what the longest cue of a facet says: "shall not" before "shall"."""
    return next((h.lexeme.ref.partition(":")[2] for h in cues if h.lexeme.ref.startswith(facet + ":")), None)


def _because(text: str, hit: Hit, people: list[Hit], act: str) -> tuple[str, ...]:
    reasons = [f"the sentence says “{text[hit.start : hit.end]}”"]
    if people:
        reasons.append(f"it speaks of “{text[people[0].start : people[0].end]}”")
    else:
        reasons.append("no person is named in the sentence")
    reasons.append("no word says what is to be done with it" if act == "L0" else f"its words reach {act}")
    return tuple(reasons)
