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
    by_hand = f"The finding was {held.finding.added}: no rule says so." if held.finding.added else ""
    if rule.held == "screen":
        return f"{_screen(rule, name, shown, missing)} {by_hand}".rstrip()
    parts = [f"{name}: {matches(rule.cite, rule.needs, len(shown), len(missing))}.", by_hand]
    if shown:
        parts.append(f"Shown: {_listed(shown)}.")
    if missing:
        parts.append(f"Not shown: {_listed(missing)}.")
    parts.append(examined(len(rule.exceptions)))
    parts.append(_link(rule, territory))
    parts.append(_in_force(dates))
    parts.append(f"Grade {rule.grade}: {GRADES[rule.grade]}. {_NOT_SAID}")
    return " ".join(part for part in parts if part)


def matches(cite: str, needs: str, shown: int, missing: int) -> str:
    """Return whether elements match, in the only words it may be said in: no count that could be read as a score."""
    count = shown + missing
    if not count:
        return f"{cite} sets no elements that a finding could be held against"
    if needs == "any":
        which = ("no", "an")[shown] if shown < 2 else "more than one"
        return f"matches {which} alternative textual element of {cite}"
    if not missing:
        return f"matches {'the one textual element' if count == 1 else f'all {count} textual elements'} of {cite}"
    return (
        f"matches some textual elements of {cite}, and not others"
        if shown
        else f"matches no textual element of {cite}"
    )


def examined(count: int) -> str:
    """Return that exceptions were not examined, empty where the rule has none."""
    if not count:
        return ""
    return f"{'Exception 1' if count == 1 else f'Exceptions 1 to {count}'} not examined by this tool."


def _screen(rule: Rule, name: str, shown: Sequence[Shown], missing: Sequence[Shown]) -> str:
    if not missing:
        return f"{name}: {rule.met}"
    also = f"Shown: {_listed(shown)}. " if shown else ""
    return f"{name}: {rule.unmet} {also}Not shown: {_listed(missing)}."


def _listed(elements: Sequence[Shown]) -> str:
    return "; ".join(element.text for element in elements)


def _link(rule: Rule, territory: str | None) -> str:
    if territory is not None:
        return f"Link to its territory: {territory}."
    return " ".join(("Used as a benchmark only.", not_linked(link_wanted(rule)))).rstrip()


def not_linked(link: str) -> str:
    """Return the sentence that a link to the territory is not shown, empty where there is none to be shown."""
    return f"Not shown is {link}." if link else ""


def link_wanted(rule: Rule) -> str:
    """Return what would link a document to the rule's territory, empty where the rule has none."""
    if rule.place is None:
        return ""
    return rule.link or LINKS.get(rule.place, f"a link to {rule.place}")


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
_WHICH = {
    "document": "on the document's date", "applies": "on the day from which the document is in force by its own words",
    "use": "on the date of use stated", "today": "today",
}  # fmt: skip


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
