"""The declared text of a field says the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.rules import Draft, Facts, Rule


def _apply(facts: Facts) -> Iterator[Draft]:
    for reading in facts.readings:
        if reading.ground == "text" and facts.declarations[reading.index].kind != "member":
            yield Draft.of(reading)


ENTRY = Rule(
    id="element.text",
    version=1,
    title="The declared text of a field says the attribute",
    explanation=(
        "A label, description, comment or annotation that the document binds to the declaration says the "
        "attribute; it outranks the name, so `nationality` commented 民族 is read as ethnicity."
    ),
    remedy="Remove the field, or state the lawful purpose with a justified use.",
    apply=_apply,
)
