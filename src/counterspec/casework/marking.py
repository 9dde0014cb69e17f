"""Which words of two texts differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from counterspec.model import Span

_TOKEN = re.compile(r"[A-Za-z0-9_]+|\S")


def differing(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the places in each of two texts whose words the other does not have there; spaces count for nothing."""
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
