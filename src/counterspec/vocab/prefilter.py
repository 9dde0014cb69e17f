"""Decide from the raw text whether a file can hold a finding at all, before it is parsed.

Values that count only together are looked for beside a name that may say their concept; a list of
them counts under such a name, or beside a value that carries it alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from counterspec.vocab.companions import only_companions
from counterspec.vocab.lexicon import Lexicon
from counterspec.vocab.matcher import Hit, Matcher

_NAME = re.compile(r"[^\W\d]\w*")
_DIGITS = "0123456789"
_TO_SPACES = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_MAX_BARREN = 1_000_000
_FEW_NAMES = 5_000
"""So many names are read in full before sorting out the barren ones pays for its table."""
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
        self._barren: set[str] = set()
        self._looked = 0

    def warm(self) -> None:
        """Compile now what the first texts would wait for."""
        _ = self._concepts
        self._phrases.text("")

    @cached_property
    def _phrases(self) -> Matcher:
        return Matcher(_phrases_of(self._lexicon))

    @cached_property
    def _concepts(self) -> Matcher:
        """Names of concepts alone: most names hold none, and are done with."""
        return Matcher(self._lexicon.narrowed(_ALONE | _BESIDE_PEOPLE))

    def may_speak(self, text: str) -> bool:
        """Whether the text holds a word of a concept, and a person where that word needs one."""
        names = _names(text)
        signs = _Signs()
        for name in self._telling(names):
            shown = self._signs_of(name)
            if shown is not None:
                signs |= shown
                if signs.enough():
                    return True
        for hit in self._phrases.scan(text):
            signs |= self._signs((hit,))
            if signs.enough():
                return True
        if not (signs.weak or signs.quiet):
            return False
        return self._beside_people(names, signs) or (signs.weak and self._beside_values(names))

    def _telling(self, names: set[str]) -> list[str]:
        """Return the names in which a concept may stand."""
        if "_concepts" not in vars(self) and self._looked < _FEW_NAMES:
            self._looked += len(names)
            return list(names)
        if len(self._barren) > _MAX_BARREN:
            self._barren.clear()
        told = []
        for name in names - self._barren:
            if self._concepts.shows(name):
                told.append(name)
            else:
                self._barren.add(name)
        return told

    def _beside_people(self, names: set[str], signs: _Signs) -> bool:
        for name in names:
            shown = self._signs_of(name)
            if shown is not None:
                signs |= shown
                if signs.enough():
                    return True
        return False

    def _beside_values(self, names: set[str]) -> bool:
        """Whether two values of a concept stand beside a name that may say it: enum Race { WHITE, BLACK }."""
        named: set[str] = set()
        valued: Counter[str] = Counter()
        for name in names:
            for hit in self._matcher.name(name):
                if hit.lexeme.kind in _BESIDE_PEOPLE:
                    named.add(hit.lexeme.ref)
                elif hit.lexeme.kind == "weak_value":
                    valued[hit.lexeme.ref] += 1
        return any(valued[concept] > 1 for concept in named - self._quiet)

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


def _names(text: str) -> set[str]:
    """Return the names in a text; splitting is faster than searching where all is ASCII."""
    if not text.isascii():
        return set(_NAME.findall(text))
    names = set(text.translate(_TO_SPACES).split())
    numbered = [name for name in names if name[0] in _DIGITS]
    names.difference_update(numbered)
    names.update(bare for name in numbered if (bare := name.lstrip(_DIGITS)))
    return names


def _phrases_of(lexicon: Lexicon) -> Lexicon:
    """Return the patterns that no single ASCII name can show."""
    found: dict[str, str] = {}
    is_sought = [kind in _SOUGHT for kind in lexicon.kinds()]
    for key, numbers in lexicon.patterns.items():
        sought = [number for number in map(int, numbers.split()) if is_sought[number // 2]]
        if sought and (" " in key or not key.isascii() or any(number % 2 for number in sought)):
            found[key] = " ".join(map(str, sought))
    return Lexicon(lexicon.rows, patterns=found)
