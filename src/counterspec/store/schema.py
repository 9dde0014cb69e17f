"""The tables of a case, as the newest migration leaves them.

Rows are found by SHA-256 of the source's bytes. Row numbers mean nothing outside the file: what
leaves a case is sorted by what it says. Columns named `data` or ending in `_json` hold JSON of the
model's values (see `store.codec`); everything searched by has a column of its own.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from counterspec.store.decided import decided
from counterspec.store.facets import facets_table
from counterspec.store.linked import linked

metadata = MetaData()


def _document() -> Column[str]:
    return Column("sha256", Text, ForeignKey("documents.sha256", ondelete="CASCADE"), nullable=False)


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

_AT_A_GLANCE = (
    "kind", "issued", "state", "copy_of", "in_force", "pages", "pages_read", "pages_recognised", "size",
)  # fmt: skip

documents = Table(
    "documents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("size", Integer, nullable=False),
    Column("format", Text, nullable=False, default=""),
    Column("media_type", Text, nullable=False, default=""),
    Column("kind", Text, nullable=False, default=""),
    Column("title", Text),
    Column("titles_json", Text, nullable=False, default="[]"),
    Column("number", Text),
    Column("canonical", Text),
    Column("edition", Text),
    *(Column(name, Text) for name in ("stage", "issued", "in_force", "withdrawn")),
    Column("replaces_json", Text, nullable=False, default="[]"),
    Column("jurisdiction", Text),
    Column("pages", Integer, nullable=False, default=0),
    Column("pages_read", Integer, nullable=False, default=0),
    Column("pages_recognised", Integer, nullable=False, default=0),
    Column("lines", Integer, nullable=False, default=0),
    Column("copy_of", Text),
    Column("shingles", LargeBinary),
    Column("arrival", Integer, nullable=False, default=0, server_default="0"),
    Column("added_at", Text, nullable=False),
    Column("wishes_json", Text, nullable=False, default="{}", server_default="{}"),
    Column("reading_version", Text, nullable=False),
    Column("judging_version", Text, nullable=False),
    Index("documents_by_number", "canonical", "edition", "state", "copy_of"),
    Index("documents_by_name", "name", "sha256"),
    Index("documents_by_copy", "copy_of", "sha256"),
    Index("documents_by_version", "reading_version", "judging_version"),
    Index("documents_at_a_glance", *_AT_A_GLANCE),
)
"""One row a source; `shingles` is a sketch of its words for finding near copies,
`wishes_json` how it was asked to be read: reading it again asks for the same.

`arrival` is the place in the queue of the name it was read under: of several names of the same bytes the
first counts, however many workers read. What is summed up on every screen is read from the index
`documents_at_a_glance` alone: the rows themselves are long.
"""

origins = Table(
    "origins",
    metadata,
    Column("id", Integer, primary_key=True),
    _document(),
    Column("path", Text, nullable=False),
    Column("rel", Text, nullable=False),
    Column("container", Text),
    Column("url", Text),
    Column("fetched_at", Text),
    Column("capture_json", Text, nullable=False, default="[]"),
    Column("added_at", Text, nullable=False),
    UniqueConstraint("sha256", "path", "url", "fetched_at"),
    Index("origins_by_path", "path"),
)

readings = Table(
    "readings",
    metadata,
    Column("sha256", Text, ForeignKey("documents.sha256", ondelete="CASCADE"), primary_key=True),
    Column("document", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
)
"""What was read (`codec.document_of`) and what was extracted of it (`codec.facts_of`)."""

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    _document(),
    Column("seq", Integer, nullable=False),
    Column("number", Integer),
    Column("line", Integer),
    Column("start", Integer, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("words", LargeBinary),
    UniqueConstraint("sha256", "seq"),
)
"""The text of a page, or of a stretch of lines (`line` is its first): what search shows and marks."""

findings = Table(
    "findings",
    metadata,
    Column("id", Text, primary_key=True),
    _document(),
    Column("seq", Integer, nullable=False),
    Column("concept", Text, nullable=False),
    Column("tier", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("grade", Text, nullable=False),
    *(Column(name, Text) for name in ("strength", "obligation", "provenance", "purpose")),
    Column("rule", Text),
    Column("rule_version", Integer),
    Column("page", Integer),
    Column("line", Integer),
    Column("quote", Text, nullable=False),
    Column("confidence", REAL),
    Column("fingerprint", Text, nullable=False),
    Column("saying", Text, nullable=False),
    Column("standing", Text, nullable=False, default="none"),
    Column("facet", Integer, ForeignKey("facets.id"), nullable=False),
    Column("firmness", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("data", Text, nullable=False),
    Index("findings_by_document", "sha256", "seq"),
    Index("findings_by_concept", "sha256", "concept", "act"),
    Index("findings_by_fingerprint", "fingerprint"),
    Index("findings_by_facet", "facet", "name", "sha256", "seq"),
    Index("findings_in_order", "firmness", "name", "sha256", "seq", "facet"),
    Index("findings_facets", "sha256", "facet"),
    Index("findings_quotes", "facet", "quote"),
    Index("findings_by_hand", "sha256", sqlite_where=text("rule IS NULL")),
)
"""`standing` is what the verdicts in the log come to; it can be made anew from there. `rule` is NULL where a
person added the finding by hand: such rows are made from `by_hand` and the document as it is read now.

