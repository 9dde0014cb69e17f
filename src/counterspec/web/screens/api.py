"""The API: what the screens show as JSON, typed, for programs that hold a session's cookie."""

from __future__ import annotations

import json
from itertools import islice
from typing import Annotated, Literal

from fastapi import Query

from counterspec.casework.chains import BINDING, Asked, Chains
from counterspec.casework.parties import Organisation
from counterspec.casework.statements import statements_of
from counterspec.casework.translations import translations
from counterspec.casework.verdicts import verdicts_on
from counterspec.casework.versions import judging_version, reading_version
from counterspec.errors import UsageError
from counterspec.link.chains import TIERS
from counterspec.model import CitationForm, Origin, Role, Standing, State
from counterspec.store import log as store_log
from counterspec.store.counting import total as counted
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.documents import cards, origins_of, parties_of, problems_of
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.links import links_of
from counterspec.store.listing import count_listed, listed
from counterspec.store.search import Hit
from counterspec.store.search import search as searched
from counterspec.store.status import status
from counterspec.store.verdicts import judged
from counterspec.store.wanted import count_wanted, wanted_whole
from counterspec.web import shapes as s
from counterspec.web.access.gate import RefusedError
from counterspec.web.api import Digest, FindingId, Limit, Skip, api_router
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.screens import Screen

router = api_router()

Words = Annotated[str, Query(max_length=500)]
Values = Annotated[list[str], Query(max_length=50)]


@router.get("/session")
def session_of(session: Reader) -> s.Who:
    """Return who asks, and the token that changes must carry in the header X-CSRF-Token."""
    return s.Who(name=session.name, role=session.role, token=session.csrf)


@router.get("/case")
def case(desk: TheDesk, session: Reader) -> s.CaseState:
    """Return how much the case holds, and how much of it could not be read."""
    versions = reading_version(), judging_version()
    with desk.reading() as connection:
        counts = status(connection, versions)
    return s.CaseState(name=desk.name, reading=versions[0], judging=versions[1], status=counts)


# -- documents ---------------------------------------------------------------------------------


@router.get("/documents")
def documents(
    desk: TheDesk, session: Reader, kind: Values = [], state: Annotated[list[State], Query()] = [],  # noqa: B006
    limit: Limit = 50, skip: Skip = 0,
) -> s.Documents:  # fmt: skip
    """Return the documents by name."""
    with desk.reading() as connection:
        wanted = DocumentFilter(kinds=tuple(kind))
        total = count_listed(connection, wanted, states=state)
        part = list(listed(connection, wanted, states=state, skip=skip, limit=limit))
    shown = [
        s.InCase(
            card=one.card, findings=one.findings, candidates=one.candidates, copies=one.copies, reason=one.reason,
            origins=[_place(origin) for origin in one.origins],
        )
        for one in part
    ]  # fmt: skip
    return s.Documents(documents=shown, total=total, next=_next(skip, limit, total))


@router.get("/documents/{sha256}")
def document(desk: TheDesk, session: Reader, sha256: Digest) -> s.DocumentWhole:
    """Return one document: origins, parties, citations, problems."""
    desk.linked()
    with desk.reading() as connection:
        card = next(cards(connection, [sha256]), None)
        if card is None:
            raise RefusedError("no document of this case has this SHA-256", 404)
        return s.DocumentWhole(
            card=card,
            origins=[_place(one) for one in origins_of(connection, sha256)],
            parties=list(parties_of(connection, sha256)),
            citations=[
                s.Cited(citation=citation, cited=to.cited, how=to.how, note=to.note)
                for citation, to in links_of(connection, sha256)
            ],
            problems=list(problems_of(connection, sha256)),
        )


def _place(origin: Origin) -> s.Place:
    return s.Place(rel=origin.rel, url=origin.url, fetched_at=origin.fetched_at, container=origin.container)


def _next(skip: int, limit: int, count: int) -> int | None:
    return skip + limit if skip + limit < count else None


# -- findings ----------------------------------------------------------------------------------


@router.get("/findings")
def findings(
    desk: TheDesk, session: Reader, *,
    grade: Literal["finding", "candidate", "all"] = "finding",
    tier: Values = [], concept: Values = [], act: Values = [], strength: Values = [], obligation: Values = [],  # noqa: B006
    provenance: Values = [], purpose: Values = [], rule: Values = [], kind: Values = [], document: Values = [],  # noqa: B006
    standing: Annotated[list[Standing], Query()] = [], q: Words = "",  # noqa: B006
    limit: Limit = 50, after: Annotated[str | None, Query(max_length=4_000)] = None,
) -> s.Findings:  # fmt: skip
    """Return the findings that pass the filter, the firmest first; a parameter given twice means either."""
    wanted = FindingFilter(
        grade=grade, tiers=tuple(tier), concepts=tuple(concept), acts=tuple(act), strengths=tuple(strength),
        obligations=tuple(obligation), provenances=tuple(provenance), purposes=tuple(purpose), rules=tuple(rule),
        standings=tuple(standing), text=q, documents=DocumentFilter(kinds=tuple(kind), documents=tuple(document)),
    )  # fmt: skip
    with desk.reading() as connection:
        part = found(connection, wanted, limit=limit, after=after or None)
        count = counted(connection, wanted)
    shown = [
        s.Listed(finding=one.finding, document=one.sha256, name=one.name, fingerprint=one.fingerprint)
        for one in part.found
    ]
    return s.Findings(findings=shown, total=count, after=part.after)


