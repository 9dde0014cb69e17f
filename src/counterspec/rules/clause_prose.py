"""A sentence says what is to be done with the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.model import Span
from counterspec.rules import Draft, Facts, Rule
from counterspec.vocab.prose import read_prose


def _apply(facts: Facts) -> Iterator[Draft]:
    for passage in facts.document.passages:
        start, end = passage.span
        for reading in read_prose(facts.document.text[start:end], facts.matcher):
            yield Draft(
                concept=reading.concept,
                span=Span(start + reading.span.start, start + reading.span.end),
                certain=reading.certain,
                because=reading.because,
                act=reading.act,
                strength=reading.strength,
                provenance=reading.provenance,
                purpose=reading.purpose,
            )


ENTRY = Rule(
    id="clause.prose",
    version=1,
    title="A sentence says what is to be done with the attribute",
    explanation=(
        "A sentence of running text that names the attribute and a person, and has words of its own for "
        "the rung it reaches: support, fill, infer, search or sort, alert, forbid. A bare mention is a "
        "candidate, never a finding."
    ),
    remedy="Change the requirement, or state the lawful purpose with a justified use.",
    apply=_apply,
)
