"""How the terminal shows tiers, acts and marks: shape and letter first, then hue; no red, no score."""

from __future__ import annotations

from counterspec.model import Finding

SHAPES = {"A": "◆", "B": "⬢", "C": "▲", "D": "■", "E": "●", "N": "▭"}
HUES = {"A": "#cba6ee", "B": "#79ccd4", "C": "#e5aa85", "D": "#a9b8f0", "E": "#accb8d", "N": "#96a3ae"}
TIERS = {
    "A": "protected attribute",
    "B": "identifying biometric",
    "C": "proxy",
    "D": "status or list",
    "E": "description",
    "N": "neutral control",
}
MARK = "#ffe680 on #57480a"
QUIET = "#96a3ae"
NUMBER = "#8cc2f5"
WARN = "#e6b070"
ACTS = {
    "L0": "L0 mention",
    "L1": "L1 slot defined",
    "L2": "L2 support required",
    "L3": "L3 populate required",
    "L4": "L4 infer required",
    "L5": "L5 sort or search",
    "L6": "L6 alert or act",
    "LX": "LX forbidden",
}
PROVENANCE = {
    "self_declared": "self-declared",
    "official_record": "official record",
    "observer_perceived": "observer-perceived",
    "machine_inferred_biometric": "machine-inferred",
    "machine_inferred_other": "machine-inferred",
    "third_party": "from a third party",
}
OBLIGATION = {"required": "field mandatory", "optional": "field optional", "conditional": "field conditional"}
STANDING = {
    "confirmed": "confirmed by review",
    "rejected": "rejected in review",
    "unsure": "review unsure",
    "disputed": "reviewers differ",
    "look-again": "reads differently now: look again",
}
"""What the verdicts on a finding come to."""
STRENGTH = {
    "R+": "clause requires",
    "R-": "clause forbids",
    "C+": "clause recommends, or counts in the evaluation",
    "C-": "clause advises against",
    "P": "clause permits",
    "P0": "clause does not require",
    "K": "clause states a capability",
    "D": "clause describes",
    "X": "clause refers to a duty set elsewhere",
}
"""What a clause does, by the strength of its words, or by what the document's legend says of its mark."""

RECOMMENDS = {False: "clause recommends", True: "clause counts in the evaluation"}
"""What a clause of strength C+ does; of a clause with a mark it is the document's legend that says so."""


def clause_said(finding: Finding) -> str:
    """Return what the clause of a finding does, "" where nothing says how binding it is."""
    if finding.strength == "C+":
        return RECOMMENDS[finding.says is not None and bool(finding.says.mark_means)]
    return STRENGTH.get(finding.strength or "", "")


ROLES = {
    "drafter": "drafter of the document",
    "proposer": "proposer of the document",
    "custodian": "custodian of the document",
    "issuer": "issuer of the document",
    "publisher": "publisher of the document",
    "supervisor": "supervising body",
    "buyer": "buyer",
    "agent": "agent of the buyer",
    "bidder": "bidder",
    "winner": "winner of the award",
    "supplier": "supplier",
    "applicant": "applicant of the patent",
    "assignee": "assignee of the patent",
}
"""What a document names an organisation as; a role says nothing of the other roles."""
