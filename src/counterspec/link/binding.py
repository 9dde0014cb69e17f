"""How strongly each step of a chain binds: ranks to find the weakest, and its name in words."""

from __future__ import annotations

from counterspec.link.bearing import Bearing
from counterspec.link.numbers import part_named, says_all_parts
from counterspec.model import CitationAt, ClauseAt, Link

REQUIRED = 10.0
"""From here on nothing is weaker than a requirement."""
MARKED = 11.0
"""A requirement that the document marks and whose mark it explains."""
_CLAUSE: dict[str | None, tuple[float, str]] = {
    "R+": (REQUIRED, "requirement"),
    "R-": (REQUIRED, "prohibition"),
    "X": (5.0, "a duty set elsewhere"),
    "K": (5.0, "a capability"),
    None: (5.5, "strength not shown"),
    "C+": (4.5, "recommended"),
    "P": (3.5, "allowed"),
    "D": (3.4, "a statement"),
    "C-": (3.2, "advised against"),
    "P0": (3.1, "not required"),
}
_FORM: dict[str, tuple[float, str]] = {
    "choice": (4.0, "citation by choice"),
    "normative_list": (2.0, "listed among references"),
    "mention": (1.0, "mentioned only"),
    "bibliography": (0.5, "in the bibliography only"),
}
_FIELD = {
    "required": (REQUIRED, "field mandatory"),
    "conditional": (7.0, "field conditional"),
    "optional": (6.5, "field optional"),
    None: (6.0, "field; whether mandatory not stated"),
}
_INFORMATIVE = 2.5
_PROPOSED = 3.0
_PART_OPEN = 5.2


def rank_of(citation: CitationAt, link: Link) -> float:
    """Return how strongly a citation binds; more is stronger, `REQUIRED` a requirement."""
    return citation_bond(citation, link)[0]


def citation_bond(citation: CitationAt, link: Link) -> tuple[float, str]:
    """Return the rank of a citation, and in a few words how it binds."""
    if citation.form in _FORM:
        rank, words = _FORM[citation.form]
        return rank, words
    rank, words = _clause_bond(citation.clause)
    if citation.clause is not None and citation.clause.strength == "R-":
        rank, words = _FORM["mention"][0], "cited in a prohibition"
    if citation.form == "partial":
        return rank - 0.5, f"partial ({citation.named}), {words}"
    if link.how == "series" and not says_all_parts(citation.named) and not part_named(citation.named):
        return min(rank, _PART_OPEN), f"strict, {words}, part not stated"
    return rank, f"strict, {words}"


def proposed(rank: float, bond: str) -> tuple[float, str]:
    """Return rank and words of a step that stands in a draft: it is proposed, whatever it says."""
    return min(rank, _PROPOSED), f"proposed in a draft, {bond}"


def _clause_bond(clause: ClauseAt | None) -> tuple[float, str]:
    rank, words = _CLAUSE[clause.strength if clause and clause.strength in _CLAUSE else None]
    if clause is not None and clause.mark:
        if clause.strength == "R+" and clause.mark_means:
            return MARKED, f"{clause.mark} {words}"
        return rank, f"{clause.mark} {words}"
    return rank, words


def clause_bond(clause: ClauseAt) -> tuple[float, str]:
    """Return the rank of a clause that makes a table binding, or asks for something itself."""
    rank, words = _clause_bond(clause)
    return rank, f"clause: {words}"


def finding_bond(bearing: Bearing) -> tuple[float, str]:
    """Return the rank of what a chain ends in: the field's obligation, or the clause's strength."""
    finding = bearing.finding
    if bearing.annex == "informative":
        return _INFORMATIVE, "in an informative annex"
    if bearing.own or finding.element is None:
        if bearing.clause is not None:
            return clause_bond(bearing.clause)
        rank, words = _CLAUSE[finding.strength if finding.strength in _CLAUSE else None]
        return rank, f"clause: {words}"
    if finding.about in ("field", "parameter"):
        return _FIELD[finding.element.obligation]
    if finding.act in ("L4", "L5", "L6") or finding.about in ("function", "condition"):
        return 6.0, f"a {finding.about} it defines"
    thing = {"enum": "code list", "member": "value", "record": "record type"}.get(
        finding.about, finding.about
    )
    return 6.0, f"a {thing} it defines"


def overall(ranks: list[float], bonds: list[str]) -> tuple[int, str]:
    """Return the index of the weakest step, the last of several, and what it makes of the whole."""
    least = min(ranks)
    index = max(place for place, rank in enumerate(ranks) if rank == least)
    if least < REQUIRED:
        return index, bonds[index]
    return (
        index,
        "none weaker than a marked requirement" if least >= MARKED else "none weaker than a requirement",
    )
