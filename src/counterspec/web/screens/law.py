"""Law: one finding held against one article at its dates; elements shown, not shown, exceptions nobody examined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from markupsafe import Markup

from counterspec.assess.evaluate import Wanted
from counterspec.assess.held import Use
from counterspec.assess.wording import not_linked
from counterspec.casework.assessing import Assessed, assessed, state_use, uses
from counterspec.casework.clock import now
from counterspec.model import Assessment, Finding
from counterspec.regimes import EFFECTS, GRADES
from counterspec.store.originals import count_original, original
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Reader, Reviewer, TheDesk
from counterspec.web.paging import Part
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_LISTED = 60
_TIERS = ("A", "B", "C", "D")
_RULE = re.compile(r"(?<=\()rule ([A-Za-z][A-Za-z0-9.-]*)(?=\))")
"""Another rule as the texts of rules name it: its article, and its id behind it."""


@router.get("/law")
def law(
    request: Request,
    desk: TheDesk,
    session: Reader,
    finding: str = "",
    rule: str = "",
    unverified: bool = False,
    skip: int = 0,
) -> Response:
    """Show a finding against a rule; of neither, the first of the part that has one."""
    with desk.reading() as connection:
        part = Part(request, skip, _LISTED, count_original(connection, _TIERS))
        listed = original(connection, _TIERS, skip=part.skip, limit=_LISTED)
        given = list(uses(connection))
    chosen = _held(desk, finding, unverified) if finding else _first(desk, listed, unverified)
    every = [*chosen.result.screens, *chosen.result.assessments] if chosen else []
    shown = next((one for one in every if one.rule == rule), every[0] if every else None)
    return page(
        request, session, "law.html", chosen=chosen, every=every, shown=shown, listed=listed, part=part,
        unverified=unverified,
        effects=EFFECTS, grades=GRADES, uses=given, addresses=_addresses(every, unverified, part.skip),
        naming=naming, not_linked=not_linked,
    )  # fmt: skip


def _addresses(every: Iterable[Assessment], unverified: bool, skip: int) -> dict[str, str]:
    """Return where each rule that is held against the finding is shown, by its id."""
    more = {"unverified": "1"} if unverified else {}
    if skip:
        more["skip"] = str(skip)
    return {
        one.rule: "/law?" + urlencode({"finding": one.finding, "rule": one.rule, **more}) for one in every
    }


def naming(text: str, addresses: Mapping[str, str]) -> Markup:
    """Return a text of a rule; the other rules that it names lead to where they are shown, if they are."""
    parts: list[str] = []
    at = 0
    for found in _RULE.finditer(text):
        rule = found.group(1)
        if rule in addresses:
            parts += [
                text[at : found.start()],
                Markup('rule <a href="{}">{}</a>').format(addresses[rule], rule),
            ]
            at = found.end()
    return Markup("").join([*parts, text[at:]])


def _held(desk: Desk, finding: str, unverified: bool) -> Assessed | None:
    wanted = Wanted(unverified=unverified)
    found = assessed(desk.case, desk.setup, desk.regimes, wanted, now()[:10], ids=[finding])
    return next(found, None)


def _first(desk: Desk, listed: list[Finding], unverified: bool) -> Assessed | None:
    """Return the first finding of those listed that a rule is held against, else one that a screen caught."""
    caught = None
    for one in listed:
        held = _held(desk, one.id, unverified)
        if held is not None and held.result.assessments:
            return held
        caught = caught or held
    return caught


@router.post("/law/use")
def use(
    desk: TheDesk, session: Reviewer, place: Annotated[str, Form()], what: Annotated[str, Form()],
    source: Annotated[str, Form()], on: Annotated[str, Form()] = "", document: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Record where a document, or every document of the case, is used or sold, as a person states it."""
    state_use(desk.case, Use(place, what, source, session.name, on or None, None), document or None, now())
    note(desk, session.name, "use", place)
    return Response(status_code=204, headers={"HX-Refresh": "true"})


ENTRY = Screen("law", router, "Law", "/law", 70, "l")
