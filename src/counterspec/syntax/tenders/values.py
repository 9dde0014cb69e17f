"""The values behind a tender's labels: project numbers, sums of money, points and stretches of time."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from counterspec.syntax.dates import Found, find_dates
from counterspec.syntax.plain import has_cjk

_LOTS = re.compile(
    r"\s?\((?:[^()]{0,12}(?:包|标段|标包|lots?|lot|los)[^()]{0,12})\)$|\s?\((?:第?[一二三\d]+次)\)$", re.I
)
_NUMBER_END = re.compile(r"[\s,,。;;、\"”]")
_REFERS = re.compile(
    r"详见|^见|前附表|^/$|^无$|^_+$|^[-—/\\]+$|同上|自拟|另行|^n/?a$|^tbd|see ", re.IGNORECASE
)
_MONEY = re.compile(
    r"(?:人民币|RMB|CNY|¥|¥)?\s?(?P<sum>\d[\d,, ]*(?:\.\d+)?)\s?(?P<unit>(?:万|亿|百万|千)?元)"
)
_BARE_SUM = re.compile(r"\s*(?P<sum>\d[\d,]*(?:\.\d+)?)(?!\s?[%%年月日\d])")
_SOLE_SUM = re.compile(r"\s*(\d{1,3}(?:[,. ']\d{3})+(?:[.,]\d{2})?|\d{4,}(?:[.,]\d{2})?)\s*")
_UNIT = re.compile(r"\(.{0,6}?((?:万|亿)?元).{0,4}\)")
_WESTERN_MONEY = re.compile(
    r"(?:(?:USD|EUR|GBP|INR|BRL|CAD|AUD|CHF|RUB|JPY|KRW|MXN|COP|PLN|Rs\.?|US\$|R\$|"
    r"[$€£₹¥₩])\s?\d[\d.,'  ]*\d?(?:\s?(?:million|lakhs?|crores?|billion|M€|k€))?|"
    r"\d[\d.,'  ]*\d(?:\s?(?:million|lakhs?|crores?))?\s?(?:USD|EUR|GBP|"
    r"INR|BRL|CHF|RUB|PLN|€|£|\$|euros?|руб(?:лей|ля|ль|\.)|円|원|zł|k€|M€))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\s*(?:[(].{1,6}[)]|,|,|at|à|um|alle|às|a las|в|T|ore|le)?\s*(?P<half>上午|"
    r"下午|午前|午後|오전|오후)?\s*(?P<h>[0-2]?\d)\s?(?:[::.hH]|时|時|点|시|heures?|uhr)\s?"
    r"(?P<m>[0-5]\d)?\s?(?:分|분)?(?:(?:[::]|\s)?(?P<s>[0-5]\d)\s?(?:秒|초)?(?!\d))?\s?(?P<ampm>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:起)?\s*(?:至|到|-|~|—|to|until|bis|au|al|до|から|부터)\s*")
_WEEKDAY = re.compile(r"\s*[(]?(?:星期[一二三四五六日天]|周[一二三四五六日])[)]?")


class Value(NamedTuple):
    """A value in normal form and its half-open range in the plain text."""

    value: str
    start: int
    end: int


def refers(text: str) -> bool:
    """Return whether a value only points elsewhere, or is a blank to be filled in."""
    return _REFERS.search(text.strip()) is not None or not text.strip(" _:.-/")


def project_number(text: str, start: int, stop: int) -> Value | None:
    """Return the number at the head of a value: letters, digits and marks up to white space."""
    while start < stop and text[start].isspace():
        start += 1
    end = _NUMBER_END.search(text, start, stop)
    piece = text[start : end.start() if end else stop]
    if piece.count("(") > piece.count(")") and end:
        close = text.find(")", start, min(stop, start + 90))
        piece = text[start : close + 1] if close > 0 else piece
    if not has_cjk(piece) and " " in text[start:stop] and re.match(r"\S+ \S*\d", text[start:stop]):
        piece = _spaced(text, start, stop, piece)
    lots = _LOTS.search(piece)
    if lots:
        piece = piece[: lots.start()]
    piece = piece.rstrip(".:;)" if piece.count("(") < piece.count(")") else ".:;(")
    if not 3 <= len(piece) <= 70 or not any(char.isdigit() for char in piece) or refers(piece):
        return None
    return Value(piece, start, start + len(piece))


def _spaced(text: str, start: int, stop: int, piece: str) -> str:
    """Return a number with spaces inside ("RFP 2031 07"), where the whole line is one."""
    line = text[start:stop].strip()
    return line if len(line) <= 30 and re.fullmatch(r"[A-Z]{1,6}[-/]? ?[\w./-]*\d[\w./-]*", line) else piece


def money(text: str, label: str, start: int, stop: int) -> Value | None:
    """Return a sum of money with its unit, as printed, without spaces."""
    match = _MONEY.search(text, start, stop)
    if match and match.start() - start < 24:
        value = re.sub(r"\s", "", match.group("sum") + match.group("unit"))
        return Value(value.replace(",", ","), match.start("sum"), match.end("unit"))
    unit = _UNIT.search(label)
    bare = _BARE_SUM.match(text, start, stop)
    if unit and bare:
        return Value(bare.group("sum") + unit.group(1), *bare.span("sum"))
    sole = _SOLE_SUM.fullmatch(text[start:stop])
    if sole and not has_cjk(label):
        return Value(sole.group(1), start + sole.start(1), start + sole.end(1))
    west = _WESTERN_MONEY.search(text, start, stop)
    if west and west.start() - start < 40:
        return Value(" ".join(west.group().split()), *west.span())
    return None


def moment(text: str, start: int, stop: int, *, month_first: bool | None = None) -> Value | None:
    """Return the first point of time, with its clock time where one follows."""
    for date in find_dates(text[start:stop], month_first=month_first):
        if len(date.iso) < 10:
            continue
        return _with_clock(text, start, date)
    return None


def _with_clock(text: str, base: int, date: Found) -> Value:
    end = base + date.end
    weekday = _WEEKDAY.match(text, end)
    clock = _CLOCK.match(text, weekday.end() if weekday else end)
    if clock is None or (clock.group("m") is None and "时" not in clock.group() and not clock.group("ampm")):
        return Value(date.iso, base + date.start, end)
    hour = int(clock.group("h"))
    later = clock.group("half") in ("下午", "午後", "오후") or (clock.group("ampm") or "").lower().startswith(
        "p"
    )
    if later and hour < 12:
        hour += 12
    if hour > 24:
        return Value(date.iso, base + date.start, end)
    value = f"{date.iso} {hour:02}:{int(clock.group('m') or 0):02}"
    if clock.group("s"):
        value += f":{clock.group('s')}"
    return Value(value, base + date.start, clock.end())


def stretch(text: str, start: int, stop: int) -> Value | None:
    """Return two dates that a word for "to" joins."""
    dates = list(find_dates(text[start:stop]))
    for first, last in pairwise(dates):
        between = text[start + first.end : start + last.start]
        cleaned = re.sub(r"\d{1,2}[::时点]\d{0,2}分?(?:[::]\d\d)?秒?|[(].{0,8}[)]|[,,]", "", between)
        if len(between) < 30 and _TO.fullmatch(cleaned) and len(first.iso) == len(last.iso) == 10:
            return Value(f"{first.iso} to {last.iso}", start + first.start, start + last.end)
    return None
