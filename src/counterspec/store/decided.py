"""The tables of what people decided: the log, and what is found by it; all but the log can be made anew from there."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text


def decided(metadata: MetaData) -> tuple[Table, Table, Table]:
    """Return the log, the verdicts by what they judge, and the findings added by hand by their documents."""
    return _log(metadata), _verdicts(metadata), _by_hand(metadata)


def _log(metadata: MetaData) -> Table:
    """Append-only: triggers refuse to change or delete a row (see the migration that makes it)."""
    return Table(
        "log",
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("prev", Text, nullable=False),
        Column("hash", Text, nullable=False, unique=True),
        Index("log_by_kind", "kind", "seq"),
    )


def _verdicts(metadata: MetaData) -> Table:
    """The verdicts of the log by what they judge; made anew from there at any time."""
    return Table(
        "verdicts",
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("finding", Text, nullable=False),
        Column("fingerprint", Text, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("reviewer", Text, nullable=False),
        Column("data", Text, nullable=False),
        Index("verdicts_by_finding", "finding"),
        Index("verdicts_by_fingerprint", "fingerprint"),
        Index("verdicts_by_document", "sha256"),
    )


def _by_hand(metadata: MetaData) -> Table:
    """What people added by hand and did not take back, by document, whether the case holds that or not."""
    return Table(
        "by_hand",
        metadata,
        Column("id", Text, primary_key=True),
        Column("seq", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("number", Text),
        Column("data", Text, nullable=False),
        Index("by_hand_by_document", "sha256"),
        Index("by_hand_by_number", "number"),
    )
