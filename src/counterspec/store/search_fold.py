"""One spelling for what readers take for the same letters: what search compares.

Case, width, accents, ligatures, presentation forms and digits of any script are folded, one code point at a
time, so that a place in the folded text leads back to the text. What is no letter and no digit becomes one
of five marks: a space, a line's end, "-" for hyphens, U+00AD for soft ones, "," for everything else.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua9fe\uaa60-\uaadf\uac00-\ud7ff\ue000-\ufaff"
    "\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff\U000f0000-\U0010fffd"
)
"""Scripts written without spaces between words, or with spaces that vary (Hangul), as a regex's class."""

MARKS = " ,\n\\-\xad"
"""What stands between words, as a regex's class."""

_DROPPED = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xE0100, 0xE01EF), (0x180B, 0x180F), (0x034F, 0x034F),
)  # fmt: skip
"""Accents, vowel signs that are usually left out, the Arabic lengthening stroke, choosers of a glyph."""

_LETTERS = {
    "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H",
    "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ð": "d", "Ð": "D",
    "σ": "σ", "ς": "σ", "Σ": "σ", "ى": "ي", "ی": "ي", "ک": "ك", "й": "й", "Й": "Й",
}  # fmt: skip
"""Letters that Unicode does not take apart, and one (й) that is a letter of its own."""

_ENDS = "\n\r\v\f\x85\u2028\u2029"
_HYPHENS = "-\u2010\u2011\u058a\ufe63\uff0d"


_UNEVEN: set[str] = set()
"""The letters met so far that fold to none or to several."""


class _Table(dict[int, str]):
    """What every code point folds to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code))
        if len(folded) != 1:
            _UNEVEN.add(chr(code))
        return folded


def _fold_one(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if char in _ENDS:
        return "\n"
    if char in _HYPHENS:
        return "-"
    if char == "\xad":
        return char
    taken_apart = unicodedata.normalize("NFKD", char)
    bare = "".join(part for part in taken_apart if not _dropped(part))
    return "".join(map(_plain, unicodedata.normalize("NFC", bare)))


def _dropped(char: str) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in _DROPPED)


def _plain(char: str) -> str:
    """Return a letter that `str.lower` alone makes equal to its other case, a digit, or a mark."""
    if char in _LETTERS:
        return _LETTERS[char]
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind[0] in "LMN" or kind == "Co":
        folded = char.casefold()
        return char if len(folded) == 1 and char.lower() == folded else folded
    if kind in ("Cf", "Me"):
        return ""
    return " " if char.isspace() else ","


_TABLE = _Table()
_JAMO = "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"
_APART = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
_COMPOSED = re.compile(f"[^{_APART}\\s][{_APART}]{{1,16}}|[\uac00-\ud7a3]?[{_JAMO}]{{1,64}}")
"""Letters written as several code points that Unicode also has as one: the only ones not folded alone."""


_MAY_BE = re.compile(f"[{_APART}{_JAMO}]")


def fold(text: str) -> str:
    """Return the text folded except for case: `fold(text).lower()` has the same length and is what is compared."""
    if text.isascii():
        return text.translate(_TABLE)
    if _MAY_BE.search(text):
        text = _COMPOSED.sub(_compose, text)
    # Lines of ASCII alone are folded ten times as fast, and few lines of a Latin text hold anything else.
    return "\n".join(line.translate(_TABLE) for line in text.split("\n"))


def _compose(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: `kept` has the letters' case, `low` has not."""

    text: str
    kept: str
    low: str
    _ends: tuple[int, ...] | None
    _places: tuple[tuple[int, int], ...] | None

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text."""
        composed, places = text, None
        if not text.isascii() and _MAY_BE.search(text):
            composed, places = _with_places(text)
        kept = composed.translate(_TABLE)
        ends = None
        if not _UNEVEN.isdisjoint(composed):
            ends = tuple(accumulate(len(_TABLE[ord(char)]) for char in composed))
        return cls(text, kept, kept.lower(), ends, places)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that a range of the folded text, not empty, stands for."""
        if self._ends is not None:
            last = bisect_right(self._ends, end - 1)
            start = bisect_right(self._ends, start)
            # Marks dropped behind the last letter belong to it.
            end = bisect_right(self._ends, self._ends[last])
        if self._places is not None:
            start, end = self._places[start][0], self._places[end - 1][1]
        return start, end


def _with_places(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Compose a text and say for every code point of it where it stood."""
    made: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for found in _COMPOSED.finditer(text):
        made.append(text[at : found.start()])
        places += ((place, place + 1) for place in range(at, found.start()))
        letters = _compose(found)
        made.append(letters)
        places += [found.span()] * len(letters)
        at = found.end()
    made.append(text[at:])
    places += ((place, place + 1) for place in range(at, len(text)))
    return "".join(made), tuple(places)
