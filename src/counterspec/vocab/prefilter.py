"""Decide from the raw text whether a file can hold a finding at all, before it is parsed.

Values that count only together are not looked for: a list of them counts under a name that says
the concept, or beside a value that carries it alone, and those are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from counterspec.vocab.companions import only_companions
from counterspec.vocab.lexicon import Lexicon
from counterspec.vocab.matcher import Matcher

_NAME = re.compile(r"[^\W\d]\w*")
_ALONE = frozenset({"term", "identifier", "value", "code_list"})
_BESIDE_PEOPLE = frozenset({"ambiguous", "abbreviation"})
_PEOPLE = frozenset({"noun", "key"})
_SOUGHT = _ALONE | _BESIDE_PEOPLE | _PEOPLE


class Prefilter:
    """Looks at the names of a text, then at its phrases."""

    def __init__(self, matcher: Matcher, lexicon: Lexicon) -> None:
        self._matcher = matcher
        self._signs_of = lru_cache(maxsize=200_000)(self._name_signs)
        self._phrases = Matcher(_phrases_of(lexicon))

    def _name_signs(self, name: str) -> tuple[bool, bool, bool]:
        """Whether a name speaks alone, speaks beside people, and names people."""
        hits = self._matcher.name(name)
        kinds = {hit.lexeme.kind for hit in hits}
        weak = any(hit.lexeme.kind in _BESIDE_PEOPLE and only_companions(self._matcher, name, hit) for hit in hits)
        return not kinds.isdisjoint(_ALONE), weak, not kinds.isdisjoint(_PEOPLE)

    def may_speak(self, text: str) -> bool:
        """Whether the text holds a word of a concept, and a person where that word needs one."""
        weak = people = False
        for name in set(_NAME.findall(text)):
            alone, beside, person = self._signs_of(name)
            weak, people = weak or beside, people or person
            if alone or (weak and people):
                return True
        for hit in self._phrases.scan(text):
            kind = hit.lexeme.kind
            weak, people = weak or kind in _BESIDE_PEOPLE, people or kind in _PEOPLE
            if kind in _ALONE or (weak and people):
                return True
        return False


def _phrases_of(lexicon: Lexicon) -> Lexicon:
    """Return the patterns that no single ASCII name can show."""
    found = {}
    for key, lexemes in lexicon.patterns.items():
        sought = [pair for pair in lexemes if pair[0].kind in _SOUGHT]
        if sought and (" " in key or not key.isascii() or any(stem for _, stem in sought)):
            found[key] = sought
    return Lexicon(patterns=found)
