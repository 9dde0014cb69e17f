"""Findings people make by hand: a place of a document, what they take it to record, and why; kept in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from counterspec.errors import UsageError
from counterspec.model import Document, Entry, Span
from counterspec.store import log
from counterspec.store.case import Case
from counterspec.terminal.look import ACTS
from counterspec.vocab.loader import Concept

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class ByHand:
    """A finding that a person made; `id` is the hash of the entry that first said it, in whichever case."""

    id: str
    sha256: str
    span: Span
    quote: str
    concept: str
    act: str
    why: str
    by: str
    at: str


class _Said(msgspec.Struct):
    sha256: str
    start: int
    end: int
    quote: str
    concept: str
    act: str
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """What a person found: a place of a document's text, the concept and act it shows, and why."""

    start: int
    end: int
    concept: str
    act: str
    why: str


def add(
    case: Case, document: Document, place: Place, concepts: Mapping[str, Concept], by: str, at: str
) -> ByHand:
    """Write a finding by hand; its quote is what the document says at the place, blanks at its edges left out.

    Raises:
        UsageError: no such place, no words there or too many, no such concept or act, no reason or no name.
    """
    if not 0 <= place.start < place.end <= len(document.text) or place.end - place.start > _LONGEST:
        raise UsageError(f"a finding stands on 1 to {_LONGEST:,} characters of a document")
    quote = document.text[place.start : place.end]
    start = place.start + len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote:
        raise UsageError("no words stand there")
    if place.concept not in concepts:
        raise UsageError(
            f"{place.concept}: no concept of the vocabulary", hint="counterspec concepts lists them."
        )
    if place.act not in ACTS:
        raise UsageError(f"{place.act}: no act", hint=f"One of {', '.join(ACTS)}.")
    why = place.why.strip()
    if not why or len(why) > _LONGEST:
        raise UsageError(f"say why, in at most {_LONGEST:,} characters")
    if not by.strip():
        raise UsageError("a finding by hand carries a name")
    span = Span(start, start + len(quote))
    body = {
        "made": "finding", "sha256": document.sha256, "start": span.start, "end": span.end, "quote": quote,
        "concept": place.concept, "act": place.act, "why": why,
    }  # fmt: skip
    with case.changing() as connection:
        entry = log.append(connection, "note", by.strip(), body, at)
    return ByHand(entry.hash, document.sha256, span, quote, place.concept, place.act, why, by.strip(), at)


def take_back(case: Case, finding: str, by: str, at: str) -> ByHand:
    """Take back one's own finding by hand; the log keeps both.

    Raises:
        UsageError: no such finding, or another person's.
    """
    with case.changing() as connection:
        one = next((one for one in by_hand(connection) if one.id == finding), None)
        if one is None:
            raise UsageError(f"{finding[:12]}: no finding by hand")
        if one.by != by:
            raise UsageError(f"{one.by} made this finding", hint="Only its maker can take it back.")
        log.append(connection, "note", by, {"made": "finding-withdrawn", "entry": finding}, at)
    return one


def by_hand(connection: Connection, sha256: str | None = None) -> list[ByHand]:
    """Return the findings by hand their makers did not take back, of one document or all, by document and place."""
    made: dict[str, ByHand] = {}
    for entry in log.entries(connection, "note"):
        body = msgspec.json.decode(entry.body)
        if body.get("made") == "finding":
            one = _read(entry, body)
            if one is not None:
                made[one.id] = one
        elif body.get("made") == "finding-withdrawn":
            taken = made.get(str(body.get("entry")))
            if taken is not None and taken.by == entry.by:
                del made[taken.id]
    found = [one for one in made.values() if sha256 is None or one.sha256 == sha256]
    return sorted(found, key=lambda one: (one.sha256, one.span, one.id))


def _read(entry: Entry, body: Mapping[str, Any]) -> ByHand | None:
    """Return the finding an entry says, None where a log that was taken over says it in another shape."""
    origin = body.get("imported")
    try:
        said = msgspec.convert(body, _Said)
        first = str(origin["hash"]) if origin else entry.hash
    except (msgspec.ValidationError, KeyError, TypeError):
        return None
    span = Span(said.start, said.end)
    return ByHand(first, said.sha256, span, said.quote, said.concept, said.act, said.why, entry.by, entry.at)


def stands(text: str, one: ByHand) -> Span | None:
    """Return where its words stand in the text as it is read now, the place nearest to the old; None for nowhere."""
    start, end = one.span
    if text[start:end] == one.quote:
        return one.span
    before, behind = text.rfind(one.quote, 0, max(0, end)), text.find(one.quote, max(0, start))
    places = [at for at in (before, behind) if at >= 0]
    at = min(places, key=lambda place: abs(place - start), default=None)
    return None if at is None else Span(at, at + len(one.quote))
