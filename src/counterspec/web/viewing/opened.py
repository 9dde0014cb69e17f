"""Documents that were looked at last, kept open: turning a page does not read the whole again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from sqlalchemy import Connection

from counterspec.errors import UsageError
from counterspec.formats import Format
from counterspec.model import Card, Document, LineIndex
from counterspec.registry import discover
from counterspec.store.codec import Extracted, json_of
from counterspec.store.documents import cards, reading_of
from counterspec.store.held import held

_KEPT = 4
_MOST_CHARS = 20_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A document of the case; `document` is None where it was not read. Its pages hold no words here."""

    card: Card
    document: Document | None
    extracted: Extracted | None
    lines: LineIndex | None


@dataclass
class Shelf:
    """The documents looked at last."""

    _kept: OrderedDict[tuple[str, str], Opened] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, connection: Connection, sha256: str) -> Opened:
        """Return a document by its digest.

        Raises:
            UsageError: the case does not hold it.
        """
        card = next(iter(cards(connection, [sha256])), None)
        if card is None:
            raise UsageError(f"{sha256[:12]}: no such document in this case")
        key = (sha256, _version(connection, sha256))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = reading_of(connection, sha256, words=False)
        document, extracted = found or (None, None)
        opened = Opened(card, document, extracted, LineIndex.of(document.text) if document else None)
        with self._lock:
            self._kept[key] = opened
            while len(self._kept) > _KEPT or (self._chars() > _MOST_CHARS and len(self._kept) > 1):
                self._kept.popitem(last=False)
        return opened

    def _chars(self) -> int:
        return sum(len(one.document.text) for one in self._kept.values() if one.document)


def drawable(card: Card) -> bool:
    """Whether pages of this document can be drawn as they are printed."""
    entry = discover("counterspec.formats", Format).get(card.format)
    return entry is not None and entry.picture is not None


def _version(connection: Connection, sha256: str) -> str:
    """Return what a reading depends on: the code, and how it was asked for."""
    one = held(connection, sha256)
    return f"{one.reading_version}/{one.judging_version}/{json_of(one.wishes)}" if one else ""
