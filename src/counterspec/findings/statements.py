"""The sentence of a finding, built from templates: what the document says, and what it does not show."""

from __future__ import annotations

from counterspec.model import Declaration, Document, Evidence

_OBLIGATION = {"required": "a mandatory", "optional": "an optional", "conditional": "a conditional"}
_THING = {
    "field": "field",
    "parameter": "parameter",
    "record": "record type",
    "enum": "code list",
    "function": "function",
    "condition": "condition",
}
_NOT_SHOWN = {
    "LX": "Not shown: whether the prohibition is kept.",
    "L0": "Not shown: that anything is recorded.",
}
_NOT_SHOWN_ELSE = "Not shown: use, deployment, whether the field is filled."


def of_declaration(declaration: Declaration, act: str, label: str, by_values: bool) -> str:
    """Return the summary of a declaration: “Defines an optional field for race.”"""
    if act == "LX":
        return f"Forbids holding {label}."
    if declaration.kind == "member":
        verb = "Lists" if act == "L2" else "Defines"
        return f"{verb} a value for {label}."
    thing = _THING[declaration.kind]
    article = _OBLIGATION.get(declaration.obligation or "", "a")
    if act == "L6":
        return f"Defines a rule that fires on {label}."
    if act == "L5":
        return f"Defines a search, filter or order by {label}."
    if act == "L4":
        return f"Defines an output that names {label}."
    if act == "L3" and declaration.use == "populate":
        return f"Fills a field with {label}."
    if by_values:
        return f"Defines {article} {thing} whose values are a list for {label}."
    return f"Defines {article} {thing} for {label}."


_PROSE = {
    "L0": "Mentions {label}.",
    "L1": "Defines a place for {label}.",
    "L2": "Speaks of supporting {label}.",
    "L3": "Speaks of recording {label}.",
    "L4": "Speaks of recognising or inferring {label}.",
    "L5": "Speaks of searching or sorting people by {label}.",
    "L6": "Speaks of an alert or action on {label}.",
    "LX": "Forbids the use of {label}.",
}


def of_prose(act: str, label: str) -> str:
    """Return the summary of a sentence."""
    return _PROSE[act].format(label=label)


def statement(document: Document, evidence: Evidence, short: str, act: str) -> str:
    """Return the full form: document, place, what it says, the quote, and what is not shown."""
    where = f"page {evidence.page}" if evidence.page else f"line {evidence.line}"
    if document.kind == "data" and evidence.page and "!" in (evidence.locator or ""):
        where = f"cell {evidence.locator}"
    name = ", ".join(
        part for part in (document.number or document.title or document.path, document.date) if part
    )
    said = short[0].lower() + short[1:].rstrip(".")
    return f"{name}, {where}, {said}: “{evidence.quote}”. {_NOT_SHOWN.get(act, _NOT_SHOWN_ELSE)}"
