"""The sentences of chains: as strong as the weakest step, and what is not shown beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from counterspec.link.bearing import Bearing, section_sign
from counterspec.link.binding import counts
from counterspec.link.library import is_draft
from counterspec.link.numbers import part_named, says_all_parts
from counterspec.link.paths import Hop
from counterspec.link.requiring import addressed, introduced, named, quoted
from counterspec.model import Card, CitationAt, ClauseAt, Element
from counterspec.syntax.citing.cues import cue_words, words_of_equivalence

Tail = Literal["in which", "apart"]
_SPACES = re.compile(r"\s+")
_OBJECT = re.compile(r"[A-Za-z_][\w.:-]*")
_MOST = 160
_CONDITIONAL = "conditional"
_WEAK = re.compile(
    r"参照|參照|酌情|宜|可|\b(?:should|may|reference|guided|regard|anlehnung|référence|referencia|referência|riferimento)\b|"
    r"уч[её]том",
    re.IGNORECASE,
)
"""Words that leave a choice."""
_TURNS: dict[str | None, str] = {
    "R+": "{who} requires conformity with {what}",
    "R-": "{who} mentions {what} in a prohibition",
    "C+": "{who} recommends conformity with {what}",
    "C-": "{who} advises against conformity with {what}",
    "P": "{who} allows conformity with {what}",
    "P0": "{who} does not require conformity with {what}",
    "K": "{who} says that the system can conform to {what}",
    "D": "{who} describes conformity with {what}",
    "X": "{who} refers to a duty, set elsewhere, to conform to {what}",
    None: "{who} speaks of conformity with {what}, in words whose strength is not shown",
}


def way_said(way: Sequence[Hop], buyers: tuple[str, ...]) -> tuple[str, Tail]:
    """Return the sentence from the requiring document to the last one cited, without its end.

    What follows joins it by “in which”, or stands apart where the document does not ask for conformity.
    """
    said, tail = _first(way[0], buyers)
    for hop in way[1:]:
        place = section_sign(
            (hop.citation.clause.section if hop.citation.clause else None) or hop.citation.section
        )
        said += "; " + _cites(hop, f"{quoted(hop.citing)}{' ' + place if place else ''} in turn")
        tail = _tail(hop)
    return said, tail


def _first(hop: Hop, buyers: tuple[str, ...]) -> tuple[str, Tail]:
    card, clause = hop.citing, hop.citation.clause
    who = introduced(card, buyers)
    place = section_sign((clause.section if clause else None) or hop.citation.section)
    who = f"{who} {place}" if place else who
    if hop.citation.form in ("strict", "partial") and clause is not None and clause.strength == "R+":
        must = addressed(card).must
        if must is not None:
            return f"Under {who}{_mark(clause)}, {must.format(_what(hop))}", "in which"
    said = _cites(hop, who)
    return said[0].upper() + said[1:], _tail(hop)


def binding_words(citation: CitationAt) -> str | None:
    """Return the words that say how a document is cited: those beside its number, else the clause's own."""
    if citation.form in ("normative_list", "bibliography"):
        return citation.clause.words if citation.clause else None
    if citation.form == "choice" and (other := words_of_equivalence(citation.evidence.suffix)):
        return other
    cue = cue_words(citation.evidence.prefix)
    if citation.form == "choice" and cue and not _WEAK.search(cue):
        return None  # What makes it a choice is another number beside it.
    return cue or (citation.clause.words if citation.clause else None)


def _tail(hop: Hop) -> Tail:
    return "in which" if hop.citation.form in ("strict", "partial") else "apart"


def _mark(clause: ClauseAt) -> str:
    if not clause.mark:
        return ""
    means = (
        f"by its own legend “{cut(clause.mark_means)}”"
        if clause.mark_means
        else "whose meaning it does not state"
    )
    return f" (marked {clause.mark}, {means})"


