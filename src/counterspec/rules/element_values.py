"""The values of a field carry the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.rules import Draft, Facts, Rule


def _apply(facts: Facts) -> Iterator[Draft]:
    for reading in facts.readings:
        if reading.ground == "values" and facts.declarations[reading.index].kind != "member":
            yield Draft.of(reading, by_values=True)


ENTRY = Rule(
    id="element.values",
    version=1,
    title="The values of a field carry the attribute",
    explanation=(
        "A field, parameter or named list whose values are a list for the attribute: values outrank the "
        "name, so a column called complexion with White, Black and Asian is read as race."
    ),
    remedy="Remove the list, or state the lawful purpose with a justified use.",
    apply=_apply,
)
