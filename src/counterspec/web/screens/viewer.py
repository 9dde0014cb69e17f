"""One document: page pictures with words, tables and findings over them, its text, its code; every place has a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from counterspec.casework.by_hand import nowhere
from counterspec.casework.remove import named_by_statement
from counterspec.errors import UsageError
from counterspec.model import Document, Finding, Page, Span
from counterspec.store.documents import findings_of, problems_of
from counterspec.store.listing import listed_of
from counterspec.store.pages import words_on
from counterspec.store.verdicts import judged
from counterspec.web.desk import Desk
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.pictures import Wanted
from counterspec.web.render import language_of
from counterspec.web.render import page as rendered
from counterspec.web.review import reviewed
from counterspec.web.screens import Screen
from counterspec.web.sentences import summary_of
from counterspec.web.viewing import Lit
from counterspec.web.viewing.lines import stretch_of
from counterspec.web.viewing.opened import Opened, drawable
from counterspec.web.viewing.overlay import overlay
from counterspec.web.viewing.reading import as_read

router = APIRouter()
_LISTED = 200
"""Findings of a document that are listed beside a page without any."""
_DPI = 110
_THUMB_DPI = 18
_DPIS = (_THUMB_DPI, 72, _DPI, 160, 220)
_HOUR = "private, max-age=3600"
_FOREVER = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asked:
    """Where in a document somebody wants to look: a finding, a range of its text, a page or a line, in a language."""

    finding: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    line: int | None = None
    text: bool = False
    language: str = "en"


@router.get("/documents/{sha256}")
def viewer(
    request: Request, desk: TheDesk, session: Reader, sha256: str, finding: str | None = None, start: int | None = None,
    end: int | None = None, page: int | None = None, line: int | None = None, text: bool = False,
) -> Response:  # fmt: skip
    """Show a document at the place asked for."""
    with desk.reading() as connection:
        opened = desk.shelf.open(connection, sha256)
        asked = Asked(finding, start, end, page, line, text, language_of(request))
        values = {**_shown(desk, connection, opened, asked), "listed": _LISTED}
        if session.may("owner"):
            values |= _going(connection, opened.card.sha256)
        return rendered(request, session, "viewer.html", **values)


def _going(connection: Connection, sha256: str) -> dict[str, Any]:
    """Return what somebody is told who wants to remove the document."""
    [going] = listed_of(connection, [sha256])
    return {"going": going, "answers": named_by_statement(connection, sha256)}


def _shown(desk: Desk, connection: Connection, opened: Opened, asked: Asked) -> dict[str, Any]:
    card, document = opened.card, opened.document
    findings = [
        one
        for one in findings_of(connection, card.sha256)
        if one.grade == "finding" or one.id == asked.finding
    ]
    problems = list(problems_of(connection, card.sha256))
    if document is None:
        return {
            "card": card,
            "view": "unread",
            "problems": problems,
            "findings": [],
            "chosen": None,
            "pages": [],
        }
    chosen = next((one for one in findings if one.id == asked.finding), None)
    here = _page(document, chosen, asked)
    on_page = [one for one in findings if here is None or one.evidence.page == here.number]
    if chosen is None and asked.start is None and asked.line is None:
        chosen = next(iter(on_page), None)
    hits = (Span(asked.start, asked.end),) if asked.start is not None and asked.end is not None else ()
    lit = Lit(
        on_page, chosen, hits, asked.language, lambda one: summary_of(one, desk.setup, asked.language)[0]
    )
    order = findings if here is None else sorted(findings, key=lambda one: (one.evidence.span, one.id))
    return {
        "card": card, "document": document, "problems": problems, "findings": findings, "on_page": on_page,
        "chosen": chosen, "nowhere": nowhere(connection, card.sha256), "concepts": desk.setup.concepts,
        "review": reviewed(connection, chosen, desk.setup, asked.language) if chosen else None,
        "around": _neighbours(order, chosen), "first": next(iter(order), None), "page": here,
        "pages": _thumbs(document, findings, problems),
        **_view(connection, opened, here, lit, asked),
    }  # fmt: skip


def _page(document: Document, chosen: Finding | None, asked: Asked) -> Page | None:
    if not document.pages:
        return None
    if chosen and chosen.evidence.page:
        return document.page_at(chosen.evidence.span.start)
    if asked.start is not None:
        return document.page_at(asked.start)
    found = next((one for one in document.pages if one.number == asked.page), None)
    if asked.page is not None and found is None:
        raise UsageError(f"{document.path}: no page {asked.page}; it has {len(document.pages)}")
    return found or document.pages[0]


def _view(
    connection: Connection, opened: Opened, here: Page | None, lit: Lit, asked: Asked
) -> dict[str, Any]:
    """Return which view shows the place, and what is shown in it."""
    document, lines = opened.document, opened.lines
    assert document is not None and lines is not None
    drawn = here is not None and not asked.text and drawable(opened.card)
    if here is not None and drawn:
        words = words_on(connection, document.sha256, here.number)
        return {"view": "page", "over": overlay(document, here, words, lit), "dpi": _DPI}
    if document.passages or document.tables:
        return {"view": "text", "body": as_read(document, here, lit), "drawable": drawable(opened.card)}
    line = asked.line or (lines.line(asked.start) if asked.start is not None else 1)
    if lit.chosen:
        line = lines.line(lit.chosen.evidence.span.start)
    return {
        "view": "lines",
        "stretch": stretch_of(document, lines, lit, max(1, min(line, len(lines.starts)))),
    }


def _neighbours(findings: list[Finding], chosen: Finding | None) -> tuple[str | None, str | None]:
    ids = [one.id for one in findings]
    if chosen is None or chosen.id not in ids:
        return None, ids[0] if ids else None
    place = ids.index(chosen.id)
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)


def _thumbs(document: Document, findings: list[Finding], problems: list[Any]) -> list[dict[str, Any]]:
    counted: dict[int, int] = {}
    for one in findings:
        if one.evidence.page is not None:
            counted[one.evidence.page] = counted.get(one.evidence.page, 0) + 1
    unread = {problem.page for problem in problems if problem.page is not None and problem.lost}
    return [
        {"number": page.number, "findings": counted.get(page.number, 0), "unread": page.number in unread}
        for page in document.pages
    ]


@router.get("/documents/{sha256}/pages/{number}.png")
def picture(desk: TheDesk, session: Reader, sha256: str, number: int, dpi: int = _DPI) -> Response:
    """Return the picture of a page; the digest and the resolution name it for good."""
    with desk.reading() as connection:
        card = desk.shelf.open(connection, sha256).card
    if dpi not in _DPIS or not 1 <= number <= max(card.pages, 1):
        raise UsageError(f"page {number} at {dpi} dpi is not drawn")
    drawn = desk.pictures.of(Wanted(sha256, card.name, card.format, number, dpi))
    return Response(drawn, media_type="image/png", headers={"Cache-Control": _FOREVER})


@router.get("/findings/{finding}/crop.png")
def crop(desk: TheDesk, session: Reader, finding: str, narrow: bool = False) -> Response:
    """Return the part of the page a finding stands on, its quote marked."""
    with desk.reading() as connection:
        evidence = judged(connection, finding).finding.evidence
        card = desk.shelf.open(connection, evidence.sha256).card
    if evidence.page is None or not evidence.boxes:
        raise UsageError(f"{finding} stands on no page that can be drawn")
    wanted = Wanted(evidence.sha256, card.name, card.format, evidence.page, _DPI, evidence.boxes, narrow)
    return Response(
        desk.pictures.of(wanted), media_type="image/png", headers={"Cache-Control": "private, max-age=3600"}
    )


@router.get("/documents/{sha256}/crop.png")
def place(desk: TheDesk, session: Reader, sha256: str, start: int, end: int) -> Response:
    """Return the part of the page around any place of a document, its words marked."""
    with desk.reading() as connection:
        opened = desk.shelf.open(connection, sha256)
        here = opened.document.page_at(start) if opened.document else None
        words = words_on(connection, sha256, here.number) if here else None
    if here is None or words is None or not 0 <= start < end:
        raise UsageError("no page that can be drawn stands there")
    text = opened.document.text if opened.document else ""
    boxes = tuple(word.part(Span(start, end), text) for word in words.within(Span(start, end)))
    if not boxes:
        raise UsageError("no words stand there")
    wanted = Wanted(sha256, opened.card.name, opened.card.format, here.number, _DPI, boxes, True)
    return Response(desk.pictures.of(wanted), media_type="image/png", headers={"Cache-Control": _HOUR})


ENTRY = Screen("viewer", router)
