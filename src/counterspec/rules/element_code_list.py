"""A field cites a code table of the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.rules import Draft, Facts, Rule


def _apply(facts: Facts) -> Iterator[Draft]:
    for reading in facts.readings:
        if reading.ground == "code_list":
            yield Draft.of(reading)


ENTRY = Rule(
    id="element.code_list",
    version=1,
    title="A field cites a code table of the attribute",
    explanation=(
        "A field whose type, binding or note cites a known code table, such as a national list of ethnic "
        "groups. A cited table outranks text and name."
    ),
    remedy="Cite another table, or state the lawful purpose with a justified use.",
    apply=_apply,
)
