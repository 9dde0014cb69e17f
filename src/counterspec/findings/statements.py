"""The sentence of a finding, built from templates: what the document says, and what it does not show."""

from __future__ import annotations

import re

from counterspec.model import Clause, Declaration, Document, Evidence
from counterspec.syntax.document_kind import document_kind

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
_NOT_SHOWN_PATENT = "Not shown: a product, its use."
_CONDITION = re.compile(
    r"\b(?:if|when|unless|where|without|except|until)\b|当|如果|若|未经|除非|除.{1,20}外|时[，,。；]|情况下|wenn|falls|sofern|\bsi\b|sauf|"
    r"\bse\b|salvo|если|кроме",
    re.IGNORECASE,
)
CANNOT = re.compile(r"not|不|unable|\bne\b|\bno\b|não|\bnon\b|nicht|не\b", re.IGNORECASE)
_DRAFT = re.compile(
    r"征求意见稿|送审稿|报批稿|(?:committee|working|public|final) draft|\bdraft for \w+", re.IGNORECASE
)
_HEAD = 1_500
_MAX_QUOTE = 240
_SPACE = re.compile(r"\s+")


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


_DOING = {
    "L1": "holding {label}",
    "L2": "supporting {label}",
    "L3": "recording {label}",
    "L4": "recognising or inferring {label}",
    "L5": "searching or sorting people by {label}",
    "L6": "an alert or action on {label}",
}
_ABLE = {
    "L1": "hold {label}",
    "L2": "support {label}",
    "L3": "record {label}",
    "L4": "recognise or infer {label}",
    "L5": "search or sort people by {label}",
    "L6": "raise an alert or act on {label}",
}
_VERB = {
    "R+": "Requires {doing}.",
    "R-": "Speaks, in a prohibition, of {doing}.",
    "C+": "Recommends {doing}.",
    "C-": "Advises against {doing}.",
    "P": "Allows {doing}.",
    "P0": "Does not require {doing}.",
    "D": "Describes {doing}.",
    "X": "Refers to a duty set elsewhere: {doing}.",
}
_MARKED = {
    "R+": "by its own legend a substantive requirement",
    "C+": "by its own legend an item that earns points",
}
_PATENT = {"patent application": "The application", "patent grant": "The granted patent"}


def of_prose(
    act: str, label: str, clause: Clause | None = None, kind: str = "", said: str = "", words: str = ""
) -> str:
    """Return the summary of a sentence: “Requires searching or sorting people by race.”

    `said` is the sentence as quoted, `words` those that say how binding it is.
    """
    if act == "L0":
        return f"Mentions {label}."
    if act == "LX":
        return (
            f"Forbids{', under a condition it names,' if _CONDITION.search(said) else ''} the use of {label}."
        )
    doing = _DOING[act].format(label=label)
    if kind in _PATENT:
        claimed = clause is not None and clause.tradition == "patent claim"
        return f"{_PATENT[kind]} {'claims' if claimed else 'describes'} {doing}."
    strength = clause.strength if clause else None
    if clause is not None and clause.mark:
        return f"Marks {doing} with {clause.mark}, {_meaning(clause)}."
    if strength == "K":
        able = "cannot" if CANNOT.search(words) else "can"
        return f"Says the system {able} {_ABLE[act].format(label=label)}."
    return _VERB.get(strength or "", "Speaks of {doing}.").format(doing=doing)


def _meaning(clause: Clause) -> str:
    if clause.mark_means is None:
        return "whose meaning it does not state"
    means = _SPACE.sub(" ", clause.mark_means)[:_MAX_QUOTE]
    said = _MARKED.get(clause.strength or "", "whose legend reads")
    return f"{said} (“{means}”)"


def statement(
    document: Document,
    evidence: Evidence,
    short: str,
    act: str,
    said: str | None = None,
    section: str | None = None,
) -> str:
    """Return the full form: document, place, what it says, the quote, and what is not shown.

    `said` is the sentence to quote, None for the evidence's own quote; `section` the clause's number as printed.
    """
    kind = kind_of(document)
    place = [_place(document, evidence)]
    if section:
        place.append(f"claim {section}" if kind in _PATENT and section.isdigit() else section)
    name = ", ".join((_known(document).name, *place))
    summary = short[0].lower() + short[1:].rstrip(".")
    unknown = _NOT_SHOWN.get(act, _NOT_SHOWN_PATENT if kind in _PATENT else _NOT_SHOWN_ELSE)
    quote = _SPACE.sub(" ", said or evidence.quote)
    return f"{name}, {summary}: “{quote}”. {unknown}"


def _place(document: Document, evidence: Evidence) -> str:
    if document.kind == "data" and evidence.page and "!" in (evidence.locator or ""):
        return f"cell {evidence.locator}"
    recognised = " (recognised text)" if evidence.confidence is not None else ""
    return f"page {evidence.page}{recognised}" if evidence.page else f"line {evidence.line}"


class _Latest:
    """What the document at hand is called; a document can have thousands of findings."""

    document: Document | None = None
    kind = ""
    name = ""


def _known(document: Document) -> type[_Latest]:
    if _Latest.document is not document:
        said = document.bibliography
        _Latest.kind = said.kind if said else document_kind(document).kind
        _Latest.name = _name(document, _Latest.kind)
        _Latest.document = document
    return _Latest


def kind_of(document: Document) -> str:
    """Return the kind of the document as its bibliography has it."""
    return _known(document).kind


def _name(document: Document, kind: str) -> str:
    """Return what a document is called: number or title, edition, date; a draft is called one."""
    said = document.bibliography
    name = document.number or document.title or document.path
    parts = [name]
    if said and said.edition and said.edition.value not in name:
        parts.append(f"edition {said.edition.value}")
    if document.date:
        parts.append(document.date)
    shown = ", ".join(parts)
    stage = said.stage.value if said and said.stage else _printed_stage(document.text[:_HEAD])
    if stage is None:
        return f"the draft {shown}" if kind == "draft" else shown
    named = shown if stage in shown else f"{shown} ({stage})"
    return f"the draft {named}" if kind == "draft" or _DRAFT.search(stage) else named


def _printed_stage(head: str) -> str | None:
    found = _DRAFT.search(head)
    return found.group() if found else None


def quoted(text: str, start: int, end: int) -> str:
    """Return a sentence for quoting, on one line; of a long one the part around `start` to `end`."""
    if len(text) > _MAX_QUOTE:
        first = max(0, min(start - _MAX_QUOTE // 2, len(text) - _MAX_QUOTE))
        last = min(len(text), max(first + _MAX_QUOTE, end))
        text = ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
    return _SPACE.sub(" ", text).strip()