def _cites(hop: Hop, who: str) -> str:
    what, form, clause = _what(hop), hop.citation.form, hop.citation.clause
    if form == "choice":
        words = binding_words(hop.citation)
        return f"{who} refers to {what} by choice" + (f" (“{words}”)" if words else "")
    if form == "normative_list":
        return f"{who} lists {what} among its references"
    if form == "bibliography":
        return f"{who} names {what} in its bibliography"
    if form == "mention":
        return f"{who} mentions {what}"
    if clause is not None and counts(clause):
        return f"{who} counts in the evaluation{_mark(clause)} conformity with {what}"
    return _TURNS.get(clause.strength if clause else None, _TURNS[None]).format(who=who, what=what)


def _what(hop: Hop) -> str:
    """Return the cited document as the citation allows to call it."""
    cited = standard(hop.cited)
    citation = hop.citation
    if hop.link.how == "series":
        if says_all_parts(citation.named):
            return f"all parts of {citation.canonical}, among them {cited}"
        return f"{citation.canonical}, no part stated, among whose parts is {cited}"
    if citation.form == "partial" and citation.named and not part_named(citation.named):
        cited = f"{_spaced(citation.named)} of {cited}"
    if citation.edition is None:
        return f"{cited} (edition not stated there)" if hop.link.how != "edition" else cited
    return cited


def _spaced(text: str) -> str:
    return f"“{one_line(text)}”"


def one_line(text: str) -> str:
    """Return a text with single spaces."""
    return _SPACES.sub(" ", text)


def standard(card: Card) -> str:
    """Return a cited document's name; a draft is called one wherever it is named."""
    if not is_draft(card):
        return quoted(card)
    stage = f" ({card.stage})" if card.stage else ""
    return f"the draft {quoted(card)}{stage}, a proposal"


def found_said(bearing: Bearing, card: Card, tail: Tail) -> str:
    """Return the end of the sentence: what the cited document says, and how binding that is."""
    start = ", in which " if tail == "in which" else f"; in {standard(card)} "
    if bearing.annex == "informative":
        start += (
            "an informative annex says that "
            if bearing.finding.element is None
            else "(in an informative annex) "
        )
    if is_field(bearing):
        return f"{start}{field_said(bearing)}."
    if tail == "in which":
        return f", which {_summary(bearing)}."
    return f"; {standard(card)} {_summary(bearing)}."


def is_field(bearing: Bearing) -> bool:
    """Return whether a chain ends in a field that is filled, supported or only there."""
    finding = bearing.finding
    return finding.element is not None and not bearing.own and finding.about in ("field", "parameter") and (
        finding.act in ("L1", "L2", "L3")
    )  # fmt: skip


def object_of(element: Element) -> str | None:
    """Return the name of the object a field belongs to, None where its owner is called by more than a name."""
    return element.owner if element.owner and _OBJECT.fullmatch(element.owner) else None


def field_said(bearing: Bearing) -> str:
    """Return what is said of a field: that it is there, and what its obligation is, the condition verbatim."""
    element = bearing.finding.element
    assert element is not None  # asked only where `is_field` holds
    name = f"the field {element.identifier}"
    owner = object_of(element)
    if owner:
        name = f"field {element.identifier} of object {owner}"
    if element.obligation == "required":
        return f"{name} is mandatory"
    if element.obligation == "optional":
        return f"{name} exists and is optional"
    if element.obligation == _CONDITIONAL:
        stated = bearing.condition or (
            element.obligation_quote if len(element.obligation_quote or "") > 3 else None
        )
        return f"{name} is mandatory under a condition: " + (
            f"“{cut(stated)}”" if stated else "which one, the row does not say"
        )
    return f"{name} exists; whether it has to be filled is not stated"


def _summary(bearing: Bearing) -> str:
    summary = bearing.finding.summary.rstrip(".")
    place = bearing.place if bearing.own or bearing.table else None
    values = f", with {bearing.values} values for it" if bearing.values else ""
    said = summary[:1].lower() + summary[1:] + values
    return f"{said} ({place})" if place else said


