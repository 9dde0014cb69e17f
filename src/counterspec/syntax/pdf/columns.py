"""Tell whether two parts of a table have the same columns, and lay rows over the columns of the whole."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

_SHIFT = 4.0
"""Edges of one column may lie this far (points) apart on two pages."""
_EXACT = 1.5
_MIRRORED = 90.0
"""Whole pages may be moved this far: inner and outer margins change sides."""
_LOOSE = 0.08

Edges = tuple[float, ...]


def same_columns(one: Edges, two: Edges, *, sure: bool) -> bool:
    """Tell whether two parts have the same columns, or one lacks a few edges that it merges over.

    `sure` says that something else shows them to be one table: a caption that says so, a header printed again.
    """
    if len(one) < 2 or len(two) < 2:
        return False
    moved = two[0] - one[0]
    width = one[-1] - one[0]
    if abs(moved) > (_MIRRORED if len(one) > 3 or sure else _SHIFT) or abs(two[-1] - moved - one[-1]) > max(
        _SHIFT, _LOOSE * width if sure else 0
    ):
        return False
    two = tuple(edge - moved for edge in two)
    if len(one) == len(two):
        most = _LOOSE * width if sure else _SHIFT
        return all(abs(a - b) <= most for a, b in zip(one, two, strict=True))
    few, many = sorted((one, two), key=len)
    inner = few[1:-1]
    met = all(any(abs(edge - other) <= _SHIFT for other in many) for edge in inner)
    if len(inner) >= 2 or sure:
        return met and bool(inner)
    return bool(inner) and all(any(abs(edge - other) <= _EXACT for other in many) for edge in inner)


def laid_over(edges: Edges, whole: Edges) -> list[int]:
    """Return for each column of the whole which column of a part covers it."""
    moved = edges[0] - whole[0]
    last = len(edges) - 2
    return [
        min(max(bisect_right(edges, (left + right) / 2 + moved) - 1, 0), last)
        for left, right in pairwise(whole)
    ]
