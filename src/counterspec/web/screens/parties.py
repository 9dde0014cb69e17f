"""Parties: organisations, their names and roles, what documents and they themselves say, where they are listed."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from counterspec.casework.clock import now
from counterspec.casework.naming import DECISIONS, decide
from counterspec.casework.party_page import page_of
from counterspec.casework.statements import record
from counterspec.errors import UsageError
from counterspec.model import NameDecision, Statement
from counterspec.terminal.look import ROLES
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Reader, Reviewer, TheDesk
from counterspec.web.paging import Part
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_PAGE = 100
_CLAIMS = 5


@router.get("/parties")
def parties(
    request: Request, desk: TheDesk, session: Reader, name: str = "", role: str = "", skip: int = 0
) -> Response:
    """Show every organisation that documents of the case name, most named first."""
    with desk.reading() as connection:
        known = desk.parties.of(connection)
    found = known.named(name, role)
    part = Part(request, skip, _PAGE, len(found))
    rows = [
        (one, known.parties.decided(one), known.parties.listed(one), known.parties.statements(one))
        for one in found[part.skip : part.last]
    ]
    return page(
        request, session, "parties.html", rows=rows, part=part, name=name, role=role, roles=ROLES, open=known.open,
        current=known.current,
    )  # fmt: skip


@router.get("/parties/{name:path}")
def party(request: Request, desk: TheDesk, session: Reader, name: str) -> Response:
    """Show everything about one organisation."""
    return page(request, session, "party.html", **_shown(desk, name))


def _shown(desk: Desk, name: str) -> dict[str, Any]:
    with desk.reading() as connection:
        known = desk.parties.of(connection).parties
        one = known.find(name)
        shown = page_of(connection, known, one, now()[:10], _CLAIMS)
    claims = [
        (role, list(found)) for role, found in groupby(shown.claims, key=lambda claim: claim.place.party.role)
    ]
    return {
        "one": one,
        "shown": shown,
        "claims": claims,
        "roles": ROLES,
        "written": known.written,
        "today": now()[:10],
    }


@router.post("/names")
def names(
    desk: TheDesk, session: Reviewer, decision: Annotated[str, Form()], a: Annotated[str, Form()],
    b: Annotated[str, Form()], reason: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Accept that two names are one organisation, keep them apart, or take that back."""
    if decision not in DECISIONS:
        raise UsageError(f"{decision}: no decision on names")
    with desk.reading() as connection:
        known = desk.parties.of(connection).parties
        first, second = known.known_name(a), known.known_name(b)
    made = NameDecision(first, second, DECISIONS[decision], reason[:2_000], session.name, now())  # type: ignore[arg-type]
    decide(desk.case, made, known.groups)
    note(desk, session.name, f"names {decision}", f"{first} / {second}")
    return Response(status_code=204, headers={"HX-Refresh": "true"})


@router.post("/statements")
def statement(
    desk: TheDesk, session: Reviewer, party: Annotated[str, Form()], text: Annotated[str, Form()],
    said_on: Annotated[str, Form()], by: Annotated[str, Form()], source: Annotated[str, Form()],
    place: Annotated[str, Form()] = "", concerns: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Record what a party answered; `concerns` has one document, finding or party a line."""
    about = tuple(line.strip() for line in concerns.splitlines()[:200] if line.strip())
    record(desk.case, Statement("", party, text, said_on, by, place, source, about), session.name, now())
    note(desk, session.name, "statement", party)
    return Response(status_code=204, headers={"HX-Refresh": "true"})


ENTRY = Screen("parties", router, "Parties", "/parties", 60, "p")