_MARKS = re.compile(
    r"^Marks (?P<doing>.+?) with (?P<mark>\S{1,3}), by its own legend a substantive requirement \((?P<legend>.+)\)$"
)


def own_said(card: Card, bearing: Bearing, buyers: tuple[str, ...]) -> str:
    """Return the sentence of a document that names the attribute itself."""
    summary = bearing.finding.summary.rstrip(".")
    marked = _MARKS.match(summary)
    if marked:
        said = f"marks {marked['doing']} as a substantive requirement ({marked['mark']}: {marked['legend']})"
    elif is_field(bearing):
        said = f"holds a table in which {field_said(bearing)}"
    else:
        said = summary[:1].lower() + summary[1:]
    who = introduced(card, buyers)
    place = bearing.place
    who = f"{who} {place}" if place and place.startswith("§") else f"{who}, {place}," if place else who
    return f"{who[0].upper()}{who[1:]} {said}."


def forbidden_said(card: Card, bearing: Bearing) -> str:
    """Return what a document forbids, for the notes of chains that lead to what else it holds."""
    place = f", {bearing.place}," if bearing.place else ""
    summary = bearing.finding.summary.rstrip(".")
    return f"{standard(card)}{place} {summary[:1].lower()}{summary[1:]}."


def dropped_said(card: Card, count: int) -> str:
    """Return how many findings of a document people rejected."""
    many = "1 finding that people rejected is" if count == 1 else f"{count} findings that people rejected are"
    return f"{standard(card)}: {many} left out."


def not_shown(card: Card, bearing: Bearing | None, steps: int, *, own: bool = False) -> str:
    """Return what no step of the chain shows, in one or two sentences."""
    rest = addressed(card).not_shown
    if bearing is None:
        return f"Not shown: {rest}."
    finding = bearing.finding
    element = finding.element
    if is_field(bearing) and element is not None and element.obligation != "required":
        none = {1: "The passage does not say", 2: "Neither passage says"}.get(
            steps, "None of the passages says"
        )
        always = " whatever the case" if element.obligation == _CONDITIONAL else ""
        return f"{none} the field must be filled{always}. Not shown: {rest}."
    if is_field(bearing):
        return f"Not shown: whether the field is filled; {rest}."
    if element is not None and finding.about in ("enum", "member"):
        return f"Not shown: which field takes its values, whether one is filled; {rest}."
    return f"Not shown: that it is done; {rest}." if own else f"Not shown: that the product does so; {rest}."


def versions_said(card: Card, names: Sequence[str]) -> str:
    """Return that a document stands for other versions of it, which are named."""
    listed = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return f"{named(card)}: other versions of it in the case, counted as one: {listed}."


def empty_said(way: str, card: Card, tiers: Sequence[str], beyond: int, named_part: str | None) -> str:
    """Return what is said of a way to a document that carries no finding of the tiers asked for."""
    if card.pages:
        read = f"{card.pages_read} of {card.pages} pages"
        read += f", {card.pages_recognised} of them from pictures" if card.pages_recognised else ""
    else:
        read = f"{card.lines} lines"
    wanted = f"no sensitive attribute was found in it (tiers {', '.join(tiers)})"
    if beyond:
        where = _spaced(named_part) if named_part else "the part cited"
        wanted = (
            f"{beyond} finding{'' if beyond == 1 else 's'} of it (tiers {', '.join(tiers)}) "
            f"{'is' if beyond == 1 else 'are'} not shown to lie in {where}, and not carried by this citation"
        )
    unread = ""
    if card.pages_read < card.pages:
        unread = "; what stands on the pages not read is not known"
    name = standard(card)
    name = name[:1].upper() + name[1:] if name.startswith("the draft") else name
    return f"{way}. {name} was read ({read}); {wanted}{unread}."


def cut(text: str | None) -> str:
    """Return a text on one line, its end left out where it is long."""
    plain = _SPACES.sub(" ", text or "").strip()
    return plain if len(plain) <= _MOST else plain[:_MOST].rstrip() + "…"
