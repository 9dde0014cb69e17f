"""Which words of two quotes differ, and quotes on one line."""

from __future__ import annotations

import re

from counterspec.casework.marking import differing
from counterspec.model import Change, Span


def marks_of(change: Change) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return what to mark of the two quotes: the words that the other does not have."""
    before, after = change.before, change.after
    if before is None or after is None:
        side = after or before
        whole = _named(side.evidence.quote, change) if side else ()
        return (whole, ()) if after is None else ((), whole)
    return differing(before.evidence.quote, after.evidence.quote)


def _named(quote: str, change: Change) -> tuple[Span, ...]:
    """Return the name in a quote, all of it where it does not stand there as such."""
    start = quote.find(change.subject)
    whole = start < 0 or change.thing in ("clause", "condition")
    return (Span(0, len(quote)) if whole else Span(start, start + len(change.subject)),)


def one_line(quote: str, marks: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Return a quote on one line: a row's cells two spaces apart; marks move with it."""
    made, places, moved = "", [0] * (len(quote) + 1), []
    for place, sign in enumerate(quote):
        places[place] = len(made)
        made += "  " if sign == "\t" else " " if sign in "\n\r\f\u2029" else sign
    places[len(quote)] = len(made)
    for mark in marks:
        moved += [
            Span(places[mark.start + part.start()], places[mark.start + part.end()])
            for part in re.finditer(r"[^\t\n\r\f\u2029]+", quote[mark.start : mark.end])
        ]
    return made, tuple(moved)
