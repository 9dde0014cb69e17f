"""Tenders and notices: the project's number and name stand for number and title."""

from __future__ import annotations

import re

from counterspec.model import Bibliography, Document, Said
from counterspec.syntax import jurisdictions
from counterspec.syntax.document_kind import DocumentKind
from counterspec.syntax.front import front_of
from counterspec.syntax.languages import language_of
from counterspec.syntax.tenders import Tender, tender_of

_DETAILS = ("project_number", "project_name", "buyer", "agent", "budget", "publication_date",
            "documents_available", "bid_deadline", "cover_date", "star_legend")  # fmt: skip
_HEAD = 60_000
_MAINLAND = re.compile(r"中华人民共和国|政府采购法|财政部")


def tender_bibliography(document: Document, kind: DocumentKind) -> Bibliography:
    """Return what a tender says; buyer and agent are the first named in each role."""
    tender = tender_of(document)
    said = dict(tender.said)
    for role, party in tender.parties:
        if role in ("buyer", "agent"):
            said.setdefault(role, party)
    title = said.get("project_name")
    return Bibliography(
        kind.kind, kind.why,
        number=said.get("project_number"),
        titles=((language_of(title.value), title),) if title else (),
        issued=said.get("publication_date") or said.get("cover_date"),
        jurisdiction=_jurisdiction(document, tender, title),
        details=tuple((name, said[name]) for name in _DETAILS if name in said),
    )  # fmt: skip


def _jurisdiction(document: Document, tender: Tender, title: Said | None) -> Said | None:
    """Return the country that the buyer's name, the title or the law that is named shows."""
    chinese = title is not None and language_of(title.value) == "zh"
    names = [said for role, said in tender.parties if role == "buyer"]
    for said in (*names, *([title] if title else [])):
        place = None if chinese else jurisdictions.by_words(said.value, chinese=False)
        if place:
            return Said(place[0], said.span)
    front = front_of(document).plain
    law = _MAINLAND.search(front.text, 0, _HEAD) if chinese or title is None else None
    if law:
        return Said("CN", front.span(*law.span()))
    place = jurisdictions.by_words(front.text[:4_000], chinese=chinese)
    return Said(place[0], front.span(place[1], place[2])) if place else None
