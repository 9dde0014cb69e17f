"""The texts that are bound to an element, and what of them is not told elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from counterspec.link.editions.folds import words_of
from counterspec.link.editions.items import Item
from counterspec.model import Note

_TOKENS = re.compile(r"[^\W_]+")


def joined(notes: Iterable[Note]) -> str:
    """Return the texts of notes as one."""
    return " ".join(note.text for note in notes)


def notes_of(item: Item) -> tuple[Note, ...]:
    """Return the texts bound to an element, examples left out."""
    return tuple(note for note in item.declaration.notes if note.role != "example" and words_of(note.text))


def without(notes: tuple[Note, ...], seen: Counter[str], fold: Callable[[str], str]) -> tuple[Note, ...]:
    """Return the notes whose folded texts are not among those seen, as often as they were."""
    left, kept = Counter(seen), []
    for note in notes:
        name = fold(note.text)
        if left[name]:
            left[name] -= 1
        else:
            kept.append(note)
    return tuple(kept)


def rest_of(text: str, item: Item, *, named: bool = False) -> tuple[str, ...]:
    """Return the words of a text that are not told elsewhere: condition, obligation, list and its values.

    With `named` the list's own name counts.
    """
    declaration = item.declaration
    told = [declaration.condition, None if named else declaration.code_list, declaration.obligation_quote]
    told += [value.label for value in item.values]
    parts = (part for part in told if part and (len(part) > 1 or not part.isascii()))
    for part in sorted(parts, key=len, reverse=True)[:500]:
        text = text.replace(part, " ")
    codes = {value.code.casefold() for value in item.values} | {
        value.label.casefold() for value in item.values
    }
    words = (word.casefold() for word in _TOKENS.findall(text))
    return tuple(word for word in words if not (codes and (word in codes or word.isdecimal())))
