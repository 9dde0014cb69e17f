"""Read a page again: what another recognition engine makes of it beside the case's reading, to be taken over."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from counterspec.errors import UsageError
from counterspec.recognise import engines
from counterspec.store.held import wishes_of
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Owner, Reader, Reviewer, TheDesk
from counterspec.web.render import page as rendered
from counterspec.web.rereading import Place
from counterspec.web.screens import Screen
from counterspec.web.viewing.opened import drawable

router = APIRouter()
_LONGEST = 2_000


@router.get("/documents/{sha256}/reread")
def reread(request: Request, desk: TheDesk, session: Reader, sha256: str, page: int) -> Response:
    """Show a page, the engines that could read it, and what the last of them made of it."""
    return rendered(request, session, "reread.html", **_shown(desk, Place(sha256, page)))


@router.get("/documents/{sha256}/reread/now")
def now(request: Request, desk: TheDesk, session: Reader, sha256: str, page: int) -> Response:
    """Return how far the reading of a page is; asked for while it runs."""
    return rendered(request, session, "parts/reread.html", **_shown(desk, Place(sha256, page)))


@router.post("/documents/{sha256}/reread")
def compare(
    request: Request, desk: TheDesk, session: Reviewer, sha256: str, page: Annotated[int, Form()],
    engine: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Read a page with an engine, or as usual with none, and change nothing."""
    place = Place(sha256, page)
    _shown(desk, place)
    desk.rereader.start(place, engine)
    return rendered(request, session, "parts/reread.html", **_shown(desk, place))


@router.post("/documents/{sha256}/reread/take")
def take(
    request: Request, desk: TheDesk, session: Owner, sha256: str, page: Annotated[int, Form()],
    engine: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Make what an engine reads the case's reading of a page."""
    place = Place(sha256, page)
    _shown(desk, place)
    desk.rereader.start(place, engine, (session.name, " ".join(reason.split())[:_LONGEST]))
    note(
        desk,
        session.name,
        f"asked to take over page {page}, read {f'by {engine}' if engine else 'as usual'}",
        sha256,
    )
    return rendered(request, session, "parts/reread.html", **_shown(desk, place))


def _shown(desk: Desk, place: Place) -> dict[str, Any]:
    """Return what the screen shows.

    Raises:
        UsageError: the document has no such page, or none that is drawn.
    """
    with desk.reading() as connection:
        opened = desk.shelf.open(connection, place.sha256)
        chosen = dict(wishes_of(connection, place.sha256).by_page).get(place.page, "")
    pages = opened.document.pages if opened.document else ()
    here = next((one for one in pages if one.number == place.page), None)
    if here is None or not drawable(opened.card):
        raise UsageError(f"{opened.card.name}: no page {place.page} that is drawn from a picture")
    able = [(engine, engine.missing()) for engine in engines()]
    return {
        "card": opened.card, "page": here, "pages": len(pages), "chosen": chosen,
        "engines": sorted(able, key=lambda one: one[1] is not None), "told": desk.rereader.told(place),
        "titles": {engine.id: engine.title for engine, _ in able},
    }  # fmt: skip


ENTRY = Screen("reread", router)
