"""The case at a glance: coverage, findings by concept and act, review, documents in time, wanted documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from counterspec.casework.clock import now
from counterspec.casework.linking import link, wanted
from counterspec.casework.versions import judging_version, reading_version
from counterspec.model import Card
from counterspec.store import log
from counterspec.store.counting import counted, total
from counterspec.store.documents import cards
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.roles import roles_held, tiers_found
from counterspec.store.status import status
from counterspec.terminal.look import ROLES
from counterspec.web.desk import Desk
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen
from counterspec.web.timeline import timeline

router = APIRouter()
_ACTS = ("L0", "L1", "L2", "L3", "L4", "L5", "L6", "LX")
_TIERS = "ABCDEN"
_WANTED = 12
_LATEST = 6
_TIMED = 5_000
"""Documents looked at for the drawing of dates."""


@router.get("/")
def case(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Show the case."""
    link(desk.case)
    wants = wanted(desk.case)
    with desk.reading() as connection:
        held = status(connection, (reading_version(), judging_version()))
        every = list(islice(cards(connection), _TIMED))
        values: dict[str, Any] = {
            "held": held, "kinds": _kinds(every, connection), "matrix": _matrix(connection, desk),
            "acts_in_order": _ACTS, "undecided": total(connection, FindingFilter(standings=("none",))),
            "purposes": counted(connection, FindingFilter(), ["purpose"]), "roles": roles_held(connection),
            "role_words": ROLES, "time": timeline(every, _tiers(connection), now()[:10]), "wants": wants[:_WANTED],
            "wanted": len(wants), "latest": list(_latest(connection)), "today": now()[:10],
        }  # fmt: skip
    return page(request, session, "case.html", **values)


def _matrix(connection: Connection, desk: Desk) -> list[tuple[str, list[tuple[str, str, Counter[str]]]]]:
    """Return the counts of findings by tier, then concept, then act."""
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    tiers: dict[str, str] = {}
    for (concept, tier, act), count in counted(connection, FindingFilter(), ["concept", "tier", "act"]):
        rows[concept][act] += count
        tiers[concept] = tier
    labels = {concept.id: concept.label for concept in desk.setup.concepts.values()}
    made = []
    for tier in _TIERS:
        found = sorted((c for c in rows if tiers[c] == tier), key=lambda c: (-rows[c].total(), c))
        if found:
            made.append((tier, [(concept, labels.get(concept, concept), rows[concept]) for concept in found]))
    return made


def _kinds(every: list[Card], connection: Connection) -> list[tuple[str, Counter[str]]]:
    """Return for each kind of document how many were read, in part, and not, their pages and findings."""
    made: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for card in every:
        kind = card.kind or "unknown"
        whole = card.pages_read >= card.pages
        made[kind][
            "read" if card.state == "read" and whole else "part" if card.state == "read" else "not"
        ] += 1
        made[kind]["pages"] += card.pages
    for (kind,), count in counted(connection, FindingFilter(), ["kind"]):
        made[kind or "unknown"]["findings"] = count
    return sorted(made.items(), key=lambda one: (-one[1]["findings"], one[0]))


def _tiers(connection: Connection) -> dict[str, str]:
    """Return the letters of the tiers found in each document."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sha256, tier in tiers_found(connection):
        found[sha256].add(tier)
    return {sha256: "".join(sorted(letters & set("ABCD"))) for sha256, letters in found.items()}


def _latest(connection: Connection) -> list[dict[str, str]]:
    """Return the last entries of the log, the newest first."""
    last = list(log.entries(connection))[-_LATEST:]
    return [{"kind": one.kind, "by": one.by, "at": one.at[:10]} for one in reversed(last)]


ENTRY = Screen("case", router, "Case", "/", 10, "c")
