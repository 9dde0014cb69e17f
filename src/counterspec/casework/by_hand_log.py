"""What the log says of findings added by hand: each as an entry of its own, and what was taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from counterspec.casework.placing import LONGEST
from counterspec.errors import StoreError
from counterspec.model import Box, ByHand, Entry, Span, id_by_hand
from counterspec.terminal.look import ACTS
from counterspec.vocab.loader import TIERS

_HASH = re.compile(r"[0-9a-f]{64}")
ADDED = "finding"
TAKEN_BACK = "finding-withdrawn"


class Said(msgspec.Struct):
    """The body of an entry that adds a finding, beside `made` and where it was taken over from; see `ByHand`."""

    sha256: str
    number: str | None
    start: int
    end: int
    quote: str
    passage: str
    nth: int
    alike: int
    page: int | None
    boxes: tuple[Box, ...]
    concept: str
    label: str
    tier: str
    act: str
    why: str


def entry_of(said: Said) -> dict[str, object]:
    """Return the body of the entry that adds a finding."""
    body: dict[str, object] = msgspec.to_builtins(said)
    return {"made": ADDED, **body}


def added(notes: Iterable[Entry]) -> Iterator[tuple[int, ByHand]]:
    """Yield what entries of the log add by hand and none takes back, with the number of the entry that adds it."""
    made: dict[str, tuple[int, ByHand]] = {}
    for entry in notes:
        body = _body(entry)
        if body.get("made") == ADDED:
            one = _read(entry, body)
            if one is not None:
                made.setdefault(one.id, (entry.seq, one))
        elif body.get("made") == TAKEN_BACK:
            _, taken = made.get(id_by_hand(str(body.get("entry"))), (0, None))
            if taken is not None and (taken.entry, taken.by) == (body["entry"], entry.by):
                del made[taken.id]
    yield from made.values()


def read(entry: Entry) -> ByHand | None:
    """Return the finding that an entry adds, None where it adds none, or in another shape."""
    body = _body(entry)
    return _read(entry, body) if body.get("made") == ADDED else None


def _body(entry: Entry) -> dict[str, Any]:
    try:
        return msgspec.json.decode(entry.body, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise StoreError(f"entry {entry.seq} of the log was damaged: {error}") from error


def _read(entry: Entry, body: Mapping[str, Any]) -> ByHand | None:
    """Return the finding an entry adds, None where a log that was taken over says it in another shape."""
    origin = body.get("imported")
    try:
        said = msgspec.convert(body, Said)
        first, at = (str(origin["hash"]), str(origin["at"])) if origin else (entry.hash, entry.at)
    except (msgspec.ValidationError, KeyError, TypeError):
        return None
    if not _HASH.fullmatch(first) or not _holds(said):
        return None
    return ByHand(
        first, said.sha256, said.number, Span(said.start, said.end), said.quote, said.passage, said.nth, said.alike,
        said.page, said.boxes, said.concept, said.label, said.tier, said.act, said.why, entry.by, at,
    )  # fmt: skip


def _holds(said: Said) -> bool:
    """Whether an entry, which another copy of the case may have written, says something that can be shown."""
    return (
        0 <= said.start < said.end
        and 0 <= said.nth < said.alike
        and 0 < len(said.quote.strip()) <= LONGEST
        and len(said.boxes) <= LONGEST
        and said.act in ACTS
        and said.tier in TIERS
    )
