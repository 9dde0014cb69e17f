"""Decisions on findings: confirm, reject, unsure, with a note; undo takes the last one back, the log keeps both."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from counterspec.casework.clock import now
from counterspec.casework.verdicts import give
from counterspec.store.verdicts import judged
from counterspec.web.audit import note
from counterspec.web.guard import Reviewer, TheDesk
from counterspec.web.render import language_of, page
from counterspec.web.review import reviewed
from counterspec.web.screens import Screen

router = APIRouter()


@router.post("/findings/{finding}/verdict")
def verdict(
    request: Request, desk: TheDesk, session: Reviewer, finding: str, decision: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "", row: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Write a decision and return what the finding stands at now, for a panel or for a row of the list."""
    give(desk.case, [finding], decision, reason.strip()[:2_000], session.name, now())
    note(desk, session.name, decision, finding)
    with desk.reading() as connection:
        review = reviewed(connection, judged(connection, finding).finding, desk.setup, language_of(request))
    answer = page(request, session, "parts/row_end.html" if row else "parts/verdict.html", review=review)
    answer.headers["HX-Trigger"] = "decided"
    return answer


ENTRY = Screen("decide", router)
