"""Delete sources that no document and no statement of a case names: what a killed run left."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, select

from counterspec.store import schema
from counterspec.store.blobs import blobs, drop_blob
from counterspec.store.log import entries


def tidy(connection: Connection, folder: Path) -> int:
    """Delete the sources nothing names, inside a transaction that keeps others from writing; return how many."""
    documents = schema.documents
    dropped = 0
    spoken: str | None = None
    for shelf, digests in groupby(blobs(folder), key=lambda digest: digest[:2]):
        query = select(documents.c.sha256).where(
            documents.c.sha256 >= shelf, documents.c.sha256 < shelf + "g"
        )
        named = set(connection.execute(query).scalars())
        for digest in digests:
            if digest in named:
                continue
            if spoken is None:
                # What people wrote may rest on a source that is no document, an answer's letter for instance.
                spoken = "\n".join(entry.body for entry in entries(connection))
            if digest not in spoken:
                drop_blob(folder, digest)
                dropped += 1
    return dropped
