"""The case at a glance: coverage, findings by concept and act, review, documents in time, wanted documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from counterspec.casework.clock import now
from counterspec.casework.versions import judging_version, reading_version
from counterspec.link.numbers import shown
from counterspec.store import log
from counterspec.store.counting import counted, total
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.overview import KindHeld, kinds_held
from counterspec.store.status import status
from counterspec.store.wanted import count_wanted, wanted_rows
from counterspec.terminal.look import ROLES
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen
from counterspec.web.timeline import timeline

router = APIRouter()
_ACTS = ("L0", "L1", "L2", "L3", "L4", "L5", "L6", "LX")
_TIERS = "ABCDEN"
_WANTED = 12
_LATEST = 6


@router.get("/")
def case(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Show the case."""
    current = desk.linked()
    with desk.reading() as connection:
        held = status(connection, (reading_version(), judging_version()))
        findings = {kind: count for (kind,), count in counted(connection, FindingFilter(), ["kind"])}
        values: dict[str, Any] = {
            "held": held, "kinds": _kinds(connection, findings), "matrix": _matrix(connection),
            "acts_in_order": _ACTS, "undecided": total(connection, FindingFilter(standings=("none",))),
            "purposes": counted(connection, FindingFilter(), ["purpose"]), "known": desk.parties.of(connection),
            "role_words": ROLES, "time": timeline(connection, now()[:10]), "current": current,
            "wants": wanted_rows(connection, limit=_WANTED), "wanted": count_wanted(connection),
            "latest": log.latest(connection, _LATEST), "findings": findings, "shown": shown,
        }  # fmt: skip
    return page(request, session, "case.html", **values)


@dataclass(frozen=True, slots=True)
class Row:
    """The findings of a concept by act; `address` leads to them and no others."""

    concept: str
    counts: Counter[str]
    address: str


def _matrix(connection: Connection) -> list[tuple[str, list[Row]]]:
    """Return the counts of findings by tier, then concept, then act."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    tiers: dict[str, str] = {}
    for (concept, tier, act), count in counted(connection, FindingFilter(), ["concept", "tier", "act"]):
        counts[concept][act] += count
        tiers[concept] = tier
    made = []
    for tier in _TIERS:
        found = sorted((c for c in counts if tiers[c] == tier), key=lambda c: (-counts[c].total(), c))
        rows = [Row(c, counts[c], _address(c, counts)) for c in found]
        if rows:
            made.append((tier, rows))
    return made


def _address(concept: str, others: Iterable[str]) -> str:
    """Return where the findings of a concept are listed, apart from those of concepts below it."""
    wider = any(one.startswith(f"{concept}.") for one in others)
    return "/findings?" + urlencode({"concept": concept} | ({"below": "no"} if wider else {}))


def _kinds(connection: Connection, findings: dict[str, int]) -> list[KindHeld]:
    """Return the kinds of documents, those with most findings first."""
    return sorted(kinds_held(connection), key=lambda one: (-findings.get(one.kind, 0), one.kind))


ENTRY = Screen("case", router, "Case", "/", 10, "c")
