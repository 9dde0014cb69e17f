"""Which words of two quotes differ, and quotes on one line."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from counterspec.model import Change, Span

_TOKEN = re.compile(r"[A-Za-z0-9_]+|\S")


def marks_of(change: Change) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return what to mark of the two quotes: the words that the other does not have."""
    before, after = change.before, change.after
    if before is None or after is None:
        side = after or before
        whole = _named(side.evidence.quote, change) if side else ()
        return (whole, ()) if after is None else ((), whole)
    left, right = before.evidence.quote, after.evidence.quote
    tokens = [[Span(*m.span()) for m in _TOKEN.finditer(text)] for text in (left, right)]
    words = [
        [text[s.start : s.end] for s in spans] for text, spans in zip((left, right), tokens, strict=True)
    ]
    marks: tuple[list[Span], list[Span]] = ([], [])
    for verb, a, b, c, d in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        if verb != "equal":
            for at, (first, last) in enumerate(((a, b), (c, d))):
                if last > first:
                    marks[at].append(Span(tokens[at][first].start, tokens[at][last - 1].end))
    return tuple(marks[0]), tuple(marks[1])


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
