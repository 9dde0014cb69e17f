"""What a document says of how binding it is, and what others of the case say of it: caveats of all that it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from counterspec.link.chain_notes import replaced_said
from counterspec.link.numbers import read_number
from counterspec.link.standing import FRONT, own_words, standing
from counterspec.model import Card
from counterspec.store.documents import cards
from counterspec.store.links import said_as, text_before


def own_standing(
    connection: Connection, card: Card, say: Callable[[Card, str | None], str | None] = standing
) -> str | None:
    """Return how binding a standard is by its own words, else by its number, as `say` tells it."""
    return say(card, own_words(text_before(connection, card.sha256, FRONT)))


def replaced(connection: Connection, held: Iterable[Card]) -> dict[str, tuple[str, ...]]:
    """Return in sentences, by SHA-256, which documents of the case say that they replace one of these."""
    numbered: defaultdict[tuple[str, str | None], list[Card]] = defaultdict(list)
    for card in held:
        if card.canonical:
            numbered[card.canonical, card.edition].append(card)
    if not numbered:
        return {}
    naming = {
        sha256: numbers
        for sha256, texts in said_as(connection, "replaces").items()
        if (numbers := {number for number in map(read_number, texts) if number and number in numbered})
    }
    in_part = said_as(connection, "replaces extent")
    said: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for other in cards(connection, sorted(naming)):
        for number in naming[other.sha256] - {(other.canonical, other.edition)}:
            for card in numbered[number]:
                said[card.sha256][replaced_said(card, other, in_part=other.sha256 in in_part)] = None
    return {sha256: tuple(sentences) for sha256, sentences in said.items()}
