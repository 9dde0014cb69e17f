"""The bibliography of a document: what it says of itself on its cover, in its foreword, in its own fields."""

from __future__ import annotations

from counterspec.extract import Extractor, Fact
from counterspec.model import Document
from counterspec.syntax.bibliography import bibliography_of


def _extract(document: Document) -> tuple[Fact, ...]:
    return (bibliography_of(document),)


ENTRY = Extractor(
    id="bibliography",
    title="Bibliography",
    extract=_extract,
    reads="kind of document, number, titles, dates, issuers, what it replaces, project facts of tenders",
)
