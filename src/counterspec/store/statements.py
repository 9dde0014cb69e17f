"""What statements are about: parties and documents looked up by name."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from counterspec.errors import UsageError
from counterspec.store import schema


def names_party(connection: Connection, name: str) -> bool:
    """Whether some document of the case names a party so; `name` is in normal form."""
    parties = schema.parties
    return (
        connection.execute(select(parties.c.sha256).where(parties.c.normal == name).limit(1)).first()
        is not None
    )


def document_called(connection: Connection, what: str) -> str:
    """Return the digest of the document that a digest's beginning, a name or a number means.

    Raises:
        UsageError: none or several documents are called so.
    """
    documents = schema.documents
    query = select(documents.c.sha256).where(
        or_(
            documents.c.name == what,
            documents.c.number == what,
            documents.c.sha256.startswith(what, autoescape=True),
        )
    )
    found = sorted(str(row[0]) for row in connection.execute(query.limit(3)))
    if len(found) != 1:
        some = "no document" if not found else "several documents"
        raise UsageError(
            f"{what}: {some} of this case are called so",
            hint="Say the file's name or its SHA-256: counterspec case documents DIR lists them.",
        )
    return found[0]
