"""Link the documents of a case: group copies, resolve citations, note what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection

from counterspec.casework.versions import linking_version
from counterspec.errors import StoreError
from counterspec.link.citations import resolve
from counterspec.link.copies_groups import Sketched, copies
from counterspec.link.library import Library
from counterspec.link.wanted import Wants
from counterspec.model import Card, Link, Wanted
from counterspec.store import links as store
from counterspec.store.case import Case
from counterspec.store.documents import citations_of
from counterspec.store.wanted import put_wanted

_SOON = 100_000
"""Citations that are resolved in some three seconds."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking came to: how many links, how many documents are copies; `anew` is False where nothing changed."""

    links: int
    copies: int
    anew: bool


def link(case: Case, *, force: bool = False) -> Linked:
    """Bring copies and links of a case up to date; quick where nothing changed since.

    What is written depends on the documents alone, never on the order they came in.
    """
    version = linking_version()
    with case.reading() as connection:
        if not force and store.are_current(connection, version):
            return _counted(connection, anew=False)
    with case.changing() as connection:
        if not force and store.are_current(connection, version):
            return _counted(connection, anew=False)  # somebody else did it in the meantime
        held = {card.sha256: card for card in store.cards_to_link(connection)}
        repeated = _copies(connection, held)
        store.put_copies(connection, repeated)
        for sha256, card in held.items():
            copy = repeated.get(sha256)
            if card.copy_of != copy:
                held[sha256] = replace(card, copy_of=copy)
        store.put_links(connection, _links(connection, held))
        put_wanted(connection, _wanted(connection, held))
        store.mark_current(connection, version)
        return _counted(connection, anew=True)


def link_soon(case: Case) -> None:
    """Link after a change, where that takes seconds and nobody else writes; else whoever reads next does."""
    with case.reading() as connection:
        if store.count_citations(connection) > _SOON:
            return
    with suppress(StoreError):
        link(case)


def link_to_read(case: Case) -> bool:
    """Bring links up to date for somebody who only looks; return whether they are.

    While documents are being added, and in a case that cannot be written, they stay as they are.
    """
    if are_links_current(case):
        return True
    if case.worker() is not None or not case.writable:
        return False
    link(case)
    return True


def are_links_current(case: Case) -> bool:
    """Return whether the links of a case were made of its documents as they are."""
    with case.reading() as connection:
        return store.are_current(connection, linking_version())


def _counted(connection: Connection, *, anew: bool) -> Linked:
    return Linked(sum(store.hows(connection).values()), store.count_copies(connection), anew)


def _copies(connection: Connection, held: dict[str, Card]) -> dict[str, str]:
    buyers = store.names_in_role(connection, "buyer")
    fetched = store.fetched(connection)
    return copies(
        Sketched(held[sha256], sketch, buyers.get(sha256, frozenset()), fetched.get(sha256, ""))
        for sha256, sketch in store.sketches(connection).items()
    )


def _links(connection: Connection, held: dict[str, Card]) -> Iterator[Link]:
    library = Library(held.values(), store.said_as(connection, "amends"), store.found_in(connection))
    for sha256, citations in groupby(citations_of(connection), key=lambda citation: citation.sha256):
        yield from resolve(held[sha256], citations, library)


def _wanted(connection: Connection, held: dict[str, Card]) -> list[Wanted]:
    wants = Wants(held)
    for citation, found in store.unanswered(connection):
        wants.add(citation, found)
    return wants.result()
