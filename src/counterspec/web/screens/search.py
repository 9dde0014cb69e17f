"""Search the pages of the case, in any script, exactly; a hit opens at its place."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from counterspec.errors import UsageError
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.search import Hits, search
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_PAGE = 30


@router.get("/search")
def searched(
    request: Request, desk: TheDesk, session: Reader, q: str = "", kind: str = "", skip: int = 0
) -> Response:
    """Show the pages that say the words."""
    found: Hits | None = None
    problem = ""
    if q.strip():
        wanted = DocumentFilter(kinds=(kind,)) if kind else None
        try:
            with desk.reading() as connection:
                found = search(connection, q[:500], wanted, limit=_PAGE, offset=max(0, min(skip, 100_000)))
        except UsageError as error:
            problem = f"{error} {error.hint}"
    return page(
        request, session, "search.html", q=q, kind=kind, found=found, problem=problem, skip=skip, step=_PAGE
    )


ENTRY = Screen("search", router)
