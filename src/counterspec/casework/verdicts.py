"""Reviewers' decisions: given on findings, kept in the log, found again after a rescan.

A verdict stands while its finding says what it said: the same fingerprint and the same saying. Where the
same thing says something else, or only its place on the page is the same (text recognised anew), the
finding asks for another look; the old verdict stays in the log.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from counterspec.casework.by_hand_log import added
from counterspec.casework.fingerprints import is_by_hand
from counterspec.casework.placing import place
from counterspec.errors import UsageError
from counterspec.model import Finding, Standing, Verdict
from counterspec.store import log
from counterspec.store.by_hand import any_by_hand, documents_by_hand, keep_by_hand, placed
from counterspec.store.case import Case
from counterspec.store.codec import json_of, value_of
from counterspec.store.verdicts import (
    Judged,
    any_verdict,
    documents_judged,
    drop_verdicts,
    forget_standings,
    judged,
    judged_of,
    put_standing,
    put_verdict,
    standings,
    verdicts_about,
)

_OVERLAP = 0.5
"""How much of the smaller of two areas must be shared for two quotes to stand at one place."""


def give(
    case: Case, findings: Sequence[str], decision: str, reason: str, reviewer: str, at: str
) -> list[tuple[Verdict, Standing]]:
    """Write a reviewer's decision on findings, all or none; return each verdict with what the finding stands at now.

    Raises:
        UsageError: no such finding, no such decision, or no name.
    """
    if decision not in ("confirmed", "rejected", "unsure", "withdrawn"):
        raise UsageError(f"{decision}: no decision", hint="Say confirmed, rejected, unsure or withdrawn.")
    if not reviewer.strip():
        raise UsageError("a decision needs a name", hint="--by NAME, or set COUNTERSPEC_REVIEWER.")
    with case.changing() as connection:
        made = [
            _verdict(connection, judged(connection, one), decision, reason, reviewer, at) for one in findings
        ]
        for verdict in made:
            entry = log.append(connection, "verdict", reviewer, json.loads(json_of(verdict)), at)
            put_verdict(connection, entry.seq, verdict)
        for sha256 in sorted({verdict.sha256 for verdict in made}):
            settle(connection, sha256)
        return [(verdict, judged(connection, verdict.finding).standing) for verdict in made]


def _verdict(
    connection: Connection, about: Judged, decision: str, reason: str, reviewer: str, at: str
) -> Verdict:
    evidence = about.finding.evidence
    alike = _bases(judged_of(connection, evidence.sha256))[_base(about.fingerprint)]
    verdict = Verdict(
        finding=about.finding.id, fingerprint=about.fingerprint, saying=about.saying, sha256=evidence.sha256,
        decision=decision,  # type: ignore[arg-type]
        reason=reason, reviewer=reviewer.strip(), at=at, alike=alike, quote=evidence.quote,
        concept=about.finding.concept, span=evidence.span, page=evidence.page, boxes=evidence.boxes,
    )  # fmt: skip
    earlier = {v.reviewer for v, _ in verdicts_on(connection, about)}
    if decision == "withdrawn" and verdict.reviewer not in earlier:
        raise UsageError(f"{about.finding.id}: {reviewer} has decided nothing here that could be withdrawn")
    return replace(verdict, second=bool(earlier - {verdict.reviewer}))


def verdicts_on(connection: Connection, about: Judged) -> list[tuple[Verdict, bool]]:
    """Return the verdicts on a finding in the log's order, each with whether it judged what the finding says now."""
    sha256 = about.finding.evidence.sha256
    given = verdicts_about(connection, sha256, [about.fingerprint])
    here = list(judged_of(connection, sha256))
    return _matched(here, [verdict for _, verdict in given]).get(about.finding.id, [])


def settle(connection: Connection, sha256: str) -> None:
    """Write what the verdicts come to for every finding of a document; to be called when those were made anew."""
    if not anything_judged(connection):
        return
    here = list(judged_of(connection, sha256))
    given = verdicts_about(connection, sha256, (one.fingerprint for one in here))
    matched = _matched(here, [verdict for _, verdict in given])
    for one in here:
        standing = standing_of(matched.get(one.finding.id, ()))
        standing = unjudged(one.finding) if standing == "none" else standing
        if standing != one.standing:
            put_standing(connection, one.finding.id, standing)


def unjudged(finding: Finding) -> Standing:
    """Return what a finding stands at that nobody decided on: whoever added it may have read other words there."""
    return "look-again" if finding.added and finding.added.was is not None else "none"


