"""Split identifiers into words: camel case, snake case, acronyms, digits."""

from __future__ import annotations

import re
from functools import lru_cache

from counterspec.vocab.fold import fold

_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e"
"""Vowel signs and accents: parts of a word, though no letters to Python."""

_WORD = re.compile(
    rf"""
    [A-Z]+(?=[A-Z][a-z\u00df-\u00ff])       # an acronym before a capitalised word: XMLFile
  | [A-Z]?(?:[^\W\d_A-Z]|[{_MARKS}])+       # a word, capitalised or not; any script
  | [A-Z]+                                  # an acronym
  | \d+
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=200_000)
def split(name: str) -> tuple[str, ...]:
    """Return the folded words of an identifier, in order; digits are words of their own."""
    return tuple(fold(word) for word, _, _ in _pieces(name))


@lru_cache(maxsize=50_000)
def spans(name: str) -> tuple[tuple[str, int, int], ...]:
    """Return the words of an identifier with their places in it, half-open."""
    return tuple((fold(word), start, end) for word, start, end in _pieces(name))


def _pieces(name: str) -> list[tuple[str, int, int]]:
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(name)]
