"""Texts in the forms they are compared in: names, labels, and names as a picture may have been misread."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[\s_\-.:]+")
_EDGES = " \t\r\n.,;:：，。；、·-–—|()（）[]【】\"'“”‘’`"
_INNER = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_ALIKE = str.maketrans(
    {
        "0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b", "2": "z", "6": "b", "9": "g",
        "ı": "l", "—": "-", "–": "-", "一": "-", "ー": "-", "。": ".", "，": ",", "、": ",", "；": ";", "：": ":",
        "（": "(", "）": ")", "“": '"', "”": '"', "‘": "'", "’": "'", "′": "'", "·": ".", "•": ".",
    }
)  # fmt: skip
_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ll", "u"))


@lru_cache(maxsize=100_000)
def name_of(text: str) -> str:
    """Return an identifier in the form it is compared in: width and outer space do not count, case does."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=100_000)
def loose_name(text: str) -> str:
    """Return an identifier without case and separators: "person_id" and "PersonId" are alike."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=100_000)
def words_of(text: str) -> str:
    """Return a label or comment in the form it is compared in: space, case, width and outer marks do not count."""
    return _INNER.sub("", unicodedata.normalize("NFKC", text).casefold()).strip(_EDGES)


@lru_cache(maxsize=100_000)
def looks_of(text: str) -> str:
    """Return a text with signs that look alike in a picture made the same."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE))
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain


def likeness(one: str, other: str) -> float:
    """Return how much of two folded texts' pairs of letters they share, 0 to 1."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    left, right = _pairs(one), _pairs(other)
    return 2 * len(left & right) / (len(left) + len(right))


def _pairs(text: str) -> frozenset[str]:
    cut = f"^{text[:400]}$"
    return frozenset(cut[place : place + 2] for place in range(len(cut) - 1))


def distance(one: str, other: str, most: int) -> int:
    """Return how many signs must change to make one text of the other; `most` + 1 where it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if max(len(one), len(other)) > 200:
        return most + 1
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, start=1):
        last, row[0] = row[0], place
        for at, against in enumerate(other, start=1):
            last, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, last + (sign != against))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
