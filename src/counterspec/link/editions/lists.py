"""What differs between two code lists, value by value; the order of values is none of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from counterspec.link.editions.folds import looks_of, words_of
from counterspec.link.editions.items import Value
from counterspec.model import ChangeKind

Kind = Literal["added", "removed", "relabelled", "recoded"]


@dataclass(frozen=True, slots=True)
class Differing:
    """One value that differs."""

    kind: Kind
    before: Value | None
    after: Value | None


def differing(
    before: Sequence[Value], after: Sequence[Value], *, words: bool = True, pictures: bool = False
) -> list[Differing]:
    """Return the values that differ, in the order of the later list, removed ones at their place.

    Without `words` only codes are compared. With `pictures` labels that look alike are the same.
    """
    fold = looks_of if pictures else words_of
    left, right = list(before), list(after)
    keys: list[Callable[[Value], Hashable]] = [lambda v: (_code(v), fold(v.label))]
    if words:
        keys.append(lambda v: fold(v.label) or None)
    keys.append(_code)
    found: list[Differing] = []
    for number, key in enumerate(keys):
        pairs, left, right = _paired(left, right, key)
        if number:
            found += [
                item for item in (_compared(one, other, fold, words=words) for one, other in pairs) if item
            ]
    found += [Differing("removed", value, None) for value in left]
    found += [Differing("added", None, value) for value in right]
    # A value that is gone is listed where it stood.
    order = {value.index: (place, 0) for place, value in enumerate(after)}
    stood = {value.index: (place, 1) for place, value in enumerate(before)}
    return sorted(found, key=lambda d: order[d.after.index] if d.after else stood[d.before.index])  # type: ignore[union-attr]


def kind_of(found: Iterable[Differing]) -> ChangeKind | None:
    """Return what became of the list as a whole; None where nothing did."""
    kinds = {item.kind for item in found}
    if not kinds:
        return None
    if kinds == {"added"}:
        return "list-widened"
    return "list-narrowed" if kinds == {"removed"} else "list-changed"


def _code(value: Value) -> str:
    return words_of(value.code)


def _paired(
    left: Sequence[Value], right: Sequence[Value], key: Callable[[Value], Hashable]
) -> tuple[list[tuple[Value, Value]], list[Value], list[Value]]:
    """Return the pairs of one key, in order where it occurs more than once, and what is left."""
    waiting: dict[Hashable, deque[Value]] = defaultdict(deque)
    for value in right:
        name = key(value)
        if name is not None:
            waiting[name].append(value)
    pairs, rest, taken = [], [], set()
    for value in left:
        name = key(value)
        if name is not None and waiting[name]:
            other = waiting[name].popleft()
            taken.add(other.index)
            pairs.append((value, other))
        else:
            rest.append(value)
    return pairs, rest, [value for value in right if value.index not in taken]


def _compared(one: Value, other: Value, fold: Callable[[str], str], *, words: bool) -> Differing | None:
    if fold(one.label) != fold(other.label):
        return Differing("relabelled", one, other) if words else None
    if _code(one) == _code(other) or (not words and not one.label):
        return None
    return Differing("recoded", one, other)


KINDS = ("added", "removed", "relabelled", "recoded")
"""How values differ, in the order they are told in."""


def counted(found: Iterable[Differing]) -> Iterator[tuple[str, int]]:
    """Yield how many values were added, removed, relabelled, recoded; none where it is none."""
    kinds = [item.kind for item in found]
    for kind in KINDS:
        if kind in kinds:
            yield kind, kinds.count(kind)
