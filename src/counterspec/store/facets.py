"""How many findings of a case are alike in everything they are filtered by: kept by triggers, so never counted.

A row of `facets` stands for one combination; every finding points to its own. What a filter keeps is then a
set of facets and its count a sum, however many findings there are.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

DIMENSIONS = (
    "grade", "tier", "concept", "act", "strength", "obligation", "provenance", "purpose", "rule", "standing", "kind",
    "firmness",
)  # fmt: skip


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
        Index("facets_by_concept", "concept", "act", "grade", "n"),
    )


_FIRMNESS = """
(new.grade <> 'finding') * 1000
+ CASE WHEN new.strength IN ('R+', 'R-') OR new.obligation = 'required' THEN 0
       WHEN new.strength IN ('C+', 'C-') OR new.obligation = 'conditional' THEN 100
       WHEN new.strength IN ('P', 'P0', 'K', 'X') OR new.obligation = 'optional' THEN 200
       ELSE 300 END
+ CASE WHEN json_extract(new.data, '$.element.code_list_ref') IS NOT NULL
         OR coalesce(json_array_length(new.data, '$.element.code_list'), 0) > 0 THEN 0 ELSE 10 END
+ CASE WHEN new.confidence IS NULL THEN 0 WHEN new.confidence >= 0.95 THEN 1
       WHEN new.confidence >= 0.8 THEN 2 ELSE 3 END
"""
"""How firmly a document's words carry a finding, the firmest first: findings before candidates, words that bind
before those that recommend, permit or describe, lists of values and code tables before names, words the file
itself holds before recognised ones, the surest first."""

_OF = {
    **{name: f"coalesce(new.{name}, '')" for name in DIMENSIONS},
    "kind": "coalesce((SELECT kind FROM documents WHERE sha256 = new.sha256), '')",
    "firmness": _FIRMNESS,
}
_VALUES = ", ".join(f"({_OF[name]})" for name in DIMENSIONS)
_SAME = f"({', '.join(DIMENSIONS)}) = ({_VALUES})"
# Nothing here comes from outside: names of columns, and expressions over the new row.
_ENTER = f"""
INSERT INTO facets ({", ".join(DIMENSIONS)}, n)
    SELECT {_VALUES}, 0 WHERE NOT EXISTS (SELECT 1 FROM facets WHERE {_SAME});
UPDATE findings SET (facet, firmness) = (SELECT id, firmness FROM facets WHERE {_SAME}),
    name = (SELECT name FROM documents WHERE sha256 = new.sha256) WHERE rowid = new.rowid;
UPDATE facets SET n = n + 1 WHERE id = (SELECT facet FROM findings WHERE rowid = new.rowid);
"""  # noqa: S608
_LEAVE = "UPDATE facets SET n = n - 1 WHERE id = old.facet;"

_TRIGGERS = (
    f"CREATE TRIGGER findings_enter_facets AFTER INSERT ON findings BEGIN {_ENTER} END",
    f"CREATE TRIGGER findings_change_facets AFTER UPDATE OF standing ON findings BEGIN {_LEAVE} {_ENTER} END",
    f"CREATE TRIGGER findings_leave_facets AFTER DELETE ON findings BEGIN {_LEAVE} END",
    "CREATE TRIGGER documents_change_facets AFTER UPDATE OF name, kind ON documents"
    " WHEN old.name IS NOT new.name OR old.kind IS NOT new.kind"
    " BEGIN UPDATE findings SET standing = standing WHERE sha256 = new.sha256; END",
)


def make_facets(connection: Connection) -> None:
    """Make the triggers that keep the facets of a new case."""
    for trigger in _TRIGGERS:
        connection.execute(text(trigger.replace(":", "\\:")))


def faults_of_facets(connection: Connection) -> list[str]:
    """Return what is wrong with the facets: counts that the findings do not bear out."""
    wrong = connection.execute(
        text(
            "SELECT count(*) FROM facets LEFT JOIN (SELECT facet, count(*) AS found FROM findings GROUP BY facet)"
            " ON facet = id WHERE n <> coalesce(found, 0)"
        )
    ).scalar_one()
    lost = connection.execute(text("SELECT count(*) FROM findings WHERE facet IS NULL")).scalar_one()
    made = [f"{wrong:,} counts of findings do not hold"] if wrong else []
    return [*made, *([f"{lost:,} findings are not counted"] if lost else [])]
