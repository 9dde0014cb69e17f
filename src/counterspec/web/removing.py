"""A document that is taken out of the case in the name of a session's person."""

from __future__ import annotations

from counterspec.casework.remove import removed
from counterspec.store.listing import Listed, listed_of
from counterspec.web.access.gate import RefusedError
from counterspec.web.access.sessions import Session
from counterspec.web.audit import note
from counterspec.web.desk import Desk


def take_out(desk: Desk, session: Session, sha256: str, reason: str) -> Listed:
    """Remove one document and return it as it was; whoever reads next makes the links anew.

    Raises:
        RefusedError: the case has no such document.
        StoreError: another process works on the case.
    """
    with desk.reading() as connection:
        meant = list(listed_of(connection, [sha256]))
    if not meant:
        raise RefusedError("no document of this case has this SHA-256", 404)
    [one] = removed(desk.case, meant, session.name, reason.strip())
    note(desk, session.name, "removed a document", sha256)
    return one
