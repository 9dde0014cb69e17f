"""Clauses: what a document obliges, forbids, advises and allows, by the rules it is written by."""

from __future__ import annotations

from counterspec.extract import Extractor
from counterspec.model import Clause, Document


def _extract(document: Document) -> tuple[Clause, ...]:
    if document.kind == "code" or not document.passages:
        return ()
    # The tables of words are large; a scan of code never needs them.
    from counterspec.syntax.clause.reader import clauses_of

    return clauses_of(document)


ENTRY = Extractor(
    id="clauses",
    title="Clauses and their strength",
    extract=_extract,
    reads=(
        "Sentences, list items and rows that oblige, forbid, advise or allow, by the rules the document is written by: "
        "GB/T 1.1, engineering codes, ISO/IEC Directives, BCP 14, ETSI, law and tenders in many languages; the "
        "marks of tenders with the document's own legend; the claims of patents."
    ),
)
