"""Chains: from the document that requires a standard to the field it holds, as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from counterspec.casework.chains import BINDING, Asked, Chains
from counterspec.casework.linking import link
from counterspec.errors import UsageError
from counterspec.link.chains import TIERS
from counterspec.model import Chain, CitationForm
from counterspec.store import links as store
from counterspec.store.documents import parties_of
from counterspec.store.verdicts import judged
from counterspec.web.graph.layout import Named, fitted, placed
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_MOST = 2_000
"""Chains looked at for one drawing; the page says so where there are more."""
_ROWS = 200
_FORMS: tuple[CitationForm, ...] = (*BINDING, "bibliography", "mention")
_TIERS = "ABCDEN"


@router.get("/chains")
def chains(
    request: Request, desk: TheDesk, session: Reader, start: str = "", to: str = "", party: str = "", tier: str = "",
    form: str = "", empty: str = "too", chain: str = "", view: str = "graph",
) -> Response:  # fmt: skip
    """Show the chains that pass the filter."""
    tiers = tuple(one for one in tier if one in _TIERS) or TIERS
    forms = tuple(one for one in _FORMS if one in form.split(",")) or BINDING
    if empty not in ("too", "no", "only"):
        raise UsageError(f"empty={empty}: says nothing", hint="too, no or only")
    link(desk.case)
    asked = Asked(start, to, party, tiers, (), forms, empty)
    with desk.reading() as connection:
        made = Chains(connection, asked)
        found = list(islice(made, _MOST + 1))
        more, found = len(found) > _MOST, found[:_MOST]
        chosen = next((one for one in found if one.id == chain), found[0] if found else None)
        given = {
            "start": start,
            "to": to,
            "party": party,
            "tier": tier,
            "form": form,
            "empty": empty,
            "view": view,
        }
        shown: dict[str, Any] = {
            "found": found, "more": more, "chosen": chosen, "given": given, "view": view, "rows": found[:_ROWS],
            "graph": placed(found, chosen, _named(connection, made)), "card": made.card,
            "steps": _steps(made, chosen), "statements": made.statements(chosen) if chosen else [],
            "element": _elements(connection), "drafters": _drafters(connection, chosen),
            "link": lambda **changes: _address(given, changes), "forms": _FORMS, "fitted": fitted,
        }  # fmt: skip
        return page(request, session, "chains.html", **shown)


def _address(given: dict[str, str], changes: dict[str, Any]) -> str:
    """Return the address of this screen with some of its filters changed."""
    values = {
        key: value for key, value in {**given, **changes}.items() if value not in ("", None, "too", "graph")
    }
    return "/chains" + (f"?{urlencode(values)}" if values else "")


def _named(connection: Connection, made: Chains) -> Named:
    return Named(
        card=made.card,
        buyers=lru_cache(1024)(lambda sha256: store.parties_named(connection, sha256, "buyer")),
        element=_elements(connection),
    )


def _elements(connection: Connection) -> Callable[[str], tuple[str, str]]:
    """Return what calls a finding by its identifier, else its words, and says how it binds."""

    @lru_cache(_MOST)
    def element(finding_id: str) -> tuple[str, str]:
        finding = judged(connection, finding_id).finding
        if finding.element is not None:
            return finding.element.identifier, finding.element.obligation or ""
        return finding.evidence.quote[:40], finding.act

    return element


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
