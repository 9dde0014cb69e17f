"""Sets of words that show a circumstance, compiled: found at word edges, folded, whatever the script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from counterspec.model import Span
from counterspec.vocab.fold import fold

_LETTER = r"[^\W\d_]"
_UNSPACED = re.compile(
    "[\u0600-\u06ff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""Letters of scripts whose words run together, or take their endings and articles without a gap."""
_SPACED = r"[0-9a-z\u00aa-\u05ff\u0900-\u0dff\u1e00-\u1eff]"
"""Letters and digits of scripts with gaps between words; a change of script is an edge."""
_LONGEST = 4_000
"""Code points of one piece that are looked at."""


class WordSets:
    """The sets of the rules' words, ready to look for."""

    def __init__(
        self, words: Mapping[str, tuple[str, ...]], not_words: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._patterns = {name: _pattern(given) for name, given in words.items()}
        self._not = {name: _pattern(given) for name, given in not_words.items() if given}
        self.find = lru_cache(maxsize=20_000)(self._find)

    def _find(self, name: str, text: str) -> Span | None:
        """Return the first words of a set in a text, None where it has none of them."""
        folded = fold(text[:_LONGEST])
        if name in self._not:
            folded = self._not[name].sub(lambda match: "\0" * len(match.group()), folded)
        match = self._patterns[name].search(folded)
        return Span(*match.span()) if match else None


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # Longer words first: of two that begin alike, the one that says more is quoted.
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_one, ordered)))


def _one(word: str) -> str:
    before, after = word.startswith("*"), word.endswith("*")
    bare = fold(word.strip("*"))
    inner = "".join(
        rf"{_LETTER}{{0,12}}" if char == "*" else r"[\s_-]{1,3}" if char == " " else re.escape(char)
        for char in bare
    )
    left = "" if before or _UNSPACED.match(bare[0]) else rf"(?<!{_SPACED})"
    right = "" if _UNSPACED.match(bare[-1]) else rf"{_LETTER}{{0,30}}" if after else rf"(?!{_SPACED})"
    return left + (rf"{_LETTER}{{0,30}}" if before else "") + inner + right
