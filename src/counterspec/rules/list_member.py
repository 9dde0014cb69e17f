"""A value of a code list or label list carries the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.rules import Draft, Facts, Rule


def _apply(facts: Facts) -> Iterator[Draft]:
    for reading in facts.readings:
        if facts.declarations[reading.index].kind == "member":
            yield Draft.of(reading)


ENTRY = Rule(
    id="list.member",
    version=1,
    title="A value of a code list or label list carries the attribute",
    explanation=(
        "Each value is a finding on its own line: by its own words, or because the list it belongs to is "
        "one for the attribute. Unknown, other and refused are no findings."
    ),
    remedy="Remove the value, or state the lawful purpose with a justified use.",
    apply=_apply,
)
