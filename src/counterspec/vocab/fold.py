"""Fold text for matching without moving any offset.

Case, width, Latin, Greek and Cyrillic accents and Arabic letter forms are folded one code point
to one code point; `len(fold(text)) == len(text)` holds for every text (tested over all of Unicode).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_OWN = {
    "İ": "i", "ı": "i", "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ŧ": "t", "ς": "σ",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه",
    "　": " ", "\u00a0": " ", "\u2010": "-", "\u2011": "-", "’": "'",
}  # fmt: skip
_LONG = 4096
_KINDS = 24
_ACCENTED = (
    (0x00C0, 0x0250),  # Latin
    (0x0370, 0x0400),  # Greek
    (0x0400, 0x0530),  # Cyrillic
    (0x1E00, 0x1F00),  # Latin additional (Vietnamese)
)


def _base(char: str) -> str | None:
    """Return the letter without its accents, None where it has none."""
    parts = unicodedata.normalize("NFD", char)
    if len(parts) > 1 and all(unicodedata.combining(mark) for mark in parts[1:]):
        return parts[0]
    return None


@cache
def _table() -> dict[int, str]:
    table = {ord(char): plain for char, plain in _OWN.items()}
    for low, high in _ACCENTED:
        for point in range(low, high):
            base = _base(chr(point))
            if base is not None and len(base.lower()) == 1:
                table.setdefault(point, base.lower())
    for point in range(0xFF01, 0xFF5F):
        table[point] = chr(point - 0xFEE0).lower()
    return table


@cache
def _special() -> re.Pattern[str]:
    return re.compile("[" + "".join(re.escape(chr(point)) for point in sorted(_table())) + "]")


def fold(text: str) -> str:
    """Return `text` folded, of the same length."""
    if text.isascii():
        return text.lower()
    # İ is the one code point whose lower() is longer than itself.
    lowered = (text.replace("İ", "i") if "İ" in text else text).lower()
    # Replacing the few special characters is many times faster than translating every one.
    return _special().sub(_replace, lowered if len(lowered) < _LONG else _without_common(lowered))


def _without_common(text: str) -> str:
    """Replace the kinds of special characters met first everywhere at once, up to _KINDS of them."""
    special, table, place = _special(), _table(), 0
    for _ in range(_KINDS):
        found = special.search(text, place)
        if found is None:
            break
        text, place = text.replace(found.group(), table[ord(found.group())]), found.start()
    return text


def _replace(match: re.Match[str]) -> str:
    return _table()[ord(match.group())]
