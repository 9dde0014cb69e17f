"""The tables of what is worked out of all documents of a case together: links, and the documents that are wanted."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint


def linked(metadata: MetaData) -> tuple[Table, Table]:
    """Return both tables. They are made anew together; triggers count in `meta` how often documents change.

    `wanted` holds the documents that are cited and not in the case, the most cited first.
    """
    links = Table(
        "links",
        metadata,
        Column("citing", Text, ForeignKey("documents.sha256", ondelete="CASCADE"), nullable=False),
        Column("seq", Integer, nullable=False),
        Column("cited", Text),
        Column("how", Text, nullable=False),
        Column("note", Text, nullable=False, default=""),
        UniqueConstraint("citing", "seq", "cited"),
        Index("links_by_cited", "cited"),
    )
    wanted = Table(
        "wanted",
        metadata,
        Column("place", Integer, primary_key=True),
        *(
            Column(name, Text, nullable=name in ("edition", "title"))
            for name in ("canonical", "edition", "title")
        ),
        Column("cited_by", Integer, nullable=False),
        Column("strictly", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("forms_json", "note", "citing_json")),
    )
    return links, wanted
