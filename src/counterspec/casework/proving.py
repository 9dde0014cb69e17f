"""Hold kept evidence against a document that was read again: the quote, its page, its boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterspec.findings.evidence import evidence_at
from counterspec.model import Box, Document, Evidence, LineIndex
from counterspec.store.codec import whole

Kind = Literal["source", "quote", "place", "reading", "rows", "log", "database"]

_CLOSE = 0.02
"""Points, and hundredths of certainty, that the same reading may differ by."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something kept that does not hold.

    source: the bytes are missing or altered. quote: other words stand at its place. place: the quote is
    there, its page, line or boxes are others. reading: the text or the words of a page differ from what is
    kept. rows, log, database: the case does not agree with itself. `what` names the thing that does
    not hold, `found` is what is there instead, None where `reason` says it all.
    """

    kind: Kind
    reason: str
    file: str = ""
    sha256: str = ""
    what: str = ""
    page: int | None = None
    line: int | None = None
    quote: str | None = None
    found: str | None = None


def mismatch(
    document: Document, lines: LineIndex, name: str, what: str, evidence: Evidence
) -> Mismatch | None:
    """Return how a document differs from what a kept evidence says of it, None where it holds.

    `lines` are those of the document, `name` is what the case calls it and `what` what the evidence proves.
    """
    start, end = evidence.span
    found = document.text[start:end] if 0 <= start <= end else ""
    place = (name, evidence.sha256, what, evidence.page, evidence.line, evidence.quote)
    if not _same(found, evidence.quote):
        return Mismatch("quote", _elsewhere(document, lines, evidence), *place, found)
    made = evidence_at(document, lines, evidence.span, evidence.locator)
    for label, now, kept, same in (
        ("source", made.sha256, evidence.sha256, made.sha256 == evidence.sha256),
        ("page", made.page, evidence.page, made.page == evidence.page),
        ("line", made.line, evidence.line, made.line == evidence.line),
        ("column", made.column, evidence.column, made.column == evidence.column),
        ("words before", made.prefix, evidence.prefix, _same(made.prefix, evidence.prefix)),
        ("words behind", made.suffix, evidence.suffix, _same(made.suffix, evidence.suffix)),
        ("box", _edges(made.boxes), _edges(evidence.boxes), _close(made.boxes, evidence.boxes)),
        ("certainty", made.confidence, evidence.confidence, _sure(made.confidence, evidence.confidence)),
    ):
        if not same:
            return Mismatch("place", f"the {label} is another than kept ({kept})", *place, str(now))
    return None


def _same(now: str, kept: str) -> bool:
    return now == kept or whole(now) == kept


def _close(now: Sequence[Box], kept: Sequence[Box]) -> bool:
    return len(now) == len(kept) and all(
        abs(a - b) <= _CLOSE
        for mine, theirs in zip(now, kept, strict=True)
        for a, b in zip(mine, theirs, strict=True)
    )


def _sure(now: float | None, kept: float | None) -> bool:
    return now == kept if now is None or kept is None else abs(now - kept) <= _CLOSE


def _edges(boxes: Sequence[Box]) -> str:
    return "; ".join(" ".join(f"{edge:.2f}" for edge in box) for box in boxes) or "none"


def _elsewhere(document: Document, lines: LineIndex, evidence: Evidence) -> str:
    """Say where the quote stands now: with the same words around it, else anywhere."""
    around = f"{evidence.prefix}{evidence.quote}{evidence.suffix}"
    at = document.text.find(around)
    at = at + len(evidence.prefix) if at >= 0 else document.text.find(evidence.quote)
    if at < 0:
        return "the quote is nowhere in the document"
    page = document.page_at(at)
    return "the quote stands " + (f"on page {page.number} now" if page else f"in line {lines.line(at)} now")
