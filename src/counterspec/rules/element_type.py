"""The type of a field names the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.rules import Draft, Facts, Rule


def _apply(facts: Facts) -> Iterator[Draft]:
    for reading in facts.readings:
        if reading.ground == "type" and facts.declarations[reading.index].kind != "member":
            yield Draft.of(reading)


ENTRY = Rule(
    id="element.type",
    version=1,
    title="The type of a field names the attribute",
    explanation=(
        "A field whose type is named after the attribute, while neither its text nor its own name says "
        "otherwise."
    ),
    remedy="Remove the field, or state the lawful purpose with a justified use.",
    apply=_apply,
)
