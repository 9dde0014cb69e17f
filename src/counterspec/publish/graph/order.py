"""Order columns so that few lines cross: each after the mean place of what it is linked to, back and forth."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_SWEEPS = 8
Columns = list[list[str]]
Pair = tuple[str, str]


def ordered(
    columns: Sequence[Sequence[str]], pairs: Iterable[Pair], fixed: frozenset[str] = frozenset()
) -> Columns:
    """Return the columns in the best order found; `pairs` join columns side by side, left to right.

    What is `fixed` keeps its place at the head or foot of its column.
    """
    to_left: defaultdict[str, list[str]] = defaultdict(list)
    to_right: defaultdict[str, list[str]] = defaultdict(list)
    for left, right in pairs:
        to_left[right].append(left)
        to_right[left].append(right)
    made = [list(column) for column in columns]
    best, fewest = made, crossings(made, to_right)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        places = range(1, len(made)) if forth else range(len(made) - 2, -1, -1)
        made = [list(column) for column in made]
        for place in places:
            beside = made[place - 1 if forth else place + 1]
            made[place] = _sorted(made[place], beside, to_left if forth else to_right, fixed)
        count = crossings(made, to_right)
        if count < fewest:
            best, fewest = made, count
    return best


def _sorted(
    column: list[str], beside: list[str], linked: Mapping[str, list[str]], fixed: frozenset[str]
) -> list[str]:
    at = {key: (place + 0.5) / len(beside) for place, key in enumerate(beside)}
    own = {key: (place + 0.5) / len(column) for place, key in enumerate(column)}

    def wanted(key: str) -> float:
        if key in fixed:
            return -1.0 if own[key] < 0.5 else 2.0
        found = [at[one] for one in linked.get(key, ())]
        return sum(found) / len(found) if found else own[key]

    return sorted(column, key=wanted)


def crossings(columns: Sequence[Sequence[str]], to_right: Mapping[str, Sequence[str]]) -> int:
    """Return how many pairs of lines between neighbouring columns cross."""
    count = 0
    for left, right in pairwise(columns):
        at = {key: place for place, key in enumerate(right)}
        seen: list[int] = []
        for key in left:
            ends = sorted(at[one] for one in to_right.get(key, ()) if one in at)
            count += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return count
