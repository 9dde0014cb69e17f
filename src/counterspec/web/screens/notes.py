"""Findings by hand: somebody selects words of a document and says what they record, and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from counterspec.casework.clock import now
from counterspec.casework.notes import Place, add, take_back
from counterspec.errors import CounterspecError, UsageError
from counterspec.web.audit import note
from counterspec.web.guard import Reviewer, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()


@router.post("/documents/{sha256}/notes")
def added(
    request: Request, desk: TheDesk, session: Reviewer, sha256: str, start: Annotated[int, Form()],
    end: Annotated[int, Form()], concept: Annotated[str, Form()], act: Annotated[str, Form()],
    why: Annotated[str, Form()],
) -> Response:  # fmt: skip
    """Keep a finding by hand and lead to it; what is wrong is said in the form."""
    try:
        with desk.reading() as connection:
            document = desk.shelf.open(connection, sha256).document
        if document is None:
            raise UsageError("the document was not read")
        place = Place(start, end, concept.strip(), act, why)
        made = add(desk.case, document, place, desk.setup.concepts, session.name, now())
    except CounterspecError as error:
        return page(request, session, "parts/problem.html", problem=f"{error}. {error.hint or ''}".strip())
    note(desk, session.name, "finding by hand", made.id)
    where = f"/documents/{sha256}?start={made.span.start}&end={made.span.end}"
    return Response(status_code=204, headers={"HX-Redirect": where})


@router.post("/notes/{finding}/take-back")
def taken(desk: TheDesk, session: Reviewer, finding: str) -> Response:
    """Take back one's own finding by hand."""
    take_back(desk.case, finding, session.name, now())
    note(desk, session.name, "finding by hand taken back", finding)
    return Response(status_code=204, headers={"HX-Refresh": "true"})


ENTRY = Screen("notes", router)
