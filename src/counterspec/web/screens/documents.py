"""The documents of the case: what each is by its own words, how much of it was read, what was found."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from counterspec.casework.remove import last_removal
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.listing import STATES, count_listed, listed
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.paging import Part
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_PAGE = 200
_UNKNOWN = "unknown"
"""How documents are asked for whose kind nothing tells."""


@router.get("/documents")
def documents(
    request: Request, desk: TheDesk, session: Reader, kind: str = "", state: str = "", name: str = "", since: str = "",
    until: str = "", cites: str = "", skip: int = 0, removed: str = "",
) -> Response:  # fmt: skip
    """Show the documents that pass the filter, by name; `removed` is the digest of one that has just gone."""
    if cites:
        desk.linked()
    wanted = DocumentFilter(
        kinds=("", kind) if kind == _UNKNOWN else (kind,) if kind else (),
        since=since or None,
        until=until or None,
        cites=cites,
    )
    states = (state,) if state in STATES else ()
    with desk.reading() as connection:
        part = Part(request, skip, _PAGE, count_listed(connection, wanted, states=states, words=name.strip()))
        shown = list(
            listed(connection, wanted, states=states, words=name.strip(), skip=part.skip, limit=_PAGE)
        )
        gone = last_removal(connection, removed) if removed else None
    return page(
        request, session, "documents.html", gone=gone, shown=shown, part=part, kind=kind, state=state, name=name,
        since=since, until=until, cites=cites,
    )  # fmt: skip


ENTRY = Screen("documents", router, "Documents", "/documents", 30, "d")
