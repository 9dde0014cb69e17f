"""Choose among hits: by kind, by place, by what covers what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counterspec.vocab.matcher import Hit

_SUREST = ("term", "identifier", "code_list", "value", "ambiguous", "abbreviation")


def kinds(hits: Iterable[Hit], *wanted: str) -> list[Hit]:
    """Return the hits whose lexeme is of a kind wanted."""
    return [hit for hit in hits if hit.lexeme.kind in wanted]


def covers(outer: Hit, inner: Hit) -> bool:
    """Whether `inner` lies within `outer`, the same place included."""
    return outer.start <= inner.start and inner.end <= outer.end


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Keep hits that no longer hit covers, one per place; ties go to the surer kind, then the broader concept."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_rank):
        if not any(covers(other, hit) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _rank(hit: Hit) -> tuple[int, int, int, int, str]:
    kind = _SUREST.index(hit.lexeme.kind) if hit.lexeme.kind in _SUREST else len(_SUREST)
    return hit.start - hit.end, hit.start, kind, len(hit.lexeme.ref), hit.lexeme.ref
