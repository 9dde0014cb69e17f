"""The sentence of a finding, built from templates: what the document says, and what it does not show."""

from __future__ import annotations

import re

from counterspec.findings.deeds import UNTOLD, Doing
from counterspec.model import Clause, Declaration, Document, Evidence, Says
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
_STOPPED = re.compile(r"[.!?…。！？][”’»」』\"')）\]]*\Z")
CANNOT = re.compile(r"not|不|unable|\bne\b|\bno\b|não|\bnon\b|nicht|не\b", re.IGNORECASE)
_DRAFT = re.compile(
    r"征求意见稿|送审稿|报批稿|(?:committee|working|public|final) draft|\bdraft for \w+", re.IGNORECASE
)
_HEAD = 1_500
_MAX_QUOTE = 240
_SPACE = re.compile(r"\s+")


def of_declaration(declaration: Declaration, act: str, by_values: bool) -> str:
    """Return the form of the sentence about a declaration; see `summary_of`."""
    if act == "LX":
        return "forbids-holding"
    if declaration.kind == "member":
        return "lists-value" if act == "L2" else "defines-value"
    if act in _BY_ACT:
        return _BY_ACT[act]
    if act == "L3" and declaration.use == "populate":
        return "fills"
    if act == "L3" and declaration.obligation == "conditional":
        return "demands-if"
    return "defines-list" if by_values else "defines"


_BY_ACT = {"L6": "defines-rule", "L5": "defines-search", "L4": "defines-output"}
FORMS = {
    "forbids-holding": "Forbids holding {label}.",
    "lists-value": "Lists a value for {label}.",
    "defines-value": "Defines a value for {label}.",
    "defines-rule": "Defines a rule that fires on {label}.",
    "defines-search": "Defines a search, filter or order by {label}.",
    "defines-output": "Defines an output that names {label}.",
    "fills": "Fills a field with {label}.",
    "demands-if": "Demands, under a condition, a value of a field for {label}.",
    "defines-list": "Defines {article} {thing} whose values are a list for {label}.",
    "defines": "Defines {article} {thing} for {label}.",
    "mentions": "Mentions {label}.",
    "forbids": "Sets a prohibition about {label}.",
    "forbids-if": "Sets a prohibition, with a condition, about {label}.",
    "application-claims": "The application claims {doing}.",
    "application-describes": "The application describes {doing}.",
    "grant-claims": "The granted patent claims {doing}.",
    "grant-describes": "The granted patent describes {doing}.",
    "marks": "Marks {doing} with {mark}, {meaning}.",
    "can": "Says the system can {able}.",
    "cannot": "Says the system cannot {able}.",
    "requires": "Requires {doing}.",
    "prohibits": "Speaks, in a prohibition, of {doing}.",
    "recommends": "Recommends {doing}.",
    "advises-against": "Advises against {doing}.",
    "allows": "Allows {doing}.",
    "does-not-require": "Does not require {doing}.",
    "describes": "Describes {doing}.",
    "refers": "Refers to a duty set elsewhere: {doing}.",
    "speaks": "Speaks of {doing}.",
}
"""The short sentence of a finding, by the name of its form."""
_DOING = {
    "L1": "holding {label}",
    "L2": "supporting {label}",
    "L3": "recording {label}",
    "L4": "recognising or inferring {label}",
    "L5": "searching, sorting or counting people by {label}",
    "L6": "an alert or action on {label}",
    "search": "searching people by {label}",
    "sort": "sorting people by {label}",
    "count": "counting people by {label}",
}
"""What a sentence is about, by its act or by what of the act its words name."""
_ABLE = {
    "L1": "hold {label}",
    "L2": "support {label}",
    "L3": "record {label}",
    "L4": "recognise or infer {label}",
    "L5": "search, sort or count people by {label}",
    "L6": "raise an alert or act on {label}",
    "search": "search people by {label}",
    "sort": "sort people by {label}",
    "count": "count people by {label}",
}
_SUPPORT = "support for {doing}"
_BY_STRENGTH = {
    "R+": "requires",
    "R-": "prohibits",
    "C+": "recommends",
    "C-": "advises-against",
    "P": "allows",
    "P0": "does-not-require",
    "D": "describes",
    "X": "refers",
}
_MARKED = {
    "R+": "by its own legend a substantive requirement",
    "C+": "by its own legend an item that counts in the evaluation",
}
_PATENT = {"patent application": "application", "patent grant": "grant"}


def of_prose(act: str, clause: Clause | None = None, kind: str = "", said: str = "", words: str = "") -> str:
    """Return the form of the sentence about a sentence of the document; see `summary_of`.

    `said` is the sentence as quoted, `words` those that say how binding it is.
    """
    if act == "L0":
        return "mentions"
    if act == "LX":
        return "forbids-if" if _CONDITION.search(said) else "forbids"
    if kind in _PATENT:
        claimed = clause is not None and clause.tradition == "patent claim"
        return f"{_PATENT[kind]}-{'claims' if claimed else 'describes'}"
    if clause is not None and clause.mark:
        return "marks"
    strength = clause.strength if clause else None
    if strength == "K":
        return "cannot" if CANNOT.search(words) else "can"
    return _BY_STRENGTH.get(strength or "", "speaks")


