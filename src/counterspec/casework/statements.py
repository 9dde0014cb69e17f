"""What parties answered, kept in the log with the claims it concerns, and printed wherever those are."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterator
from dataclasses import replace

from sqlalchemy import Connection

from counterspec.errors import UsageError
from counterspec.model import Statement
from counterspec.store import log
from counterspec.store.case import Case
from counterspec.store.codec import json_of, value_of
from counterspec.store.statements import document_called, names_party
from counterspec.store.verdicts import judged, of_finding
from counterspec.syntax.plain import normal

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LONGEST = 100_000


def record(case: Case, statement: Statement, recorded_by: str, at: str) -> Statement:
    """Write a party's statement; return it with its id and with what it concerns in full.

    Raises:
        UsageError: a part is missing, or what it concerns is not in the case.
    """
    for name in ("party", "text", "said_on", "by", "source"):
        if not getattr(statement, name).strip():
            raise UsageError(f"the statement lacks {name.replace('_', ' ')}", hint=_NEEDS)
    if not recorded_by.strip():
        raise UsageError(
            "a statement is recorded by somebody", hint="--by NAME, or set COUNTERSPEC_REVIEWER."
        )
    if not _DATE.fullmatch(statement.said_on):
        raise UsageError(f"{statement.said_on}: no date", hint="Write dates as 2031-02-11.")
    if len(statement.text) > _LONGEST:
        raise UsageError(
            f"the statement has more than {_LONGEST:,} characters", hint="Keep the passage that matters."
        )
    with case.changing() as connection:
        concerns = [_resolved(connection, one) for one in statement.concerns]
        own = _resolved(connection, f"party:{statement.party}")
        whole = tuple(dict.fromkeys([own, *concerns]))
        made = replace(statement, concerns=whole, recorded_by=recorded_by.strip(), recorded_at=at)
        made = replace(made, id=_id(made))
        known = {one.id for one in statements(connection)}
        if made.replaces is not None and made.replaces not in known:
            raise UsageError(
                f"{made.replaces}: no statement of this case",
                hint="counterspec case statement DIR lists them.",
            )
        if made.id not in known:
            log.append(connection, "statement", recorded_by, json.loads(json_of(made)), at)
        return made


_LISTED = "counterspec case statement DIR lists them."
_NEEDS = "A statement says: party, text, said_on, by (an office), source; and place, concerns."


def _id(statement: Statement) -> str:
    parts = (statement.party, statement.text, statement.said_on, statement.by, statement.source)
    return "s-" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _resolved(connection: Connection, concern: str) -> str:
    """Return what a statement concerns in full: a party's name, a document's digest, a finding's id."""
    kind, _, what = concern.partition(":")
    what = what.strip()
    if kind == "party" and what:
        if not names_party(connection, normal(what)):
            raise UsageError(
                f"{what}: no party of this case has this name",
                hint="counterspec case parties DIR lists them.",
            )
        return f"party:{normal(what)}"
    if kind == "document" and what:
        return f"document:{document_called(connection, what)}"
    if kind == "finding" and what:
        return f"finding:{judged(connection, what).finding.id}"
    raise UsageError(
        f"{concern}: says not what it concerns", hint="party:NAME, document:SHA256 or finding:ID"
    )


def statements(connection: Connection) -> Iterator[Statement]:
    """Yield every statement in the order it was recorded, corrected ones included."""
    for entry in log.entries(connection, "statement"):
        yield value_of(entry.body, Statement)


def statements_of(connection: Connection, *concerns: str) -> list[Statement]:
    """Return the statements that concern any of these ("party:NAME", "document:SHA256", "finding:ID").

    Those a later statement replaces come before it: both are kept, and shown.
    """
    wanted = set(concerns)
    return [one for one in statements(connection) if wanted & set(one.concerns)]


def statements_on(connection: Connection, documents: Container[str]) -> list[Statement]:
    """Return the statements that concern any of these documents, by SHA-256, or a finding in them."""
    found = []
    for one in statements(connection):
        for concern in one.concerns:
            kind, _, what = concern.partition(":")
            sha256 = (
                what if kind == "document" else of_finding(connection, what) if kind == "finding" else None
            )
            if sha256 in documents:
                found.append(one)
                break
    return found
