"""The document demands a field under a condition that it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterspec.rules import Draft, Facts, Rule

_MAX = 600


def _apply(facts: Facts) -> Iterator[Draft]:
    for reading in facts.readings:
        declaration = facts.declarations[reading.index]
        place = declaration.condition_at
        if declaration.kind != "field" or place is None or place.end - place.start > _MAX:
            continue
        because = (f"it demands a value under a condition: {declaration.condition}", *reading.because)
        yield replace(Draft.of(reading), span=place, act="L3", because=because, extra=())


ENTRY = Rule(
    id="element.condition",
    version=1,
    title="A field is demanded under a condition",
    explanation=(
        "The document says when the field must be filled (“mandatory when …”, 自动采集时必选). The condition "
        "is quoted as it stands; nothing is said of how often it is met."
    ),
    remedy="Remove the demand, or make the field optional.",
    apply=_apply,
)
