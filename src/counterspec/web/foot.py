"""What stands at the foot of every screen: what was read, and what was not."""

from __future__ import annotations

from dataclasses import dataclass

from counterspec.store.documents import counts
from counterspec.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a case was read; "nothing found" means nothing without it."""

    documents: int
    read: int
    lost: int
    pages: int
    pages_unread: int
    waiting: int


def coverage(desk: Desk) -> Coverage:
    """Return the coverage of the case as it is now."""
    with desk.reading() as connection:
        held = counts(connection)
    return Coverage(
        documents=held["documents"],
        read=held["read"],
        lost=held["documents"] - held["read"],
        pages=held["pages"],
        pages_unread=held["pages"] - held["pages_read"],
        waiting=held["waiting"],
    )
