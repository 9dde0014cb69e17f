"""Numbers that share a prefix printed once: "GB/T 20984、22239", "GA/T 9140.1~9140.4", "GB 15629.11/1102"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from counterspec.model import Span
from counterspec.syntax.numbers.value import DASH, YEAR, Number

_NEXT = re.compile(
    rf"[ \n]?(?P<join>[~、,/]|至|到|和|及|与|and|und|et|y|-(?=\d+\.))[ \n]?(?P<num>\d{{1,6}}(?:\.\d{{1,4}})?)"
    rf"(?:{DASH}(?P<year>{YEAR}))?(?!\n?\d|[%℃°.]\d|[A-Za-z\d%℃°/-]|[ ]?[年月日元万亿千百个台套米件次人条项章页号])"
)
_LAST = re.compile(r"(?P<lead>.*[ /])(?P<main>\d{1,6})(?:\.(?P<part>\d{1,4}))?")
_LONGEST = 24
_LONGEST_RANGE = 30


def others(folded: str, number: Number) -> Iterator[Number]:
    """Yield the numbers that follow one and are printed without its prefix, those between included."""
    split = _LAST.fullmatch(number.canonical)
    if split is None or number.kind not in ("standard", "local standard"):
        return
    for _ in range(_LONGEST):
        match = _NEXT.match(folded, number.span.end)
        digits = _continued(split, match) if match else None
        if match is None or digits is None:
            return
        span = Span(match.start("num"), match.end())
        following = replace(
            number, span=span, raw="", canonical=split["lead"] + digits,
            edition=match["year"], part=digits.partition(".")[2] or None,
        )  # fmt: skip
        if match["join"] in ("~", "至", "到", "-"):
            yield from _between(number, following)
        yield following
        number = following
        again = _LAST.fullmatch(number.canonical)
        split = again if again is not None else split


def _continued(split: re.Match[str], match: re.Match[str]) -> str | None:
    """Return the digits of a following number, whole; None where they are no number of the series."""
    digits, main, part = match["num"], split["main"], split["part"]
    whole, _, own_part = digits.partition(".")
    if own_part:
        return digits if part and (whole == main or len(whole) >= 4) else None
    if match["join"] == "/" and part and 2 <= len(digits) <= 4:
        return f"{main}.{digits}"
    if match["join"] in ("~", "至", "到") and part and len(digits) <= 2 and int(digits) > int(part):
        return f"{main}.{digits}"
    alike = len(digits) >= 4 and abs(len(digits) - len(main)) <= 1
    year = len(digits) == 4 and 1950 <= int(digits) <= 2049 and len(main) != 4
    return digits if alike and not year and not (len(digits) == 4 and digits[:2] in ("19", "20")) else None


def _between(first: Number, last: Number) -> Iterator[Number]:
    """Yield the parts between the two ends of a range, which the range states."""
    one, two = _LAST.fullmatch(first.canonical), _LAST.fullmatch(last.canonical)
    if one and two and one["main"] == two["main"] and one["part"] and two["part"]:
        start, end = int(one["part"]), int(two["part"])
        if start < end <= start + _LONGEST_RANGE:
            for part in range(start + 1, end):
                yield replace(
                    last, canonical=f"{one['lead']}{one['main']}.{part}", edition=None, part=str(part)
                )
