"""What may stand beside an attribute word in a name without changing its meaning."""

from __future__ import annotations

from counterspec.vocab.lexicon import SOURCES
from counterspec.vocab.matcher import Hit, Matcher
from counterspec.vocab.words import spans

_ALLOWED = frozenset({"affix", "prefix", "noun", "weak_noun", "key", "shared", "null", *SOURCES})


def only_companions(matcher: Matcher, name: str, hit: Hit) -> bool:
    """Whether all words of `name` beside `hit` are companion, person or attribute words."""
    allowed = [other for other in matcher.name(name) if other.lexeme.kind in _ALLOWED]
    for word, start, end in spans(name):
        if word.isdigit() or len(word) == 1 or (hit.start <= start and end <= hit.end):
            continue
        if not _covered(start, end, [hit, *allowed]):
            return False
    return True


def _covered(start: int, end: int, hits: list[Hit]) -> bool:
    """Whether hits cover the range between them: words of scripts without spaces stand in one run."""
    for other in sorted(hits, key=lambda h: h.start):
        if other.start <= start < other.end:
            start = other.end
    return start >= end
