"""Whether two elements of different names may be one that was renamed: what they share beside the name."""

from __future__ import annotations

from counterspec.link.editions.folds import likeness, loose_name, words_of
from counterspec.link.editions.items import Item

ENOUGH = 4.0
"""Type, length and place in the row of elements alone do not reach this: something that tells must be shared."""


def evidence_of_rename(one: Item, other: Item, *, words: bool, alone: bool) -> float:
    """Return how much speaks for a rename.

    `words` says whether labels can be compared (one language), `alone` whether the two are the only ones
    without a counterpart between the same neighbours.
    """
    plain, telling = _plain(one, other), _telling(one, other, words=words)
    return plain + telling + (1.0 if alone else 0.0) if telling > 0 else 0.0


def _plain(one: Item, other: Item) -> float:
    """Return what the attributes say that many elements share."""
    left, right = one.declaration, other.declaration
    score = _same(left.type_name, right.type_name, 2.0, -1.0)
    score += _same(left.length, right.length, 1.0, -0.5)
    return score + _same(left.obligation, right.obligation, 0.5, 0.0)


def _same(one: str | None, other: str | None, agreed: float, differs: float) -> float:
    if not one or not other:
        return 0.0
    return agreed if words_of(one) == words_of(other) else differs


def _telling(one: Item, other: Item, *, words: bool) -> float:
    """Return what the name, label, code list and concepts say."""
    score = _stepped(likeness(loose_name(one.name), loose_name(other.name)))
    if words:
        score += _stepped(likeness(one.label, other.label))
    score += _lists(one, other)
    if one.concepts and other.concepts:
        score += 1.5 if one.concepts & other.concepts else -2.0
    return score


def _stepped(value: float) -> float:
    return 2.0 if value >= 0.6 else 1.0 if value >= 0.4 else 0.0


def _lists(one: Item, other: Item) -> float:
    if one.values and other.values:
        left, right = values_of(one), values_of(other)
        shared = len(left & right) / min(len(left), len(right))
        return 3.0 if shared >= 0.6 else 0.0 if shared else -2.0
    return _same(one.declaration.code_list, other.declaration.code_list, 2.0, 0.0)


def values_of(item: Item) -> set[str]:
    """Return what an item's values mean, in the form that is compared; of a value without a label its code."""
    return {words_of(value.label or value.code) for value in item.values}