def anything_judged(connection: Connection) -> bool:
    """Whether anybody judged a finding of this case, or added one."""
    return any_verdict(connection) or any_by_hand(connection)


def settle_all(connection: Connection) -> None:
    """Make verdicts, findings added by hand and standings anew from the log."""
    drop_verdicts(connection)
    for entry in log.entries(connection, "verdict"):
        put_verdict(connection, entry.seq, value_of(entry.body, Verdict))
    before = documents_by_hand(connection)
    keep_by_hand(connection, added(log.entries(connection, "note")))
    for sha256 in sorted({*before, *documents_by_hand(connection)}):
        place(connection, sha256)
    for sha256 in documents_judged(connection):
        settle(connection, sha256)


def log_faults(connection: Connection) -> Iterator[str]:
    """Yield where standings, or findings added by hand, are others than the log makes them; all stays as it is."""
    before = standings(connection), placed(connection)
    with connection.begin_nested() as trial:
        forget_standings(connection)
        settle_all(connection)
        after = standings(connection), placed(connection)
        trial.rollback()
    for finding in sorted(before[0].keys() | after[0].keys()):
        was, now = (found[0].get(finding, "none") for found in (before, after))
        if was != now:
            yield f"finding {finding} stands at {was}, and by the log at {now}"
    for finding in sorted(before[1].keys() | after[1].keys()):
        if before[1].get(finding) != after[1].get(finding):
            yield f"finding {finding}, added by hand, is {_FAULT[finding in before[1], finding in after[1]]}"


_FAULT = {
    (True, False): "nowhere in the log",
    (False, True): "missing, and the log has it",
    (True, True): "another than the log makes it",
}


def lost(connection: Connection) -> list[Verdict]:
    """Return the verdicts, in the log's order, whose finding the case does not hold any more."""
    given = [value_of(entry.body, Verdict) for entry in log.entries(connection, "verdict")]
    kept: set[str] = set()
    for sha256 in documents_judged(connection):
        here = list(judged_of(connection, sha256))
        about = verdicts_about(connection, sha256, (one.fingerprint for one in here))
        matched = _matched(here, [verdict for _, verdict in about])
        kept.update(json_of(verdict) for found in matched.values() for verdict, _ in found)
    return [verdict for verdict in given if json_of(verdict) not in kept]


def standing_of(given: Iterable[tuple[Verdict, bool]]) -> Standing:
    """Return what verdicts in the log's order come to: each reviewer's last one counts."""
    last: dict[str, tuple[Verdict, bool]] = {}
    for verdict, current in given:
        last[verdict.reviewer] = (verdict, current)
    counting = [(v, current) for v, current in last.values() if v.decision != "withdrawn"]
    if not counting:
        return "none"
    if not all(current for _, current in counting):
        return "look-again"
    decisions = {verdict.decision for verdict, _ in counting}
    return "disputed" if len(decisions) > 1 else decisions.pop()  # type: ignore[return-value]


def _matched(here: Sequence[Judged], given: Sequence[Verdict]) -> dict[str, list[tuple[Verdict, bool]]]:
    """Return the verdicts of each finding, with whether they judged what it says now."""
    by_print = {one.fingerprint: one for one in here}
    bases = _bases(here)
    made: dict[str, list[tuple[Verdict, bool]]] = {}
    for verdict in given:
        one = by_print.get(verdict.fingerprint)
        if one is not None:
            # Of several that only their order tells apart, one more or less moves the others.
            same = one.saying == verdict.saying and bases[_base(one.fingerprint)] == verdict.alike
            made.setdefault(one.finding.id, []).append((verdict, same))
        elif not is_by_hand(verdict.fingerprint):
            for other in here:
                if other.finding.added is None and _at_one_place(other.finding, verdict):
                    made.setdefault(other.finding.id, []).append((verdict, False))
    return made


def _bases(here: Iterable[Judged]) -> Counter[str]:
    return Counter(_base(one.fingerprint) for one in here)


def _base(fingerprint: str) -> str:
    return fingerprint.partition(".")[0]


def _at_one_place(finding: Finding, verdict: Verdict) -> bool:
    evidence = finding.evidence
    if (
        evidence.sha256 != verdict.sha256
        or finding.concept != verdict.concept
        or evidence.page != verdict.page
    ):
        return False
    if evidence.boxes and verdict.boxes:
        return any(one.shared(other) >= _OVERLAP for one in evidence.boxes for other in verdict.boxes)
    place = verdict.span
    return place is not None and place.start < evidence.span.end and evidence.span.start < place.end
