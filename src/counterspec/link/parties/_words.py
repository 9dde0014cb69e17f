"""The words of `words.yaml`, in the shapes that names are asked by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Ends:
    """Words that end (or begin) a name: those of scripts that write without spaces, and those of words."""

    east: frozenset[str]
    west: frozenset[str]
    sizes: tuple[int, ...]
    """Lengths of the words of the east, the longest first."""
    longest: int

    @classmethod
    def of(cls, words: Iterable[str]) -> Ends:
        """Sort words by script."""
        every = frozenset(words)
        east = frozenset(word for word in every if is_east(word))
        west = every - east
        sizes = sorted({len(word) for word in east}, reverse=True)
        return cls(east, west, tuple(sizes), max((len(word.split()) for word in west), default=0))

    def off_end(self, text: str) -> tuple[str, str]:
        """Return a name without the word that ends it, and the word; the word is empty where none does."""
        for size in self.sizes:
            if len(text) > size and text[-size:] in self.east:
                return text[:-size].rstrip(" -"), text[-size:]
        parts = text.split(" ")
        for count in range(min(self.longest, len(parts) - 1), 0, -1):
            word = " ".join(parts[-count:])
            if word in self.west:
                return " ".join(parts[:-count]), word
        return text, ""

    def ends(self, text: str) -> list[str]:
        """Return a name without each word that ends it, the longest word first."""
        made = [text[:-size].rstrip(" -") for size in self.sizes if text[-size:] in self.east]
        parts = text.split(" ")
        for count in range(min(self.longest, len(parts) - 1), 0, -1):
            if " ".join(parts[-count:]) in self.west:
                made.append(" ".join(parts[:-count]))
        return [left for left in made if left]

    def off_begin(self, text: str) -> tuple[str, str]:
        """Return a name without the word that begins it, and the word."""
        for size in self.sizes:
            if len(text) > size and text[:size] in self.east:
                return text[size:].lstrip(" -"), text[:size]
        parts = text.split(" ")
        for count in range(min(self.longest, len(parts) - 1), 0, -1):
            word = " ".join(parts[:count])
            if word in self.west:
                return " ".join(parts[count:]), word
        return text, ""

    def has(self, text: str) -> bool:
        """Return whether a text is one of the words."""
        return text in self.west or text in self.east


@dataclass(frozen=True, slots=True)
class Words:
    """All of them; each value as `words.yaml` says."""

    legal_end: Ends
    legal_begin: Ends
    group: Ends
    trade: Ends
    place_end: Ends
    branch: Ends
    state_end: Ends
    state_begin: Ends
    articles: Ends
    ands: frozenset[str]
    small: frozenset[str]
    alike: Mapping[int, str]


@cache
def words() -> Words:
    """Return the words, read once."""
    import yaml

    from counterspec.link.parties.forms import folded, spelled

    raw: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))

    def ends(key: str) -> Ends:
        value = raw[key]
        lists = value.values() if isinstance(value, dict) else [value]
        return Ends.of(folded(spelled(str(word))) for words in lists for word in words)

    return Words(
        ends("legal_end"), ends("legal_begin"), ends("group"), ends("trade"), ends("place_end"),
        ends("branch_end"), ends("state_end"), ends("state_begin"), ends("articles"),
        frozenset(raw["ands"]), frozenset(raw["small"]),
        {ord(char): group[0] for group in raw["alike"] for char in group},
    )  # fmt: skip


def is_east(text: str) -> bool:
    """Return whether a text holds Chinese characters, kana, Hangul or Thai: no spaces part its words."""
    return _EAST.search(text) is not None


_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
