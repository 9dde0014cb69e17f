"""Parties: the organisations a document names in a role; the people it names are never collected."""

from __future__ import annotations

from counterspec.extract import Extractor, Fact
from counterspec.model import Document
from counterspec.syntax.parties import parties_of


def _extract(document: Document) -> tuple[Fact, ...]:
    return parties_of(document)


ENTRY = Extractor(
    id="parties",
    title="Parties",
    extract=_extract,
    reads="drafters, proposer, custodian, issuer; buyer, agent, bidders, winner; applicant and assignee",
)
