"""Languages in which accents make other words: "dòng họ" is a lineage, "đồng hồ" a clock."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONAL = frozenset({"vi"})
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f]*")


def says_same(word: str, text: str) -> bool:
    """Tell whether a text is a word of a tonal language; text without any accents may be."""
    return text.isascii() or _spoken(word) == _spoken(text)


@lru_cache(maxsize=4_096)
def _spoken(text: str) -> tuple[tuple[str, str], ...]:
    """Return syllables with their tones: "hòa" and "hoà" are the same."""
    parts = unicodedata.normalize("NFD", text.lower())
    return tuple((_TONE.sub("", word), "".join(_TONE.findall(word))) for word in _WORD.findall(parts))
