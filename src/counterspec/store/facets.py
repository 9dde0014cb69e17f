"""How many findings of a case are alike in everything they are filtered by.

A row of `facets` stands for one combination; every finding points to its own. What a filter keeps is then a
set of facets and its count a sum, however many findings there are. A finding is counted when it is written
(see `store.findings`); triggers follow what becomes of it and of its document.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

from counterspec.model import Finding, Standing


class Facet(NamedTuple):
    """All that a finding is filtered by; "" where it has none of it. `kind` is its document's."""

    grade: str
    tier: str
    concept: str
    act: str
    strength: str
    obligation: str
    provenance: str
    purpose: str
    rule: str
    standing: str
    kind: str
    firmness: int


DIMENSIONS = Facet._fields


def facets_table(metadata: MetaData) -> Table:
    """Return the table of facets; `n` is how many findings there are."""
    return Table(
        "facets",
        metadata,
        Column("id", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in DIMENSIONS[:-1]),
        Column("firmness", Integer, nullable=False),
        Column("n", Integer, nullable=False),
        UniqueConstraint(*DIMENSIONS),
        Index("facets_by_firmness", "firmness"),
        Index("facets_by_concept", "grade", "concept", "act", "n"),
    )


def facet_of(finding: Finding, kind: str, standing: Standing = "none") -> Facet:
    """Return the facet of a finding of a document of some kind."""
    return Facet(
        finding.grade, finding.tier, finding.concept, finding.act, finding.strength or "", obligation_of(finding) or "",
        finding.provenance or "", finding.purpose or "", finding.rule_id, standing, kind, firmness_of(finding),
    )  # fmt: skip


def obligation_of(finding: Finding) -> str | None:
    """Return how binding the element is that a finding is about, None where that is not said."""
    return finding.element.obligation if finding.element else None


def firmness_of(finding: Finding) -> int:
    """Return how firmly a document's words carry a finding, the firmest least.

    Findings come before candidates, words that bind before those that recommend, permit or describe, lists of
    values and code tables before names, words the file itself holds before recognised ones, the surest first.
    """
    element, sure = finding.element, finding.evidence.confidence
    lists = element is not None and (element.code_list_ref is not None or element.code_list)
    return (
        (0 if finding.grade == "finding" else 1000)
        + min(
            _BY_STRENGTH.get(finding.strength or "", 300),
            _BY_OBLIGATION.get(obligation_of(finding) or "", 300),
        )
        + (0 if lists else 10)
        + (0 if sure is None else 1 if sure >= 0.95 else 2 if sure >= 0.8 else 3)
    )


_BY_STRENGTH = {
    **dict.fromkeys(("R+", "R-"), 0), **dict.fromkeys(("C+", "C-"), 100),
    **dict.fromkeys(("P", "P0", "K", "X"), 200),
}  # fmt: skip
_BY_OBLIGATION = {"required": 0, "conditional": 100, "optional": 200}


_COLUMNS = ", ".join(DIMENSIONS)
# Nothing in these statements comes from outside: names of columns, and of tables.
_ENTER = f"""
INSERT INTO facets ({_COLUMNS}, n)
    SELECT {", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(DIMENSIONS) + 1))}
    FROM json_each(?) WHERE true
    ON CONFLICT ({_COLUMNS}) DO UPDATE SET n = n + excluded.n RETURNING id, {_COLUMNS}
"""  # noqa: S608


def enter_facets(connection: Connection, facets: Iterable[Facet]) -> dict[Facet, int]:
    """Count findings in their facets, given one for each finding; return the row of each facet."""
    counts = [(*facet, count) for facet, count in Counter(facets).items()]
    entered = connection.exec_driver_sql(_ENTER, (json.dumps(counts),))
    return {Facet(*row[1:]): row[0] for row in entered}


_MOVED = {"standing": "new.standing", "kind": "(SELECT kind FROM documents WHERE sha256 = new.sha256)"}
_AS_MOVED = ", ".join(_MOVED.get(name, f"old_facet.{name}") for name in DIMENSIONS)
_MOVE = f"""
INSERT INTO facets ({_COLUMNS}, n)
    SELECT {_AS_MOVED}, 0 FROM facets AS old_facet WHERE id = old.facet
        AND NOT EXISTS (SELECT 1 FROM facets WHERE ({_COLUMNS}) = ({_AS_MOVED}));
UPDATE findings SET facet = (
    SELECT facets.id FROM facets AS old_facet JOIN facets ON ({", ".join(f"facets.{name}" for name in DIMENSIONS)})
        = ({_AS_MOVED}) WHERE old_facet.id = old.facet
    ) WHERE rowid = new.rowid;
UPDATE facets SET n = n - 1 WHERE id = old.facet;
UPDATE facets SET n = n + 1 WHERE id = (SELECT facet FROM findings WHERE rowid = new.rowid);
"""  # noqa: S608
"""A finding that stands otherwise, or whose document is of another kind: its facet's row with that changed."""

_TRIGGERS = (
    f"CREATE TRIGGER findings_change_facets AFTER UPDATE OF standing ON findings BEGIN {_MOVE} END",
    "CREATE TRIGGER findings_leave_facets AFTER DELETE ON findings"
    " BEGIN UPDATE facets SET n = n - 1 WHERE id = old.facet; END",
    "CREATE TRIGGER documents_change_facets AFTER UPDATE OF name, kind ON documents"
    " WHEN old.name IS NOT new.name OR old.kind IS NOT new.kind"
    " BEGIN UPDATE findings SET name = new.name, standing = standing WHERE sha256 = new.sha256; END",
)


def make_facets(connection: Connection) -> None:
    """Make the triggers that keep the facets of a new case."""
    for trigger in _TRIGGERS:
        connection.exec_driver_sql(trigger)


_OF_FINDING = ", ".join(
    {"kind": "documents.kind"}.get(name, f"coalesce(findings.{name}, '')") for name in DIMENSIONS
)
_OF_FACET = ", ".join(f"facets.{name}" for name in DIMENSIONS)
_MISCOUNTED = """
SELECT count(*) FROM facets LEFT JOIN (SELECT facet, count(*) AS found FROM findings GROUP BY facet) ON facet = id
WHERE n <> coalesce(found, 0)
"""
_MISPLACED = f"""
SELECT count(*) FROM findings JOIN documents USING (sha256) LEFT JOIN facets ON facets.id = findings.facet
WHERE ({_OF_FACET}) IS NOT ({_OF_FINDING})
"""  # noqa: S608
_MISNAMED = (
    "SELECT count(*) FROM findings JOIN documents USING (sha256) WHERE findings.name <> documents.name"
)
_FAULTS = (
    (_MISCOUNTED, "counts of findings do not hold"),
    (_MISPLACED, "findings are counted as something else than they are"),
    (_MISNAMED, "findings stand under another name than their document's"),
)


def faults_of_facets(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the facets: counts and columns that findings and documents do not bear out."""
    for query, words in _FAULTS:
        count = connection.execute(text(query)).scalar_one()
        if count:
            yield f"{count:,} {words}"
