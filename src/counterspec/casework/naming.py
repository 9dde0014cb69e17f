"""What people decided on names: two are one organisation, or are kept apart; undone by a later entry."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection

from counterspec.errors import UsageError
from counterspec.link.parties import Groups, spelled
from counterspec.model import NameDecision
from counterspec.store import log
from counterspec.store.case import Case

DECISIONS = {"accept": "accepted", "apart": "apart", "withdraw": "withdrawn"}
"""What is said on the command line, and what the log calls it."""
_LONGEST = 400


def decisions(connection: Connection) -> Iterator[NameDecision]:
    """Yield every decision on names in the order of the log."""
    for entry in log.entries(connection, "name"):
        body = json.loads(entry.body)
        yield NameDecision(
            str(body.get("a", "")), str(body.get("b", "")), body.get("decision", "withdrawn"),
            str(body.get("reason", "")), entry.by, entry.at, entry.seq,
        )  # fmt: skip


def decide(case: Case, decision: NameDecision, known: Groups) -> NameDecision:
    """Write a decision on two names; return it with the number of its entry.

    Raises:
        UsageError: no name of a reviewer, one name twice, or names kept apart that would be joined.
    """
    if not decision.by.strip():
        raise UsageError("a decision needs a name", hint="--by NAME, or set COUNTERSPEC_REVIEWER.")
    if max(len(decision.a), len(decision.b)) > _LONGEST:
        raise UsageError(f"a name has at most {_LONGEST} characters")
    if spelled(decision.a) == spelled(decision.b):
        raise UsageError(
            f"{decision.a} and {decision.b} are one spelling",
            hint="They are one organisation without a decision.",
        )
    if decision.decision == "accepted":
        _free_to_join(decision, known)
    body = {"a": decision.a, "b": decision.b, "decision": decision.decision, "reason": decision.reason}
    with case.changing() as connection:
        entry = log.append(connection, "name", decision.by.strip(), body, decision.at)
    return NameDecision(
        decision.a, decision.b, decision.decision, decision.reason, entry.by, entry.at, entry.seq
    )


def _free_to_join(decision: NameDecision, known: Groups) -> None:
    against = known.against(spelled(decision.a), spelled(decision.b))
    if against is None or {spelled(against.a), spelled(against.b)} == {
        spelled(decision.a),
        spelled(decision.b),
    }:
        return
    raise UsageError(
        f"{decision.a} and {decision.b} cannot be one: {against.a} and {against.b} are kept apart "
        f"(by {against.by}, {against.at[:10]})",
        hint="Withdraw that decision first: counterspec case names DIR withdraw A B.",
    )
