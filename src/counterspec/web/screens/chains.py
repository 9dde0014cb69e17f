"""Chains: from the document that requires a standard to the field it holds, as a drawing and as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from itertools import islice
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from counterspec.casework.chains import BINDING, Asked, Chains
from counterspec.errors import UsageError
from counterspec.link.chains import TIERS
from counterspec.model import Chain, CitationForm, PartyAt
from counterspec.publish.graph.net import Named
from counterspec.store import links as store
from counterspec.store.documents import parties_of
from counterspec.terminal.look import ROLES, STRENGTH
from counterspec.web.found_chains import MOST
from counterspec.web.graph.view import drawn
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import language_of, page
from counterspec.web.screens import Screen
from counterspec.web.sentences import language_of_note, saying_of

router = APIRouter()
_ROWS = 50
_FORMS: tuple[CitationForm, ...] = (*BINDING, "bibliography", "mention")
_TIERS = "ABCDEN"
_PART = re.compile(r"(\d{1,2})\.(\d{1,5})")
_USUAL = {"empty": "too", "view": "graph", "skip": "0"}
"""What an address leaves out."""


class Given(BaseModel):
    """What an address of this screen asks for; empty leaves out nothing.

    `role` is the one `party` is named in, and draws the parties in that role; "any" draws all. `node` is
    what the drawing is narrowed to, `part` the parts of its columns, as in "2.1,3.4". `chain` is the lit one.
    """

    start: str = ""
    to: str = ""
    party: str = ""
    role: str = ""
    tier: str = ""
    concept: str = ""
    form: str = ""
    strength: str = ""
    since: str = ""
    until: str = ""
    empty: Literal["too", "no", "only"] = "too"
    node: str = ""
    part: str = ""
    chain: str = ""
    view: Literal["graph", "table"] = "graph"
    skip: int = Field(0, ge=0, le=1_000_000)

    @property
    def asked(self) -> Asked:
        """The chains that pass."""
        if self.role not in ("", "any", *ROLES):
            raise UsageError(f"role={self.role}: no role", hint=", ".join(("any", *ROLES)))
        if self.strength not in ("", *STRENGTH):
            raise UsageError(f"strength={self.strength}: no strength", hint=", ".join(STRENGTH))
        return Asked(
            self.start, self.to, self.party, tuple(one for one in self.tier if one in _TIERS) or TIERS,
            tuple(filter(None, (self.concept.strip(),))),
            tuple(one for one in _FORMS if one in self.form.split(",")) or BINDING, self.empty,
            "" if self.role == "any" else self.role, tuple(filter(None, (self.strength,))), self.since, self.until,
        )  # fmt: skip

    @property
    def parts(self) -> dict[int, int]:
        """The part of each column that is asked for."""
        found = [_PART.fullmatch(one) for one in self.part.split(",") if one]
        return {int(one[1]): int(one[2]) for one in found if one}

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        values = (
            self.start,
            self.to,
            self.party,
            self.role,
            self.tier,
            self.concept,
            self.form,
            self.strength,
        )
        return any(values) or bool(self.since or self.until) or self.empty != "too"

    def link(self, at: str = "", **changes: object) -> str:
        """Return the address of this screen with some of what it asks for changed."""
        values = {key: str(value) for key, value in (self.model_dump() | changes).items() if value}
        kept = {key: value for key, value in values.items() if _USUAL.get(key) != value}
        return "/chains" + (f"?{urlencode(kept)}" if kept else "") + (f"#{at}" if at else "")

    def turned(self, column: int, part: int) -> str:
        """Return the address that shows another part of a column."""
        parts = {**self.parts, column: part}
        return self.link(part=",".join(f"{key}.{value}" for key, value in sorted(parts.items())))


@router.get("/chains")
def chains(request: Request, desk: TheDesk, session: Reader, given: Annotated[Given, Query()]) -> Response:
    """Show the chains that pass the filter."""
    current = desk.linked()
    with desk.reading() as connection:
        say, told = saying_of(desk.setup, language_of(request))
        made = Chains(connection, given.asked, say)
        found = desk.chains.of(connection, given.asked, say, told)
        element = partial(found.element, connection)
        named = _named(connection, made, given.role, element)
        drawing = drawn(found.chains, named, chain=given.chain, focus=given.node, parts=given.parts)
        # Where the drawing is narrowed to a node, so is the table; else it goes on beyond what is drawn.
        beyond = found.more and given.skip + _ROWS >= MOST
        listed = drawing.chains if drawing.focus else made if beyond else found.chains
        rows = list(islice(listed, given.skip, given.skip + _ROWS + 1))
        chosen = drawing.chosen
        shown: dict[str, Any] = {
            "g": given, "drawing": drawing, "found": len(drawing.chains), "more": found.more,
            "chosen": chosen, "rows": rows[:_ROWS], "further": len(rows) > _ROWS, "page_rows": _ROWS,
            "card": made.card, "steps": _steps(made, chosen), "element": element,
            "statements": made.statements(chosen) if chosen else [], "drafters": _drafters(connection, chosen),
            "forms": _FORMS, "strengths": STRENGTH, "roles": ROLES,
            "concepts": sorted(desk.setup.concepts), "current": current, "told": told,
            "language_of_note": language_of_note,
        }  # fmt: skip
        return page(request, session, "chains.html", **shown)


def _named(
    connection: Connection, made: Chains, role: str, element: Callable[[str], tuple[str, str]]
) -> Named:
    def parties(sha256: str) -> list[PartyAt]:
        return [one for one in parties_of(connection, sha256) if role in ("any", one.role)] if role else []

    return Named(
        card=made.card,
        buyers=lru_cache(1024)(lambda sha256: store.parties_named(connection, sha256, "buyer")),
        element=element,
        parties=lru_cache(MOST)(parties),
    )


def _steps(made: Chains, chosen: Chain | None) -> Iterable[tuple[Any, bool]]:
    """Return the steps of the chosen chain, each with whether its quote still stands in the kept text."""
    return list(zip(chosen.steps, made.kept(chosen), strict=True)) if chosen else []


def _drafters(connection: Connection, chosen: Chain | None) -> list[str]:
    """Return who is named as drafter of the last standard of the chosen chain, in its order."""
    if chosen is None or not chosen.through:
        return []
    named = (party.name for party in parties_of(connection, chosen.through[-1]) if party.role == "drafter")
    return list(dict.fromkeys(named))


ENTRY = Screen("chains", router, "Chains", "/chains", 40, "h")