@router.get("/findings/{finding}")
def finding_of(desk: TheDesk, session: Reader, finding: FindingId) -> s.FindingWhole:
    """Return one finding with the verdicts, statements and translations about it."""
    with desk.reading() as connection:
        try:
            about = judged(connection, finding)
        except UsageError as error:
            raise RefusedError(str(error), 404, hint=error.hint) from error
        sha256 = about.finding.evidence.sha256
        parties = list(parties_of(connection, sha256))
        concerns = [
            f"finding:{about.finding.id}",
            f"document:{sha256}",
            *(f"party:{p.normal}" for p in parties),
        ]
        return s.FindingWhole(
            finding=about.finding, standing=about.standing, parties=parties,
            verdicts=[verdict for verdict, _ in verdicts_on(connection, about)],
            statements=statements_of(connection, *dict.fromkeys(concerns)),
            translations=translations(connection).get(about.fingerprint, []),
        )  # fmt: skip


# -- what documents say together ---------------------------------------------------------------


@router.get("/chains")
def chains(
    desk: TheDesk, session: Reader, *, start: Words = "", to: Words = "", party: Words = "",
    tier: Annotated[list[Literal["A", "B", "C", "D", "E", "N"]], Query()] = [], concept: Values = [],  # noqa: B006
    form: Annotated[list[CitationForm], Query()] = [], empty: Literal["too", "no", "only"] = "too",  # noqa: B006
    role: Role | None = None, strength: Values = [], since: Words = "", until: Words = "",  # noqa: B006
    limit: Limit = 50, skip: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> s.ChainList:  # fmt: skip
    """Return the chains from requiring documents to findings, by name of the requiring document."""
    desk.linked()
    asked = Asked(
        start, to, party, tuple(tier) or TIERS, tuple(concept), tuple(form) or BINDING, empty,
        role or "", tuple(strength), since, until,
    )  # fmt: skip
    with desk.reading() as connection:
        made = list(islice(Chains(connection, asked), skip, skip + limit + 1))
    return s.ChainList(chains=made[:limit], next=skip + limit if len(made) > limit else None)


@router.get("/wanted")
def wanted(desk: TheDesk, session: Reader, limit: Limit = 50, skip: Skip = 0) -> s.WantedList:
    """Return the documents that are cited and not in the case, most cited first."""
    desk.linked()
    with desk.reading() as connection:
        total = count_wanted(connection)
        shown = wanted_whole(connection, limit=limit, skip=skip)
    return s.WantedList(wanted=shown, total=total, next=_next(skip, limit, total))


@router.get("/parties")
def parties(
    desk: TheDesk, session: Reader, name: Words = "", limit: Limit = 50, skip: Skip = 0
) -> s.PartyList:
    """Return the organisations that documents name, those named in most documents first; persons are none."""
    with desk.reading() as connection:
        kept = desk.parties.of(connection).named(name)
    return s.PartyList(
        parties=[_party(one) for one in kept[skip : skip + limit]],
        total=len(kept),
        next=_next(skip, limit, len(kept)),
    )


def _party(one: Organisation) -> s.Party:
    roles = [
        s.InRole(role=held.role, documents=held.documents, first=held.first, last=held.last)
        for held in one.roles
    ]
    names = [held.name for held in one.names]
    return s.Party(
        key=one.key, name=one.name, names=names, others=list(one.others), roles=roles, documents=one.documents
    )


# -- words and decisions -----------------------------------------------------------------------


@router.get("/search")
def search(
    desk: TheDesk, session: Reader, q: Annotated[str, Query(min_length=1, max_length=500)], kind: Values = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=100)] = 30, skip: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> s.SearchResult:  # fmt: skip
    """Return the pages that say the words, exactly, in any script."""
    with desk.reading() as connection:
        made = searched(connection, q, DocumentFilter(kinds=tuple(kind)), limit=limit, offset=skip)
    return s.SearchResult(hits=[_hit(one) for one in made.hits], pages=made.pages, next=made.next)


def _hit(one: Hit) -> s.Said:
    return s.Said(
        card=one.card, page=one.page, line=one.line, count=one.count, excerpt=one.excerpt.text,
        quotes=[place.quote for place in one.places], copies=[copy.sha256 for copy in one.copies],
    )  # fmt: skip


@router.get("/log")
def log(desk: TheDesk, session: Reader, after: Skip = 0, limit: Limit = 50) -> s.LogPart:
    """Return the log in its order, behind the entry `after`."""
    with desk.reading() as connection:
        made = list(islice(store_log.entries(connection, after=after), limit + 1))
    shown = [
        s.LogEntry(
            seq=one.seq, kind=one.kind, at=one.at, by=one.by, body=json.loads(one.body), prev=one.prev, hash=one.hash
        )
        for one in made[:limit]
    ]  # fmt: skip
    return s.LogPart(entries=shown, after=shown[-1].seq if len(made) > limit else None)


ENTRY = Screen("api", router)
