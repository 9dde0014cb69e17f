"""Documents of a case as editions: by digest, name or number, from what was kept of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from sqlalchemy import Connection

from counterspec.casework.comparing import Compared, compared
from counterspec.errors import UsageError
from counterspec.link.editions import Edition
from counterspec.model import Card, Source, Wishes
from counterspec.pipeline import Setup, run
from counterspec.store import Case
from counterspec.store.blobs import blob
from counterspec.store.documents import cards, problems_of, reading_of
from counterspec.store.editions import of_digest, of_name
from counterspec.store.verdicts import judged_of
from counterspec.syntax.numbers import find

_DIGEST = re.compile(r"[0-9a-f]{4,64}")
_SHOWN = 5
_TITLE = 80


def two(connection: Connection, first: str, second: str) -> tuple[Card, Card]:
    """Return the two documents that a person names.

    Raises:
        UsageError: none is meant, several are, or one was not read.
    """
    return _one(connection, first), _one(connection, second)


def name_for(connection: Connection, card: Card) -> str:
    """Return what names a document here in the fewest words: its file's name, its digest where others bear that too."""
    return card.name if len(of_name(connection, card.name)) == 1 else card.sha256[:16]


def in_order(connection: Connection, number: str) -> tuple[list[Card], list[Card]]:
    """Return the editions of a standard, the earliest first, and further documents of the same editions.

    Raises:
        UsageError: the case holds fewer than two editions.
    """
    wanted = _number(number)[0]
    read = [card for card in cards(connection) if card.state == "read" and card.copy_of is None]
    found = sorted((card for card in read if _said(card)[0] == wanted), key=_age)
    chosen, others = [], []
    for _, group in groupby(found, key=lambda card: _said(card)[1]):
        # Of one edition, that which the file itself holds is surer than what was read from pictures.
        best, *rest = sorted(group, key=lambda c: (c.pages_recognised > 0, -c.pages_read, c.name))
        chosen.append(best)
        others += rest
    if len(chosen) < 2:
        has = f"one edition of it, {chosen[0].called}" if chosen else "no document of that number"
        raise UsageError(
            f"{number}: the case has {has}", hint="Name two documents: counterspec case diff DIR A B"
        )
    return chosen, others


def compared_in(case: Case, pairs: Iterable[tuple[Card, Card]], setup: Setup) -> Iterator[Compared]:
    """Yield what differs between documents of a case, from what was kept of them."""
    labels = {concept.id: concept.label for concept in setup.concepts.values()}
    for before, after in pairs:
        with case.reading() as connection:
            editions = [_edition(case, connection, card, setup) for card in (before, after)]
        yield compared(after.name, editions[0], editions[1], labels, "asked")


def followed(editions: list[Card]) -> list[tuple[Card, Card]]:
    """Return each edition with the next."""
    return list(pairwise(editions))


def _edition(case: Case, connection: Connection, card: Card, setup: Setup) -> Edition:
    kept = reading_of(connection, card.sha256)
    if kept is None or kept[0].matched_only:
        return _read_in_full(case, card, setup)
    document, facts = kept
    document = replace(
        document,
        title=card.title,
        number=card.number,
        date=card.issued,
        bibliography=facts.bibliography,
        clauses=facts.clauses,
    )
    # What people rejected, or added by hand to one of the two, is no difference between the documents.
    findings = tuple(
        one.finding
        for one in judged_of(connection, card.sha256)
        if one.standing != "rejected" and one.finding.added is None
    )
    problems = tuple(problems_of(connection, card.sha256))
    return Edition(document, facts.declarations, findings, problems, card.name)


def _read_in_full(case: Case, card: Card, setup: Setup) -> Edition:
    """Read a text anew that was not parsed, since it held no word of the vocabulary."""
    source = Source(
        card.name, blob(case.folder, card.sha256), card.sha256, card.sha256, Wishes(whole=True, thorough=True)
    )
    work = run(source, setup)
    if work.document is None:
        reasons = "; ".join(problem.reason for problem in work.problems) or work.skipped or "nothing was read"
        raise UsageError(f"{card.name}: cannot be compared: {reasons}")
    return Edition(work.document, work.declarations, work.findings, work.problems, card.name)


# -- naming ------------------------------------------------------------------------------------


def _one(connection: Connection, named: str) -> Card:
    for ask in (_by_digest, of_name, _by_number):
        found = ask(connection, named)
        read = [card for card in found if card.state == "read"]
        if len(read) > 1:
            # A copy is no other document.
            read = [card for card in read if card.copy_of is None] or read
        if len(read) == 1:
            return read[0]
        if len(read) > 1:
            names = ", ".join(f"{card.name} ({card.sha256[:12]})" for card in read[:_SHOWN])
            more = " …" if len(read) > _SHOWN else ""
            raise UsageError(
                f"{named}: several documents are meant: {names}{more}", hint="Name one by its digest."
            )
        if found:
            raise UsageError(f"{named}: {found[0].name} was not read", hint="counterspec case problems DIR")
    raise UsageError(
        f"{named}: no such document in the case",
        hint="Name it by digest, file name, or number with edition; counterspec case documents DIR lists them.",
    )


def _by_digest(connection: Connection, named: str) -> list[Card]:
    return of_digest(connection, named.lower()) if _DIGEST.fullmatch(named.lower()) else []


def _by_number(connection: Connection, named: str) -> list[Card]:
    number, edition = _number(named)
    found = [card for card in cards(connection) if number and _said(card)[0] == number]
    if edition is None:
        return found
    return [card for card in found if _said(card)[1] == edition]


def _number(named: str) -> tuple[str, str | None]:
    """Return the number a person means, folded, and its edition; the text itself where it is no known number."""
    found = next(iter(find(named)), None)
    return (_folded(found.canonical), found.edition) if found else (_folded(named), None)


def _said(card: Card) -> tuple[str, str | None]:
    """Return a document's number, folded, and its edition; a title may begin with them."""
    if card.canonical:
        return _folded(card.canonical), card.edition
    first = next(iter(find((card.title or "")[:_TITLE])), None)
    return (_folded(first.canonical), first.edition) if first and first.span.start == 0 else ("", None)


def _folded(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "").casefold()


def _age(card: Card) -> tuple[str, str, str, str]:
    return _said(card)[1] or "", card.issued or "", card.name, card.sha256
