"""A finding that a person added by hand: the sentence says who says so, and the words are the document's own."""

from __future__ import annotations

from counterspec.findings.evidence import evidence_at
from counterspec.findings.statements import kind_of, of_prose, says_of, statement, summary_of
from counterspec.model import Added, ByHand, Document, Evidence, Finding, LineIndex, Span
from counterspec.syntax.cell_places import CellPlaces


def finding_by_hand(
    document: Document, lines: LineIndex, one: ByHand, span: Span, *, as_was: bool
) -> Finding:
    """Return the finding at the place where its words stand now; `as_was` says that they read as they did."""
    added = Added(one.by, one.at, one.entry, None if as_was else one.quote)
    evidence = evidence_at(document, lines, span, CellPlaces(document).at(span.start))
    form = of_prose(one.act)
    short = f"{summary_of(form, one.label, one.act, None).removesuffix('.')}, as {added}"
    says = says_of(document, evidence, form, None, None, None)
    return Finding(
        id=one.id,
        file=document.path,
        evidence=evidence,
        concept=one.concept,
        tier=one.tier,
        act=one.act,
        grade="finding",
        summary=f"{short}.",
        statement=statement(document, evidence, f"{short}{_then(evidence, added)}", one.act, says),
        rule=None,
        why=(one.why,),
        media_type=document.media_type,
        document_kind=kind_of(document),
        document_title=document.title,
        document_number=document.number,
        document_date=document.date,
        says=says,
        added=added,
    )


def _then(evidence: Evidence, added: Added) -> str:
    """Return what is to be said of the words where they, or their sentence, read otherwise when it was added."""
    if added.was is None:
        return ""
    if added.was == evidence.quote:
        return " to a sentence that read otherwise then"
    return f" where it read “{' '.join(added.was.split())}”"
