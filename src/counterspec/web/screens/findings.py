"""Findings: facets, words, the firmest evidence first; review by keyboard, one by one or many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from counterspec.casework.clock import now
from counterspec.casework.translations import translations
from counterspec.casework.verdicts import give, verdicts_on
from counterspec.errors import UsageError
from counterspec.store.counting import facets, total
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.find import Found, found
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.verdicts import any_verdict, judged
from counterspec.terminal.look import OBLIGATION, PROVENANCE, STRENGTH, clause_said
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Reader, Reviewer, TheDesk
from counterspec.web.render import language_of, page
from counterspec.web.review import Meaning, meaning_of
from counterspec.web.screens import Screen
from counterspec.web.sentences import Sentence, sentence_of

router = APIRouter()
_PAGE = 40
_MOST_AT_ONCE = 500
_FACETS = (
    ("tier", "Tier"), ("act", "Act"), ("strength", "Strength"), ("standing", "Verdict"), ("kind", "Kind"),
    ("concept", "Concept"), ("purpose", "Purpose"), ("provenance", "Provenance"), ("obligation", "Field"),
    ("rule", "Rule"),
)  # fmt: skip
"""The facets in the order they stand in, each with its heading."""
_PLURAL = {
    "tier": "tiers", "act": "acts", "strength": "strengths", "standing": "standings", "concept": "concepts",
    "purpose": "purposes", "provenance": "provenances", "obligation": "obligations", "rule": "rules",
}  # fmt: skip
_MORE = ("q", "grade", "document", "party", "place", "since", "until")


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the list shows it."""

    found: Found
    sentence: Sentence
    reviewers: tuple[str, ...]
    meaning: Meaning


def wanted_of(request: Request) -> FindingFilter:
    """Return the filter that an address asks for."""
    given = request.query_params
    documents = DocumentFilter(
        kinds=tuple(given.getlist("kind")), party=given.get("party") or None,
        places=tuple(filter(None, given.getlist("place"))), since=given.get("since") or None,
        until=given.get("until") or None, documents=tuple(filter(None, given.getlist("document"))),
    )  # fmt: skip
    values = {field: tuple(given.getlist(name)) for name, field in _PLURAL.items()}
    grade = given.get("grade") or "finding"
    if grade not in ("finding", "candidate", "all"):
        raise UsageError(f"grade={grade}: no grade", hint="finding, candidate or all")
    return FindingFilter(
        grade=grade, text=(given.get("q") or "")[:200], documents=documents, below=given.get("below") != "no", **values
    )  # fmt: skip


@router.get("/findings")
def findings(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Show the findings that pass the filter."""
    wanted = wanted_of(request)
    with desk.reading() as connection:
        shown = _rows(connection, desk, wanted, None, language_of(request))
        counts = facets(connection, wanted)
        every, candidates = (
            total(connection, FindingFilter(grade=grade)) for grade in ("finding", "candidate")
        )
    kept = sum(n for grade, n in counts["grade"] if wanted.grade in (grade, "all"))
    values: dict[str, Any] = {
        "rows": shown[0], "after": shown[1], "total": kept, "facets": counts, "all": every, "candidates": candidates,
        "undecided": dict(counts["standing"]).get("none", 0) if not wanted.standings else None,
    }  # fmt: skip
    return page(request, session, "findings.html", **values, **_filters(request, desk))


@router.get("/findings/rows")
def rows(request: Request, desk: TheDesk, session: Reader, after: str, at: int = 0) -> Response:
    """Return the next rows of the list."""
    with desk.reading() as connection:
        shown, following = _rows(connection, desk, wanted_of(request), after, language_of(request))
    return page(
        request, session, "parts/rows.html", rows=shown, after=following, at=at, **_filters(request, desk)
    )


def _rows(
    connection: Connection, desk: Desk, wanted: FindingFilter, after: str | None, language: str
) -> tuple[list[Row], str | None]:
    part = found(connection, wanted, limit=_PAGE, after=after)
    judges = any_verdict(connection)
    made = translations(connection)
    rows = []
    for one in part.found:
        said = made.get(judged(connection, one.finding.id).fingerprint, []) if made else []
        sentence = sentence_of(one.finding, desk.setup, language)
        rows.append(
            Row(
                one,
                sentence,
                _reviewers(connection, one, judges=judges),
                meaning_of(one.finding, said, desk.setup),
            )
        )
    return rows, part.after


def _reviewers(connection: Connection, one: Found, *, judges: bool) -> tuple[str, ...]:
    about = judged(connection, one.finding.id) if judges else None
    if about is None or about.standing == "none":
        return ()
    return tuple(dict.fromkeys(verdict.reviewer for verdict, _ in verdicts_on(connection, about)))


def _filters(request: Request, desk: Desk) -> dict[str, Any]:
    given = [(key, value) for key, value in request.query_params.multi_items() if key not in ("after", "at")]
    chosen = [(key, value) for key, value in given if value or key in _PLURAL]

    def without(key: str, value: str) -> str:
        kept = [pair for pair in chosen if pair != (key, value)]
        return "/findings" + (f"?{urlencode(kept)}" if kept else "")

    return {
        "chosen": chosen, "without": without, "query": urlencode(chosen), "names": _FACETS,
        "given": request.query_params,
        "obligations": OBLIGATION, "provenance_words": PROVENANCE, "strengths": STRENGTH, "clause_said": clause_said,
    }  # fmt: skip


@router.post("/findings/verdicts")
def verdicts(
    desk: TheDesk, session: Reviewer, decision: Annotated[str, Form()], ids: Annotated[str, Form()],
    count: Annotated[int, Form()], reason: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Write one decision on many findings; `count` is how many the person was told."""
    chosen = list(dict.fromkeys(filter(None, ids.split(","))))
    if len(chosen) != count or not 0 < count <= _MOST_AT_ONCE:
        raise UsageError(f"{len(chosen)} findings were sent and {count} named", hint="Choose them again.")
    give(desk.case, chosen, decision, reason.strip()[:2_000], session.name, now())
    note(desk, session.name, f"{decision}, {count} at once", ",".join(chosen)[:2_000])
    return Response(status_code=204, headers={"HX-Refresh": "true"})


ENTRY = Screen("findings", router, "Findings", "/findings", 20, "f")
