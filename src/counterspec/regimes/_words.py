"""Sets of words that rules name: read, checked, and put together from the files of rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from counterspec.errors import RegimeError
from counterspec.regimes._yaml import Mapped, load_yaml

_LONGEST = 80
_MOST_STARS = 4
"""Stars within one word: each is a place where looking may have to begin anew."""


@dataclass(slots=True)
class Words:
    """The words of each set in all languages, and those that only look like them."""

    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    looks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, path: Path, raw: object) -> None:
        """Take in the sets of one file.

        Raises:
            RegimeError: they break their shape, or a set is known already.
        """
        if not isinstance(raw, Mapped):
            raise RegimeError(f"{path}: words must map names of sets to words by language")
        for name, by_language in raw.items():
            place = f"{path}:{raw.lines[name]}: words: {name}"
            if name in self.sets:
                raise RegimeError(f"{place}: this set is known already")
            if not isinstance(by_language, Mapped) or not by_language:
                raise RegimeError(f"{place}: must map language tags to lists of words")
            given = {tag: _checked(f"{place}.{tag}", said) for tag, said in by_language.items()}
            self.looks[name] = given.pop("not", ())
            self.sets[name] = tuple(dict.fromkeys(word for said in given.values() for word in said))
            if not self.sets[name]:
                raise RegimeError(f"{place}: has no words")


def load_words(path: Path) -> Words:
    """Return the sets of words of one file that holds nothing else.

    Raises:
        RegimeError: the file breaks its shape.
    """
    words = Words()
    words.take(path, load_yaml(path))
    return words


def _checked(place: str, said: object) -> tuple[str, ...]:
    if not isinstance(said, list) or not said:
        raise RegimeError(f"{place}: must be a list of words")
    for word in said:
        if not isinstance(word, str) or not any(map(str.isalnum, word)):
            raise RegimeError(f"{place}: each word must be a text with a letter or digit")
        if len(word) > _LONGEST or word.count("*") > _MOST_STARS:
            raise RegimeError(
                f"{place}: {word[:20]!r}… is longer than {_LONGEST}, or has more than {_MOST_STARS} stars"
            )
    return tuple(said)
