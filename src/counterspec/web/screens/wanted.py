"""Wanted documents: cited by number and not in the case, the most cited first."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from counterspec.link.numbers import shown
from counterspec.store.wanted import count_wanted, wanted_rows
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.paging import Part
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_PAGE = 100


@router.get("/wanted")
def wanted(request: Request, desk: TheDesk, session: Reader, name: str = "", skip: int = 0) -> Response:
    """Show the documents whose number or title says the words."""
    current = desk.linked()
    words = name.strip()
    with desk.reading() as connection:
        part = Part(request, skip, _PAGE, count_wanted(connection, words))
        rows = wanted_rows(connection, words=words, limit=_PAGE, skip=part.skip)
    return page(
        request, session, "wanted.html", rows=rows, part=part, name=name, current=current, shown=shown
    )


ENTRY = Screen("wanted", router)
