"""Likelier readings of numbers in recognised text: "GB1T" for "GB/T", "O" for "0", "一" for a dash.

Signs are replaced one for one, so that places stay, and each change is remembered by its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from counterspec.syntax.numbers.families.china import SECTORS

Change = Literal["spacing", "letters"]

_CODES = "|".join(sorted(("GB", *SECTORS), key=len, reverse=True))
_DIGITS = str.maketrans("OoQDlIi|SBZ", "00001111582")
_FIGURE = r"[0-9OoQDlIi|SBZ]"
_SLASH = re.compile(rf"(?<![A-Za-z0-9])(?:{_CODES})[ ]?([1Il|\]\[!\\（(J]|[ ])(?=[TZ][ ]?\d)")
_LETTER = re.compile(r"(?<![A-Za-z0-9])(?:GB|GA|YD|SJ|HJ|JR)/[ ]?([1IlrJ7i丁])(?=[ ]?\d{2,6}(?!\d))")
_PREFIX = re.compile(r"(?<![A-Za-z0-9])(6B|G8|68|C8|GE|GR|0B|CB)(?=/[ ]?T[ ]?\d)")
_FIGURES = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{_CODES})(?:/[TZ])?|DB\d{{2,4}}/T|(?:IETF[ ]?)?RFC|ISO(?:/IEC)?|IEC)[ ]?"
    rf"({_FIGURE}{{2,6}}(?:\.{_FIGURE}{{1,3}})?(?:[ ]?[-:][ ]?[12Il]{_FIGURE}{{3}})?)(?![A-Za-z0-9])"
)
_YEAR_DASH = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_CODES})(?:/[TZ])?[ ]?\d{{2,6}}(?:\.\d{{1,3}})?([ ]?[=_~·.,;:'’\"”一ー二三][ ]?|[ ])(?="
    rf"(?:19|20)\d\d(?!\d))"
)
_COLON = re.compile(
    r"(?<![A-Za-z0-9])(?:ISO(?:/IEC)?|IEC)[ ]?\d{3,6}(?:-\d{1,3})?[ ]?([;.,])(?=[ ]?(?:19|20)\d\d(?!\d))"
)


def _slash(found: str) -> str:
    return "/"


def _dash(found: str) -> str:
    return "-".ljust(len(found))


def _figures(found: str) -> str:
    # What is mostly letters is a name, not a misread number.
    return found.translate(_DIGITS) if sum(sign.isdigit() for sign in found) * 2 >= len(found) else found


_STEPS: tuple[tuple[re.Pattern[str], Callable[[str], str], Change], ...] = (
    (_SLASH, _slash, "spacing"),
    (_LETTER, lambda _: "T", "letters"),
    (_PREFIX, lambda _: "GB", "letters"),
    (_FIGURES, _figures, "letters"),
    (_YEAR_DASH, _dash, "spacing"),
    (_COLON, lambda _: ":", "spacing"),
)


def repaired(folded: str) -> tuple[str, dict[int, Change]]:
    """Return a copy of folded text with likelier readings, and the places that were changed."""
    changes: dict[int, Change] = {}
    for pattern, likelier, change in _STEPS:
        pieces: list[str] = []
        last = 0
        for match in pattern.finditer(folded):
            found, better = match[1], likelier(match[1])
            pieces += folded[last : match.start(1)], better
            last = match.end(1)
            for offset, (was, now) in enumerate(zip(found, better, strict=True)):
                if was != now:
                    changes[match.start(1) + offset] = change
        if last:
            folded = "".join((*pieces, folded[last:]))
    return folded, changes
