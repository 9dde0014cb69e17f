"""What links a document to the territory of a rule: its own jurisdiction, or what a person stated."""

from __future__ import annotations

from collections.abc import Iterable

from counterspec.assess.held import Held, Use

UNION = frozenset("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split())
"""Member states of the European Union, ISO 3166."""
_OTHER_NAMES = {"UK": "GB", "EL": "GR", "USA": "US"}


def place_of(text: str) -> str:
    """Return a place in the form the rules use: "UK" is GB, "us-ca" is US-CA."""
    place = text.strip().upper()
    return _OTHER_NAMES.get(place, place)


def within(place: str, territory: str) -> bool:
    """Return whether a place ("FR", "US-CA", "CN-XJ/city") lies in a territory ("EU", "US", "US-CA")."""
    where = place_of(place.partition("/")[0])
    if territory == "EU":
        return where == "EU" or where.partition("-")[0] in UNION
    return where == territory or where.startswith(f"{territory}-")


def link_to(territory: str | None, held: Held) -> str | None:
    """Return what links the document to a territory, None where nothing does."""
    if territory is None:
        return None
    stated = [use for use in held.uses if within(use.place, territory)]
    if stated:
        return "; ".join(map(_stated, stated))
    jurisdiction = held.card.jurisdiction
    if jurisdiction and within(jurisdiction, territory):
        return f"the document's own jurisdiction is {jurisdiction}"
    return None


def _stated(use: Use) -> str:
    on = f", {use.on}" if use.on else ""
    return f"{use.by} states of {use.place}{on}: “{use.what}” (source: {use.source})"


def uses_of(uses: Iterable[Use], sha256: str) -> tuple[Use, ...]:
    """Return the links stated of a document, or of every document."""
    return tuple(use for use in uses if use.sha256 in (None, sha256))
