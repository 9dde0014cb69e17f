"""Verdicts by what they judge, and what they come to for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, or_, select

from counterspec.errors import UsageError
from counterspec.model import Finding, Standing, Verdict
from counterspec.store import schema
from counterspec.store.codec import json_of, value_of


class Judged(NamedTuple):
    """A finding as the case holds it now, with what finds it again."""

    finding: Finding
    fingerprint: str
    saying: str
    standing: Standing


def put_verdict(connection: Connection, seq: int, verdict: Verdict) -> None:
    """Write the verdict of a log entry where it is found by what it judges."""
    connection.execute(
        insert(schema.verdicts),
        {
            "seq": seq, "finding": verdict.finding, "fingerprint": verdict.fingerprint,
            "sha256": verdict.sha256, "reviewer": verdict.reviewer, "data": json_of(verdict),
        },
    )  # fmt: skip


def drop_verdicts(connection: Connection) -> None:
    """Forget every verdict outside the log, before they are made anew from it."""
    connection.execute(delete(schema.verdicts))


def verdicts_about(
    connection: Connection, sha256: str, fingerprints: Iterable[str]
) -> list[tuple[int, Verdict]]:
    """Return, in the log's order, the verdicts given on a document or on findings with these fingerprints."""
    verdicts = schema.verdicts
    wanted = list(fingerprints)
    found: dict[int, str] = {}
    for chunk in (wanted[start : start + _CHUNK] for start in range(0, len(wanted) or 1, _CHUNK)):
        about = or_(verdicts.c.sha256 == sha256, verdicts.c.fingerprint.in_(chunk))
        for row in connection.execute(select(verdicts.c.seq, verdicts.c.data).where(about)):
            found[row.seq] = row.data
    return [(seq, value_of(found[seq], Verdict)) for seq in sorted(found)]


_CHUNK = 500


def any_verdict(connection: Connection) -> bool:
    """Whether anybody judged anything in this case."""
    return connection.execute(select(schema.verdicts.c.seq).limit(1)).first() is not None


def judged(connection: Connection, finding_id: str) -> Judged:
    """Return a finding by its id, or by the beginning of one.

    Raises:
        UsageError: no finding, or several, begin so.
    """
    findings = schema.findings
    query = (
        select(findings)
        .where(findings.c.id >= finding_id)
        .where(findings.c.id < finding_id + "\x7f")
        .limit(2)
    )
    rows = connection.execute(query).all()
    if not rows or (len(rows) > 1 and rows[0].id != finding_id):
        some = "no finding" if not rows else "several findings"
        raise UsageError(
            f"{finding_id}: {some} of this case begin so", hint="counterspec case findings DIR lists them."
        )
    return _judged(rows[0])


def of_finding(connection: Connection, finding_id: str) -> str | None:
    """Return the SHA-256 of the document that holds a finding; None where the case does not hold it any more."""
    findings = schema.findings.c
    found: str | None = connection.execute(select(findings.sha256).where(findings.id == finding_id)).scalar()
    return found


def judged_of(connection: Connection, sha256: str) -> Iterator[Judged]:
    """Yield the findings of a document in order of place."""
    findings = schema.findings
    query = select(findings).where(findings.c.sha256 == sha256).order_by(findings.c.seq)
    for row in connection.execute(query):
        yield _judged(row)


def _judged(row: object) -> Judged:
    finding = value_of(row.data, Finding)  # type: ignore[attr-defined]
    return Judged(finding, row.fingerprint, row.saying, row.standing)  # type: ignore[attr-defined]


def put_standing(connection: Connection, finding_id: str, standing: Standing) -> None:
    """Write what the verdicts on a finding come to."""
    findings = schema.findings
    connection.execute(findings.update().where(findings.c.id == finding_id).values(standing=standing))


def documents_judged(connection: Connection) -> list[str]:
    """Return the digests of documents that hold a finding some verdict may be about, or one added by hand."""
    verdicts, findings = schema.verdicts, schema.findings
    found = (
        select(findings.c.sha256).join(verdicts, verdicts.c.fingerprint == findings.c.fingerprint).distinct()
    )
    own = select(verdicts.c.sha256).distinct()
    by_hand = select(schema.by_hand.c.sha256).distinct()
    return sorted({row[0] for query in (found, own, by_hand) for row in connection.execute(query)})


def verdicts_given(connection: Connection) -> Iterator[Verdict]:
    """Yield every verdict in the log's order."""
    verdicts = schema.verdicts
    for row in connection.execute(select(verdicts.c.data).order_by(verdicts.c.seq)):
        yield value_of(row.data, Verdict)


def standings(connection: Connection) -> dict[str, str]:
    """Return what the verdicts come to for every finding that has any, by its id."""
    f = schema.findings.c
    return {
        row.id: row.standing
        for row in connection.execute(select(f.id, f.standing).where(f.standing != "none"))
    }


def forget_standings(connection: Connection) -> None:
    """Let every finding stand as if nobody had judged it, before that is made anew from the verdicts."""
    f = schema.findings
    connection.execute(f.update().where(f.c.standing != "none").values(standing="none"))
