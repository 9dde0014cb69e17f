"""How strongly each step of a chain binds: ranks to find the weakest, and its name in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counterspec.link.bearing import Bearing
from counterspec.link.numbers import part_named, says_all_parts
from counterspec.model import CitationAt, ClauseAt, Link

REQUIRED = 10.0
"""From here on nothing is weaker than a requirement."""
MARKED = 11.0
"""A requirement that the document marks and whose mark it explains."""
_CLAUSE: dict[str | None, float] = {
    "R+": REQUIRED, "R-": REQUIRED, "X": 5.0, "K": 5.0, None: 5.5, "C+": 4.5, "P": 3.5, "D": 3.4, "C-": 3.2, "P0": 3.1,
}  # fmt: skip
_FORM = {"choice": 4.0, "normative_list": 2.0, "mention": 1.0, "bibliography": 0.5}
_FIELD = {"required": REQUIRED, "conditional": 7.0, "optional": 6.5, None: 6.0}
_INFORMATIVE = 2.5
_PROPOSED = 3.0
_PART_OPEN = 5.2


@dataclass(frozen=True, slots=True)
class Bonds:
    """How steps are said to bind, in one language.

    `clause` by a clause's strength, `form` by a citation's form, `field` by a field's obligation, `thing` by what
    a document defines, `acting` by what infers, sorts or acts. The rest are sentences with places for these.
    """

    clause: Mapping[str | None, str]
    form: Mapping[str, str]
    field: Mapping[str | None, str]
    thing: Mapping[str, str]
    acting: Mapping[str, str]
    strict: str
    part_open: str
    partial: str
    prohibited: str
    counted: str
    proposed: str
    by_clause: str
    informative: str
    defines: str
    none_marked: str
    none_weaker: str


ENGLISH = Bonds(
    clause={
        "R+": "requirement", "R-": "prohibition", "X": "a duty set elsewhere", "K": "a capability",
        None: "strength not shown", "C+": "recommended", "P": "allowed", "D": "a statement", "C-": "advised against",
        "P0": "not required",
    },
    form={
        "choice": "citation by choice", "normative_list": "listed among references", "mention": "mentioned only",
        "bibliography": "in the bibliography only",
    },
    field={
        "required": "field mandatory", "conditional": "field conditional", "optional": "field optional",
        None: "field; whether mandatory not stated",
    },
    thing={"enum": "code list", "member": "value", "record": "record type"},
    acting={},
    strict="strict, {words}",
    part_open="strict, {words}, part not stated",
    partial="partial ({named}), {words}",
    prohibited="cited in a prohibition",
    counted="counts in the evaluation",
    proposed="proposed in a draft, {words}",
    by_clause="clause: {words}",
    informative="in an informative annex",
    defines="a {thing} it defines",
    none_marked="none weaker than a marked requirement",
    none_weaker="none weaker than a requirement",
)  # fmt: skip


def rank_of(citation: CitationAt, link: Link) -> float:
    """Return how strongly a citation binds; more is stronger, `REQUIRED` a requirement."""
    return citation_bond(citation, link)[0]


def citation_bond(citation: CitationAt, link: Link, say: Bonds = ENGLISH) -> tuple[float, str]:
    """Return the rank of a citation, and in a few words how it binds."""
    if citation.form in _FORM:
        return _FORM[citation.form], say.form[citation.form]
    rank, words = _clause_bond(citation.clause, say)
    if citation.clause is not None and citation.clause.strength == "R-":
        rank, words = _FORM["mention"], say.prohibited
    if citation.form == "partial":
        return rank - 0.5, say.partial.format(named=citation.named, words=words)
    if link.how == "series" and not says_all_parts(citation.named) and not part_named(citation.named):
        return min(rank, _PART_OPEN), say.part_open.format(words=words)
    return rank, say.strict.format(words=words)


def proposed(rank: float, bond: str, say: Bonds = ENGLISH) -> tuple[float, str]:
    """Return rank and words of a step that stands in a draft: it is proposed, whatever it says."""
    return min(rank, _PROPOSED), say.proposed.format(words=bond)


def _clause_bond(clause: ClauseAt | None, say: Bonds) -> tuple[float, str]:
    strength = clause.strength if clause and clause.strength in _CLAUSE else None
    rank, words = _CLAUSE[strength], say.clause[strength]
    if clause is None or not clause.mark:
        return rank, words
    if clause.strength == "R+" and clause.mark_means:
        rank = MARKED
    return rank, f"{clause.mark} {say.counted if counts(clause) else words}"


def counts(clause: ClauseAt) -> bool:
    """Return whether a clause bears a mark that makes it count in the evaluation, by the document's own legend."""
    return bool(clause.mark and clause.mark_means and clause.strength == "C+")


def clause_bond(clause: ClauseAt, say: Bonds = ENGLISH) -> tuple[float, str]:
    """Return the rank of a clause that makes a table binding, or asks for something itself."""
    rank, words = _clause_bond(clause, say)
    return rank, say.by_clause.format(words=words)


def finding_bond(bearing: Bearing, say: Bonds = ENGLISH) -> tuple[float, str]:
    """Return the rank of what a chain ends in: the field's obligation, or the clause's strength."""
    finding = bearing.finding
    if bearing.annex == "informative":
        return _INFORMATIVE, say.informative
    if bearing.own or finding.element is None:
        if bearing.clause is not None:
            return clause_bond(bearing.clause, say)
        strength = finding.strength if finding.strength in _CLAUSE else None
        return _CLAUSE[strength], say.by_clause.format(words=say.clause[strength])
    if finding.about in ("field", "parameter"):
        obligation = finding.element.obligation
        return _FIELD[obligation], say.field[obligation]
    acts = finding.act in ("L4", "L5", "L6") or finding.about in ("function", "condition")
    things = say.acting if acts else say.thing
    return 6.0, say.defines.format(thing=things.get(finding.about, finding.about))


def overall(ranks: list[float], bonds: list[str], say: Bonds = ENGLISH) -> tuple[int, str]:
    """Return the index of the weakest step, the last of several, and what it makes of the whole."""
    least = min(ranks)
    index = max(place for place, rank in enumerate(ranks) if rank == least)
    if least < REQUIRED:
        return index, bonds[index]
    return index, say.none_marked if least >= MARKED else say.none_weaker
