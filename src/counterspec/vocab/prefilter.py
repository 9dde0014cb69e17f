"""Decide from the raw text whether a file can hold a finding at all, before it is parsed."""

from __future__ import annotations

import re
from functools import lru_cache

from counterspec.vocab.matcher import Matcher

_NAME = re.compile(r"[^\W\d]\w*")
_ALONE = frozenset({"term", "identifier", "value", "code_list"})
_BESIDE_PEOPLE = frozenset({"ambiguous", "abbreviation", "weak_value"})
_PEOPLE = frozenset({"noun", "key"})


class Prefilter:
    """Looks at the names of a text, then at its phrases."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._kinds_of = lru_cache(maxsize=200_000)(self._name_kinds)

    def _name_kinds(self, name: str) -> frozenset[str]:
        return frozenset(hit.lexeme.kind for hit in self._matcher.name(name))

    def may_speak(self, text: str) -> bool:
        """Whether the text holds a word of a concept, and a person where that word needs one."""
        weak = people = False
        for name in set(_NAME.findall(text)):
            kinds = self._kinds_of(name)
            if not kinds.isdisjoint(_ALONE):
                return True
            weak = weak or not kinds.isdisjoint(_BESIDE_PEOPLE)
            people = people or not kinds.isdisjoint(_PEOPLE)
            if weak and people:
                return True
        return self._phrases(text, weak, people)

    def _phrases(self, text: str, weak: bool, people: bool) -> bool:
        for hit in self._matcher.scan(text):
            kind = hit.lexeme.kind
            if kind in _ALONE:
                return True
            weak = weak or kind in _BESIDE_PEOPLE
            people = people or kind in _PEOPLE
            if weak and people:
                return True
        return False
