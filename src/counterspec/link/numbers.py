"""Numbers beside numbers: the series a part belongs to, and numbers that name nearly the same document."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from counterspec.syntax.numbers import find

_PART = re.compile(r"(?P<series>.*\d)(?P<part>[.\-]\d{1,4})(?:[a-z])?")
_ONE_TEXT = re.compile(r"RFC \d+|BCP \d+|STD \d+|[A-Z]{2}-[0-9A-Z]+-[A-Z]\d?")
_STATUS = re.compile(r"^(?P<body>[A-Z]{2,3}\d{0,6}(?:-[A-Z]{1,3})?)/[TZ](?= \d)")
_NAMED_PART = re.compile(
    r"(?:第\s*(?P<zh>\d{1,3}|[一二三四五六七八九十]{1,3})\s*部\s*分|\b(?:part|teil|partie|parte|часть|del|deel)\s?"
    r"(?P<en>\d{1,3}(?:-\d{1,3})?)|제\s?(?P<ko>\d{1,3})\s?부|第\s?(?P<ja>\d{1,3})\s?部(?!\s*分))",
    re.IGNORECASE,
)
_ALL_PARTS = re.compile(
    r"所有部分|全部|all parts|alle Teile|toutes les parties|todas (?:las|as) partes|все части|すべての部|모든 부",
    re.IGNORECASE,
)
_HAN = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}


@lru_cache(maxsize=65_536)
def series_of(canonical: str) -> tuple[str, ...]:
    """Return the series that a number may be a part of, the nearest first: "GA/T 9140.3" is of "GA/T 9140"."""
    made: list[str] = []
    while (found := _PART.fullmatch(canonical)) is not None and len(made) < 3:
        canonical = found["series"]
        made.append(canonical)
    return tuple(made)


def part_named(named: str | None) -> str | None:
    """Return the number of the part that words name ("第3部分", "Part 3"), None where they name none."""
    found = _NAMED_PART.search(named or "")
    if found is None:
        return None
    number = next(value for value in found.groupdict().values() if value)
    return number if number[0].isdigit() else _han(number)


def _han(text: str) -> str | None:
    """Return a Chinese numeral below a hundred in digits."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    value = (_HAN.get(tens, 1) * 10 if ten else 0) + _HAN.get(ones, 0)
    return str(value) if value else None


def parts_joined(canonical: str, part: str) -> tuple[str, str]:
    """Return how bodies write a part: "XX/T 9400.3", "ISO 9400-3"."""
    return f"{canonical}.{part}", f"{canonical}-{part}"


def says_all_parts(named: str | None) -> bool:
    """Return whether words say that every part of a series is meant."""
    return _ALL_PARTS.search(named or "") is not None


def has_one_text(canonical: str) -> bool:
    """Return whether the number alone names one text for ever: RFCs, patents."""
    return _ONE_TEXT.fullmatch(canonical) is not None


def without_status(canonical: str) -> str:
    """Return a Chinese number without "/T" or "/Z": a mandatory standard can have become a recommended one."""
    return _STATUS.sub(r"\g<body>", canonical)


def adopted_by(canonical: str) -> tuple[str, ...]:
    """Return the numbers that a number adopts by its form: "DIN EN ISO 9001" adopts "EN ISO 9001", "ISO 9001"."""
    *bodies, digits = canonical.split(" ")
    if len(bodies) < 2 or not all(body.isupper() for body in bodies) or not digits[:1].isdigit():
        return ()
    return tuple(" ".join((*bodies[first:], digits)) for first in range(1, len(bodies)))


@lru_cache(maxsize=4096)
def read_number(text: str) -> tuple[str, str | None] | None:
    """Return the first number of a plain text, in normal form, with its edition."""
    number = next(iter(find(text)), None)
    return (number.canonical, number.edition) if number else None


def shown(canonical: str, edition: str | None) -> str:
    """Return a number with its edition as it is written in our sentences."""
    return f"{canonical}-{edition}" if edition else canonical


def letters_changed(raw: str, repaired: str) -> bool:
    """Return whether a number was read with other letters or digits than stand there, spacing aside."""
    printed, read = (
        "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
        for text in (raw, repaired)
    )
    # The edition may stand apart from the number, and be read with it.
    return not (printed == read or (printed and read.startswith(printed)))
