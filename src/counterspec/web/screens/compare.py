"""Compare: two editions side by side, what differs as a list and on the pages."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from counterspec.casework.editions import compared_in, name_for, two
from counterspec.model import Card, Change
from counterspec.store.editions import count_numbers, editions_of, numbers
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.paging import Part
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_MOST = 500
"""Changes shown; the page says how many more there are."""
_NUMBERS = 20
"""Numbers with several editions that are listed at once."""


@router.get("/compare")
def compare(
    request: Request,
    desk: TheDesk,
    session: Reader,
    a: str = "",
    b: str = "",
    at: int = 0,
    every: bool = False,
    skip: int = 0,
) -> Response:
    """Show what differs between two documents, or which editions the case has."""
    with desk.reading() as connection:
        part = Part(request, skip, _NUMBERS, count_numbers(connection))
        groups = [
            (number, editions_of(connection, number))
            for number in numbers(connection, limit=_NUMBERS, skip=part.skip)
        ]
        pair = two(connection, a, b) if a and b else _first(groups)
        names = {card.sha256: name_for(connection, card) for card in _cards(pair, groups)}
    shown: dict[str, Any] = {
        "groups": groups,
        "part": part,
        "pair": pair,
        "names": names,
        "every": every,
        "at": at,
        "found": None,
        "changes": [],
    }
    if pair is not None:
        done = next(iter(compared_in(desk.case, [pair], desk.setup)))
        changes = list(done.comparison.changes) if done.comparison else []
        kept = [one for one in changes if every or one.concepts] or changes
        shown |= {
            "done": done, "found": done.comparison, "changes": kept[:_MOST], "more": max(0, len(kept) - _MOST),
            "quiet": len(changes) - len(kept), "chosen": kept[at] if 0 <= at < len(kept) else None, "sign": _sign,
            "tiers_of": {concept.id: concept.tier for concept in desk.setup.concepts.values()},
        }  # fmt: skip
    return page(request, session, "compare.html", **shown)


def _sign(change: Change) -> tuple[str, str]:
    """Return the sign of a change and the class of its colour."""
    if change.before is None:
        return "+", "a"
    return ("−", "d") if change.after is None else ("~", "m")


def _cards(pair: tuple[Card, Card] | None, groups: list[tuple[str, list[Card]]]) -> list[Card]:
    return [*(pair or ()), *(card for _, held in groups for card in held)]


def _first(groups: list[tuple[str, list[Card]]]) -> tuple[Card, Card] | None:
    if not groups:
        return None
    held = groups[0][1]
    return held[0], next(card for card in held if card.edition != held[0].edition)


ENTRY = Screen("compare", router, "Compare", "/compare", 50, "m")
