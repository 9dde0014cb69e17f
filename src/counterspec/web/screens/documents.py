"""The documents of the case: what each is by its own words, how much of it was read, what was found."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import Response

from counterspec.model import State
from counterspec.store.listing import Listed, listed
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_PAGE = 200


@router.get("/documents")
def documents(
    request: Request,
    desk: TheDesk,
    session: Reader,
    kind: str = "",
    state: str = "",
    name: str = "",
    skip: int = 0,
) -> Response:
    """Show the documents that pass the filter, by name."""
    wanted = name.strip().casefold()
    shown: list[Listed] = []
    total = 0
    states = tuple(one for one in get_args(State) if one == state)
    with desk.reading() as connection:
        for one in listed(connection, [kind] if kind else (), states):
            card = one.card
            said = (card.name, card.number or "", card.title or "")
            if wanted and not any(wanted in text.casefold() for text in said):
                continue
            total += 1
            if skip < total <= skip + _PAGE:
                shown.append(one)
    return page(
        request, session, "documents.html", shown=shown, total=total, skip=skip, step=_PAGE, kind=kind, state=state,
        name=name,
    )  # fmt: skip


ENTRY = Screen("documents", router, "Documents", "/documents", 30, "d")
