"""Where a word may begin and end: scripts with spaces, scripts without, proclitics."""

from __future__ import annotations

from functools import lru_cache

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul jamo
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x30FF),  # CJK radicals, kana
    (0x3130, 0x318F),  # Hangul compatibility jamo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),  # Hangul syllables: particles follow without a space
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_ARABIC_PROCLITICS = frozenset({"ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "فال", "كال", "لل", "ول", "وب"})
_MIN_BEHIND_PROCLITIC = 3
"""A shorter word behind a proclitic is more often the tail of another word."""
_ARABIC = (0x0600, 0x06FF)


@lru_cache(maxsize=70_000)
def joins(char: str) -> bool:
    """Whether `char` belongs to a word that spaces delimit; False for CJK, Thai and punctuation."""
    point = ord(char)
    if point < 0x80:
        return char.isalnum()
    if any(low <= point <= high for low, high in _UNSPACED):
        return False
    return char.isalnum() or 0x0300 <= point <= 0x036F or (0x0900 <= point <= 0x0DFF)


def begins_word(text: str, start: int, length: int = _MIN_BEHIND_PROCLITIC) -> bool:
    """Whether a word of a spaced script, `length` long, may begin at `start` of the folded text."""
    if start == 0 or not joins(text[start - 1]):
        return True
    if length < _MIN_BEHIND_PROCLITIC or not _ARABIC[0] <= ord(text[start]) <= _ARABIC[1]:
        return False
    for proclitic in (1, 2, 3):
        before = start - proclitic
        if (
            before >= 0
            and text[before:start] in _ARABIC_PROCLITICS
            and (before == 0 or not joins(text[before - 1]))
        ):
            return True
    return False


def ends_word(text: str, end: int) -> bool:
    """Whether a word of a spaced script may end before `end` of the folded text."""
    return end >= len(text) or not joins(text[end])
