"""The name of a field says the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.rules import Draft, Facts, Rule


def _apply(facts: Facts) -> Iterator[Draft]:
    for reading in facts.readings:
        if reading.ground == "name" and facts.declarations[reading.index].kind != "member":
            yield Draft.of(reading)


ENTRY = Rule(
    id="element.name",
    version=1,
    title="The name of a field says the attribute",
    explanation=(
        "The words of the identifier say the attribute. Words with other meanings, abbreviations and "
        "romanised names count only in a record that holds people, with nothing beside them but "
        "companion words."
    ),
    remedy="Remove or rename the field, or state the lawful purpose with a justified use.",
    apply=_apply,
)
