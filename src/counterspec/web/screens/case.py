"""The case at a glance: coverage, findings by concept and act, review, documents in time, wanted documents."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()


@router.get("/")
def case(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Show the case."""
    return page(request, session, "case.html")


ENTRY = Screen("case", router, "Case", "/", 10, "c")
