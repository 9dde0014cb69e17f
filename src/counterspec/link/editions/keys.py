"""What tells one element from the others, and what of two editions can be compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from counterspec.link.editions.folds import words_of
from counterspec.link.editions.items import Item, Items

Key = Callable[[Item], Hashable | None]


@dataclass(frozen=True, slots=True)
class Terms:
    """What of two editions can be compared.

    `words`: labels and comments are in one language. `types`: both use the same names of types.
    `pictures`: one of them was read from pictures. `texts`: both are written for people.
    """

    words: bool = True
    types: bool = True
    pictures: bool = False
    texts: bool = False


def sign(item: Item) -> Hashable:
    declaration = item.declaration
    return item.label, declaration.type_name, declaration.length, declaration.obligation, len(item.values)


def alone(items: Items) -> dict[Hashable, Item]:
    """Return the items whose name no other has."""
    seen: dict[Hashable, Item | None] = {}
    for item in items:
        seen[item.key] = None if item.key in seen else item
    return {key: item for key, item in seen.items() if item is not None}


def telling_number(item: Item) -> Hashable | None:
    """Return a printed number that names an element and does not count rows: with a letter or long."""
    number = words_of(item.declaration.number or "")
    tells = any(sign.isalpha() for sign in number) and any(sign.isdecimal() for sign in number)
    return (item.thing, number) if item.thing == "field" and (tells or len(number) > 4) else None


def numbered(items: Items) -> dict[str, Item]:
    numbers: dict[str, Item | None] = {}
    for item in items:
        number = words_of(item.declaration.number or "").partition("(")[0]
        if item.thing == "field" and number and not number.isdecimal():
            numbers[number] = None if number in numbers else item
    return {number: item for number, item in numbers.items() if item is not None}


def only(left: Sequence[Item], right: Sequence[Item], key: Key) -> list[tuple[Item, Item]]:
    """Return the pairs whose key each has alone on its side."""
    keyed = [_single(side, key) for side in (left, right)]
    return [(item, keyed[1][name]) for name, item in keyed[0].items() if name in keyed[1]]


def _single(items: Sequence[Item], key: Key) -> dict[Hashable, Item]:
    seen: dict[Hashable, Item | None] = {}
    for item in items:
        name = key(item)
        if name is not None:
            seen[name] = None if name in seen else item
    return {name: item for name, item in seen.items() if item is not None}