def summary_of(
    form: str,
    label: str,
    act: str,
    declaration: Declaration | None,
    clause: Clause | None = None,
    done: Doing = UNTOLD,
) -> str:
    """Return the short sentence of a form: “Defines an optional field for race.”"""
    rung = done.deed or act
    doing = _DOING[rung].format(label=label) if rung in _DOING else ""
    return FORMS[form].format(
        label=label,
        article=_OBLIGATION.get((declaration.obligation if declaration else None) or "", "a"),
        thing=_THING[declaration.kind] if declaration and declaration.kind in _THING else "",
        doing=_SUPPORT.format(doing=doing) if done.supported and act != "L2" else doing,
        able=_ABLE[rung].format(label=label) if rung in _ABLE else "",
        mark=clause.mark if clause else "",
        meaning=_meaning(clause) if clause else "",
    )


def _meaning(clause: Clause) -> str:
    means = mark_means(clause)
    if means is None:
        return "whose meaning it does not state"
    said = _MARKED.get(clause.strength or "", "whose legend reads")
    return f"{said} (“{means}”)"


def mark_means(clause: Clause) -> str | None:
    """Return what a legend says of a clause's mark, on one line and cut, None where there is no legend."""
    return None if clause.mark_means is None else _SPACE.sub(" ", clause.mark_means)[:_MAX_QUOTE]


def closed(text: str, stop: str) -> str:
    """Return a quote that ends a sentence; the full stop behind it is left out where the quote has its own."""
    return f"“{text}”" if _STOPPED.search(text) else f"“{text}”{stop}"


def statement(document: Document, evidence: Evidence, short: str, act: str, says: Says) -> str:
    """Return the full form: document, place, what it says, the quote, and what is not shown."""
    kind = kind_of(document)
    place = [_place(document, evidence)]
    if says.section:
        is_claim = kind in _PATENT and says.section.isdigit()
        place.append(f"claim {says.section}" if is_claim else says.section)
    name = ", ".join((_named(document, says), *place))
    summary = short[0].lower() + short[1:].rstrip(".")
    unknown = _NOT_SHOWN.get(act, _NOT_SHOWN_PATENT if kind in _PATENT else _NOT_SHOWN_ELSE)
    return f"{name}, {summary}: {closed(says.quote, '.')} {unknown}"


def says_of(
    document: Document,
    evidence: Evidence,
    form: str,
    clause: Clause | None,
    said: str | None,
    section: str | None,
    done: Doing = UNTOLD,
) -> Says:
    """Return the parts of a finding's sentence.

    `said` is the sentence to quote, None for the evidence's own quote; `section` the clause's number as printed.
    """
    known = _known(document)
    marked = clause if form == "marks" else None
    return Says(
        form,
        _SPACE.sub(" ", said or evidence.quote),
        section,
        marked.mark if marked else None,
        mark_means(marked) if marked else None,
        known.edition,
        known.stage,
        known.draft,
        done.deed,
        done.supported,
    )


def _place(document: Document, evidence: Evidence) -> str:
    if document.kind == "data" and evidence.page and "!" in (evidence.locator or ""):
        return f"cell {evidence.locator}"
    recognised = " (recognised text)" if evidence.confidence is not None else ""
    return f"page {evidence.page}{recognised}" if evidence.page else f"line {evidence.line}"


class _Latest:
    """What the document at hand is called; a document can have thousands of findings."""

    document: Document | None = None
    kind = ""
    edition: str | None = None
    stage: str | None = None
    draft = False


def _known(document: Document) -> type[_Latest]:
    if _Latest.document is not document:
        said = document.bibliography
        _Latest.kind = said.kind if said else document_kind(document).kind
        edition = said.edition.value if said and said.edition else None
        _Latest.edition = None if edition is None or edition in called(document) else edition
        _Latest.stage = said.stage.value if said and said.stage else _printed_stage(document.text[:_HEAD])
        _Latest.draft = _Latest.kind == "draft" or bool(_Latest.stage and _DRAFT.search(_Latest.stage))
        _Latest.document = document
    return _Latest


def kind_of(document: Document) -> str:
    """Return the kind of the document as its bibliography has it."""
    return _known(document).kind


def called(document: Document) -> str:
    """Return the number of a document, else its title or path."""
    return document.number or document.title or document.path


def _named(document: Document, says: Says) -> str:
    """Return what a document is called: number or title, edition, date; a draft is called one."""
    parts = [called(document)]
    if says.edition:
        parts.append(f"edition {says.edition}")
    if document.date:
        parts.append(document.date)
    shown = ", ".join(parts)
    if says.stage and says.stage not in shown:
        shown = f"{shown} ({says.stage})"
    return f"the draft {shown}" if says.draft else shown


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
