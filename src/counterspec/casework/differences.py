"""Which findings of a document are new, gone, or say something else than before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from counterspec.model import Finding, Standing
from counterspec.store import schema
from counterspec.store.codec import value_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding as it is kept, with the digest of what it says and what the verdicts on it come to."""

    finding: Finding
    saying: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that is new, gone or changed; `finding` is the new one, or the one that is gone.

    `says` tells what it said and says now, as (what, before, after). `standing` is what the verdicts on it
    come to: of one that is gone, as it was.
    """

    kind: Literal["new", "gone", "changed"]
    finding: Finding
    standing: Standing
    says: tuple[tuple[str, str, str], ...] = ()


def judged(connection: Connection, sha256: str) -> dict[str, Judged]:
    """Return the findings of a document by their fingerprints, in order of place."""
    table = schema.findings
    query = select(table.c.fingerprint, table.c.saying, table.c.standing, table.c.data)
    rows = connection.execute(query.where(table.c.sha256 == sha256).order_by(table.c.seq))
    return {row.fingerprint: Judged(value_of(row.data, Finding), row.saying, row.standing) for row in rows}


def differences(before: Mapping[str, Judged], after: Mapping[str, Judged]) -> Iterator[Difference]:
    """Yield what is new, gone and changed, in order of place."""
    changes = [
        Difference("new", after[key].finding, after[key].standing) for key in after if key not in before
    ]
    changes += [
        Difference("gone", before[key].finding, before[key].standing) for key in before if key not in after
    ]
    for key in after:
        if key in before and before[key].saying != after[key].saying:
            says = tuple(_said(before[key].finding, after[key].finding))
            changes.append(Difference("changed", after[key].finding, after[key].standing, says))
    yield from sorted(
        changes, key=lambda c: (c.finding.evidence.span, c.finding.concept, c.kind, c.finding.id)
    )


def compared(before: Mapping[str, Judged], after: Mapping[str, Judged]) -> tuple[tuple[Difference, ...], int]:
    """Return what is new, gone and changed, in order of place, and how many findings say what they said."""
    changes = tuple(differences(before, after))
    same = len(before.keys() & after.keys()) - sum(change.kind == "changed" for change in changes)
    return changes, same


def _said(before: Finding, after: Finding) -> Iterator[tuple[str, str, str]]:
    old, new = _parts(before), _parts(after)
    for what in old | new:
        was, now = old.get(what, ""), new.get(what, "")
        if was != now:
            yield what, was, now


def _parts(finding: Finding) -> dict[str, str]:
    """Return everything a finding's saying is made of, by the words a person knows it by."""
    element = finding.element
    parts = {
        "act": finding.act, "grade": finding.grade, "clause": finding.strength or "",
        "provenance": finding.provenance or "", "purpose": finding.purpose or "", "quote": finding.evidence.quote,
    }  # fmt: skip
    if finding.added and finding.added.was is not None:
        parts["when added"] = finding.added.was
    if element:
        parts |= {
            "field": element.identifier, "obligation": element.obligation or "", "type": element.type or "",
            "cardinality": element.cardinality or "", "code list": element.code_list_ref or "",
            "values": ", ".join(f"{code.code} {code.label}".strip() for code in element.code_list),
        }  # fmt: skip
    return parts
