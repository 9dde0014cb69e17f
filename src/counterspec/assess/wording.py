"""The sentence of an assessment, from templates: what matches, what does not, what nobody examined."""

from __future__ import annotations

from collections.abc import Sequence

from counterspec.assess.held import Held
from counterspec.model import Evidence, OnDate, Shown
from counterspec.regimes.values import GRADES, Rule

_NOT_SAID = "This lists elements; it says nothing about lawfulness."


def statement_of(
    rule: Rule,
    held: Held,
    shown: Sequence[Shown],
    missing: Sequence[Shown],
    dates: Sequence[OnDate],
    territory: str | None,
) -> str:
    """Return the full sentence of an assessment."""
    name = f"{held.card.called}, {where_is(held.finding.evidence)}"
    if rule.held == "screen":
        return _screen(rule, name, missing)
    parts = [f"{name}: {_matches(rule, len(shown), len(missing))}."]
    if shown:
        parts.append(f"Shown: {_listed(shown)}.")
    if missing:
        parts.append(f"Not shown: {_listed(missing)}.")
    count = len(rule.exceptions)
    if count:
        which = "exception 1" if count == 1 else f"exceptions 1 to {count}"
        parts.append(f"{which[0].upper()}{which[1:]} not examined by this tool.")
    parts.append(_link(rule, territory))
    parts.append(_in_force(dates))
    parts.append(f"Grade {rule.grade}: {GRADES[rule.grade]}. {_NOT_SAID}")
    return " ".join(part for part in parts if part)


def _matches(rule: Rule, shown: int, missing: int) -> str:
    count = shown + missing
    if not count:
        return f"{rule.cite} sets no elements that a finding could be held against"
    if rule.needs == "any":
        return f"matches {shown} of {count} alternative textual elements of {rule.cite}"
    if not missing:
        return (
            f"matches all {count} textual elements of {rule.cite}"
            if count > 1
            else f"matches the one textual element of {rule.cite}"
        )
    return f"matches {shown} of {count} textual element{'s' if count > 1 else ''} of {rule.cite}"


def _screen(rule: Rule, name: str, missing: Sequence[Shown]) -> str:
    if not missing:
        return f"{name}: {rule.summary}"
    unmet = rule.unmet or "The screen does not hold."
    return f"{name}: {unmet} Not shown: {_listed(missing)}."


def _listed(elements: Sequence[Shown]) -> str:
    return "; ".join(element.text for element in elements)


def _link(rule: Rule, territory: str | None) -> str:
    if territory is not None:
        return f"Link to its territory: {territory}."
    if rule.place is None:
        return "Used as a benchmark only."
    wanted = rule.link or LINKS.get(rule.place, f"a link to {rule.place}")
    return f"Used as a benchmark only: not shown is {wanted}."


LINKS = {
    "EU": "that it is placed on the market, put into service or used in the Union",
    "GB": "a use in the United Kingdom",
    "US": "a use in the United States",
    "US-IL": "a use in Illinois",
    "US-CA": "a use in California",
    "CN": "a use in China",
    "IN": "a use in India",
    "BR": "a use in Brazil",
}
"""What would link a document to a territory, in words."""
_WHICH = {"document": "on the document's date", "use": "on the date of use stated", "today": "today"}


def _in_force(dates: Sequence[OnDate]) -> str:
    """Return the states on the dates that are known, those that say the same together."""
    by_state: dict[str, list[str]] = {}
    for on in dates:
        if on.date is not None:
            by_state.setdefault(on.state, []).append(f"{_WHICH[on.which]} ({on.date})")
    said = [f"{_STATE[state]} {' and '.join(which)}" for state, which in by_state.items()]
    return f"The rule is {'; '.join(said)}." if said else ""


_STATE = {
    "in force": "in force",
    "not yet": "not yet in force",
    "no longer": "no longer in force",
    "unknown": "not known to be in force or not",
}


def where_is(evidence: Evidence) -> str:
    """Return where a quote stands, in words."""
    if evidence.page is not None:
        return f"page {evidence.page}"
    return f"line {evidence.line}" if evidence.line is not None else "no place"
