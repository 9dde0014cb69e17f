"""Findings added by hand: somebody selects words of a document and says what they record, and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from counterspec.casework.by_hand import Saying, add, take_back
from counterspec.casework.clock import now
from counterspec.errors import CounterspecError
from counterspec.model import Span
from counterspec.web.audit import note
from counterspec.web.guard import Reviewer, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()


@router.post("/documents/{sha256}/by-hand")
def added(
    request: Request, desk: TheDesk, session: Reviewer, sha256: str, start: Annotated[int, Form()],
    end: Annotated[int, Form()], concept: Annotated[str, Form()], act: Annotated[str, Form()],
    why: Annotated[str, Form()],
) -> Response:  # fmt: skip
    """Add a finding by hand and lead to it; what is wrong is said in the form."""
    saying = Saying(concept.strip(), act, why)
    try:
        made = add(desk.case, sha256, Span(start, end), saying, desk.setup.concepts, session.name, now())
    except CounterspecError as error:
        return page(request, session, "parts/problem.html", problem=f"{error}. {error.hint or ''}".strip())
    note(desk, session.name, "finding added by hand", made.id)
    return Response(status_code=204, headers={"HX-Redirect": f"/documents/{sha256}?finding={made.id}"})


@router.post("/findings/{finding}/take-back")
def taken(desk: TheDesk, session: Reviewer, finding: str) -> Response:
    """Take back one's own finding, and lead to the document it was added to."""
    one = take_back(desk.case, finding, session.name, now())
    note(desk, session.name, "finding added by hand taken back", one.id)
    return Response(status_code=204, headers={"HX-Redirect": f"/documents/{one.sha256}"})


ENTRY = Screen("by_hand", router)
