"""The API: decisions, findings added by hand, and removals, in the name of the session's person."""

from __future__ import annotations

from counterspec.casework.by_hand import Saying, add, take_back
from counterspec.casework.clock import now
from counterspec.casework.verdicts import give
from counterspec.errors import UsageError
from counterspec.model import Span
from counterspec.store.documents import cards
from counterspec.store.verdicts import judged
from counterspec.web import shapes as s
from counterspec.web.access.gate import RefusedError
from counterspec.web.api import Digest, FindingId, Token, api_router
from counterspec.web.audit import note
from counterspec.web.guard import Owner, Reviewer, TheDesk
from counterspec.web.removing import take_out
from counterspec.web.screens import Screen

router = api_router()


@router.post("/findings/{finding}/verdict")
def verdict(
    desk: TheDesk, session: Reviewer, finding: FindingId, said: s.Deciding,
    x_csrf_token: Token = "",
) -> s.Decided:  # fmt: skip
    """Write a decision on a finding in the name of the session's person; the log keeps it."""
    with desk.reading() as connection:
        try:
            known = judged(connection, finding).finding.id
        except UsageError as error:
            raise RefusedError(str(error), 404, hint=error.hint) from error
    [(given, standing)] = give(desk.case, [known], said.decision, said.reason.strip(), session.name, now())
    note(desk, session.name, said.decision, known)
    return s.Decided(finding=given.finding, standing=standing)


@router.post("/documents/{sha256}/findings")
def add_finding(
    desk: TheDesk, session: Reviewer, sha256: Digest, said: s.Adding,
    x_csrf_token: Token = "",
) -> s.AddedByHand:  # fmt: skip
    """Add a finding by hand in the name of the session's person; the log keeps it."""
    with desk.reading() as connection:
        if next(cards(connection, [sha256]), None) is None:
            raise RefusedError("no document of this case has this SHA-256", 404)
    saying, span = Saying(said.concept, said.act, said.why), Span(said.start, said.end)
    made = add(desk.case, sha256, span, saying, desk.setup.concepts, session.name, now())
    note(desk, session.name, "finding added by hand", made.id)
    return s.AddedByHand(finding=made, standing="none")


@router.post("/findings/{finding}/take-back")
def take_finding_back(
    desk: TheDesk, session: Reviewer, finding: FindingId,
    x_csrf_token: Token = "",
) -> s.TakenBack:  # fmt: skip
    """Take back a finding that the session's person added by hand; the log keeps both."""
    one = take_back(desk.case, finding, session.name, now())
    note(desk, session.name, "finding added by hand taken back", one.id)
    return s.TakenBack(finding=one.id)


@router.post("/documents/{sha256}/remove")
def remove(
    desk: TheDesk, session: Owner, sha256: Digest, said: s.Removing,
    x_csrf_token: Token = "",
) -> s.Removed:  # fmt: skip
    """Remove a document from the case in the name of the session's person; the log keeps what was decided on it."""
    one = take_out(desk, session, sha256, said.reason)
    return s.Removed(sha256=one.card.sha256, name=one.card.name, findings=one.findings)


ENTRY = Screen("api_decisions", router)
