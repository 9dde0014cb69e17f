"""Remove a document from the case: asked for in its viewer, told in the list of documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from counterspec.errors import CounterspecError
from counterspec.web.guard import Owner, TheDesk
from counterspec.web.removing import take_out
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()


@router.post("/documents/{sha256}/remove")
def remove(
    request: Request, desk: TheDesk, session: Owner, sha256: str, reason: Annotated[str, Form()] = ""
) -> Response:
    """Remove a document and lead to the list, which says so; what is in the way is said in the dialog."""
    try:
        take_out(desk, session, sha256, reason[:2_000])
    except CounterspecError as error:
        return page(request, session, "parts/problem.html", problem=f"{error}. {error.hint}".strip())
    return Response(status_code=204, headers={"HX-Redirect": f"/documents?removed={sha256}"})


ENTRY = Screen("remove", router)