`name` is the document's; `facet` and `name` follow it and `standing` by triggers (see `store.facets`). What lists
are ordered by stands in the indexes they are made from: rows are read for those alone that are shown.
"""

facets = facets_table(metadata)
"""Findings alike in all this, and how many there are; "" where a finding has none of it."""

findings_of_documents = findings.join(facets, facets.c.id == literal_column("+findings.facet"))
"""Findings with their facets, where documents are asked for: the plus sign keeps SQLite from going the other way,
from all facets of a grade to all their findings."""

citations = Table(
    "citations",
    metadata,
    _document(),
    Column("seq", Integer, nullable=False),
    Column("canonical", Text, nullable=False),
    Column("edition", Text),
    Column("form", Text, nullable=False),
    Column("page", Integer),
    Column("data", Text, nullable=False),
    UniqueConstraint("sha256", "seq"),
    Index("citations_by_number", "canonical", "edition"),
)

parties = Table(
    "parties",
    metadata,
    _document(),
    Column("seq", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("normal", Text, nullable=False),
    Column("page", Integer),
    Column("data", Text, nullable=False),
    UniqueConstraint("sha256", "seq"),
    Index("parties_by_name", "normal", "role"),
    Index("parties_by_role", "role", "normal", "sha256"),
)

namings = Table(
    "namings",
    metadata,
    _document(),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("sha256", "seq"),
)
"""Places that give an organisation a second name."""

said = Table(
    "said",
    metadata,
    _document(),
    Column("seq", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("sha256", "seq"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text),
    Column("file", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("lost", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Index("problems_by_document", "sha256", "lost"),
    Index("problems_by_file", "file"),
)
"""`sha256` is None where not even the bytes could be had."""

queue = Table(
    "queue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("location", LargeBinary, nullable=False),
    Column("member", Text, nullable=False, default=""),
    Column("path", Text, nullable=False),
    Column("rel", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("modified", Integer, nullable=False),
    Column("origin_json", Text, nullable=False, default="{}"),
    Column("state", Text, nullable=False, default="waiting"),
    Column("strikes", Integer, nullable=False, default=0),
    Column("cause", Text),
    Column("sha256", Text),
    UniqueConstraint("location", "member", "origin_json"),
    Index("queue_by_state", "state", "id"),
    Index("queue_by_document", "sha256"),
    sqlite_autoincrement=True,
)
"""Files to be read: "waiting", or "quarantined" after two strikes. What is done is deleted.

`location` opens the file, in the bytes of the file system. `member` is the path of the one document of an
archive that is meant. `sha256` is that of a quarantined document, which no other name gets into the case.
"""

left_out = Table(
    "left_out",
    metadata,
    Column("root", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How many files and folders below a given path were left out on purpose, by reason."""

links, wanted = linked(metadata)
"""What was worked out of all documents together; see `store.linked`."""

log, verdicts, by_hand = decided(metadata)
"""What people decided; see `store.decided`."""
