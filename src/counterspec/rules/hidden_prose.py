"""Text that the page does not show names the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.model import Span
from counterspec.rules import Draft, Facts, Rule
from counterspec.vocab.prose import read_prose

_WHY = "the page does not show this text: it is invisible, white, covered, tiny or off the page"


def _apply(facts: Facts) -> Iterator[Draft]:
    for passage in facts.document.passages:
        if passage.kind != "hidden":
            continue
        start, end = passage.span
        for reading in read_prose(facts.document.text[start:end], facts.matcher):
            yield Draft(
                concept=reading.concept,
                span=Span(start + reading.span.start, start + reading.span.end),
                certain=False,
                because=(*reading.because, _WHY),
                act="L0",
            )


ENTRY = Rule(
    id="hidden.prose",
    version=1,
    title="Text that the page does not show names the attribute",
    explanation=(
        "Text drawn invisibly, in white, in tiny type, covered or off the page says nothing to a reader of "
        "the document; it may be a left-over, or be meant for programs. Whatever it says is a candidate, never a "
        "finding, with why."
    ),
    remedy="Remove the hidden text, or show it.",
    apply=_apply,
)
