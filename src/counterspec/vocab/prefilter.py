"""Decide from the raw text whether a file can hold a finding at all, before it is parsed.

Values that count only together are not looked for: a list of them counts under a name that says
the concept, or beside a value that carries it alone, and those are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from counterspec.vocab.companions import only_companions
from counterspec.vocab.lexicon import Lexicon
from counterspec.vocab.matcher import Hit, Matcher

_NAME = re.compile(r"[^\W\d]\w*")
_ALONE = frozenset({"term", "identifier", "value", "code_list"})
_BESIDE_PEOPLE = frozenset({"ambiguous", "abbreviation"})
_PEOPLE = frozenset({"noun", "key"})
_SOUGHT = _ALONE | _BESIDE_PEOPLE | _PEOPLE | {"weak_noun"}


class _Signs(NamedTuple):
    """What a word shows: a concept by itself, one that needs people, a description, people, perhaps people."""

    alone: bool = False
    weak: bool = False
    quiet: bool = False
    people: bool = False
    perhaps: bool = False

    def __or__(self, other: _Signs) -> _Signs:
        return _Signs(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))

    def enough(self) -> bool:
        return self.alone or (self.weak and (self.people or self.perhaps)) or (self.quiet and self.people)


class Prefilter:
    """Looks at the names of a text, then at its phrases. `quiet` are concepts of everyday words
    (tiers E and N), which are worth parsing a file for only where it certainly speaks of people.
    """

    def __init__(self, matcher: Matcher, lexicon: Lexicon, quiet: Collection[str]) -> None:
        self._matcher = matcher
        self._quiet = frozenset(quiet)
        self._signs_of = lru_cache(maxsize=200_000)(self._name_signs)
        self._lexicon = lexicon

    @cached_property
    def _phrases(self) -> Matcher:
        return Matcher(_phrases_of(self._lexicon))

    def may_speak(self, text: str) -> bool:
        """Whether the text holds a word of a concept, and a person where that word needs one."""
        signs = _Signs()
        for name in set(_NAME.findall(text)):
            shown = self._signs_of(name)
            if shown is not None:
                signs |= shown
                if signs.enough():
                    return True
        for hit in self._phrases.scan(text):
            signs |= self._signs((hit,))
            if signs.enough():
                return True
        return False

    def _name_signs(self, name: str) -> _Signs | None:
        hits = self._matcher.name(name)
        if not hits:
            return None
        weighed = [
            hit
            for hit in hits
            if hit.lexeme.kind not in _BESIDE_PEOPLE or only_companions(self._matcher, name, hit)
        ]
        signs = self._signs(weighed)
        return signs if any(signs) else None

    def _signs(self, hits: Iterable[Hit]) -> _Signs:
        kinds = {hit.lexeme.kind for hit in hits if hit.lexeme.ref not in self._quiet}
        return _Signs(
            alone=not kinds.isdisjoint(_ALONE),
            weak=not kinds.isdisjoint(_BESIDE_PEOPLE),
            quiet=any(hit.lexeme.ref in self._quiet and hit.lexeme.kind in _SOUGHT for hit in hits),
            people=not kinds.isdisjoint(_PEOPLE),
            perhaps="weak_noun" in kinds,
        )


def _phrases_of(lexicon: Lexicon) -> Lexicon:
    """Return the patterns that no single ASCII name can show."""
    found = Lexicon()
    for key in lexicon.patterns:
        sought = [(lexeme, stem) for lexeme, stem in lexicon.of_pattern(key) if lexeme.kind in _SOUGHT]
        if " " in key or not key.isascii() or any(stem for _, stem in sought):
            for lexeme, stem in sought:
                found.add_pattern(key, lexeme, stem)
    return found
