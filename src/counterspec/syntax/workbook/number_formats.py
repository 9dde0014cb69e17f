"""Show a cell's number or date as its number format does, where that is plain to tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from counterspec.syntax.compose import flat

Value = str | float | int | bool | date | time | datetime | timedelta

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 45: "mm:ss", 49: "@",
}  # fmt: skip
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#?][0#?,.]*)|(%)|(.)', re.DOTALL)
_DATE_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|(am/pm|上午/下午)|(y+|m+|d+|h+|s+(?:\.0+)?)|(.)', re.I | re.DOTALL
)
_DATE_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|general|standard', re.I)
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MAX_CODE = 200
_MAX_DIGITS = 15


def plain(value: Value) -> str:
    """Return a cell's value as text, the same on every machine."""
    if isinstance(value, str):
        return flat(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second or value.microsecond):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def shown(value: Value, code: str) -> str:
    """Return a value in a number format, in its plain form where the format is too much to follow."""
    if isinstance(value, bool | str | timedelta):
        return plain(value)
    made = _date_writer(code)(value) if isinstance(value, date | time) else _number_writer(code)(float(value))
    return flat(made) if made is not None else plain(value)


def built_in(number: int) -> str:
    """Return the format of a number that needs no definition, "" for those that depend on the machine."""
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=512)
def _number_writer(code: str) -> Callable[[float], str | None]:
    sections = _sections(code)
    if not code or len(code) > _MAX_CODE or any("[>" in s or "[<" in s or "[=" in s for s in sections):
        return lambda value: None

    def write(value: float) -> str | None:
        if value < 0 and len(sections) > 1:
            return _written(abs(value), sections[1])
        if value == 0 and len(sections) > 2:
            return _written(value, sections[2])
        text = _written(abs(value), sections[0])
        return f"-{text}" if text is not None and value < 0 else text

    return write


def _written(value: float, section: str) -> str | None:
    pieces = [
        (m.group(1) or m.group(2) or "", m.group(3), m.group(4), m.group(5) or "")
        for m in _PIECE.finditer(section)
    ]
    patterns = [pattern for _, pattern, _, _ in pieces if pattern]
    if (
        len(patterns) != 1
        or abs(value) >= 10**_MAX_DIGITS
        or any(other in "@/eEGgyYmMdDhHsS" for *_, other in pieces if other)
    ):
        return None
    value *= 100 ** sum(1 for _, _, percent, _ in pieces if percent)
    made = ""
    for literal, pattern, percent, other in pieces:
        made += _digits(value, pattern) if pattern else literal + (percent or "") + other
    return made


def _digits(value: float, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    value /= 1000**scale
    grouped = "," in whole.rstrip(",")
    needed = decimals.count("0")
    text = f"{value:.{len(decimals.replace(',', ''))}f}"
    front, _, back = text.partition(".")
    while len(back) > needed and back.endswith("0"):
        back = back[:-1]
    front = front.zfill(whole.count("0")) if front != "0" or whole.count("0") else ""
    if grouped:
        front = f"{int(front or 0):,}".zfill(len(front))
    return f"{front}.{back}" if back else front


@lru_cache(maxsize=512)
def _date_writer(code: str) -> Callable[[date | time], str | None]:
    section = _sections(code)[0]
    if (
        not section
        or len(code) > _MAX_CODE
        or not re.search(r"[ymdhs]", _DATE_LETTERS.sub("", section), re.I)
    ):
        return lambda value: None
    pieces = [match.groups() for match in _DATE_PIECE.finditer(section)]

    def write(value: date | time) -> str | None:
        made, after_hour = "", False
        twelve = any(half for _, _, half, _, _ in pieces)
        for index, (quoted, escaped, half, letters, other) in enumerate(pieces):
            if letters:
                kind = letters[0].lower()
                minutes = kind == "m" and (after_hour or _before_seconds(pieces, index))
                part = _date_part("n" if minutes else kind, len(letters), value, twelve)
                if part is None:
                    return None
                made += part
                after_hour = kind == "h" or (after_hour and kind not in "ymd")
            elif half:
                made += "PM" if getattr(value, "hour", 0) >= 12 else "AM"
            else:
                made += (quoted or "") + (escaped or "") + (other or "")
        return made if made.strip() else None

    return write


def _before_seconds(pieces: list[tuple[str, ...]], index: int) -> bool:
    following = next((letters for _, _, _, letters, _ in pieces[index + 1 :] if letters), "")
    return following[:1].lower() == "s"


def _date_part(kind: str, width: int, value: date | time, twelve: bool) -> str | None:
    if kind in "ymd":
        if not isinstance(value, date):
            return None
        if kind == "y":
            return f"{value.year % 100:02}" if width <= 2 else f"{value.year:04}"
        if width >= 3:
            name = _MONTHS[value.month - 1] if kind == "m" else _DAYS[value.weekday()]
            return name[:1] if width == 5 else name if width == 4 else name[:3]
        number = value.month if kind == "m" else value.day
        return f"{number:02}" if width == 2 else str(number)
    if not isinstance(value, time | datetime):
        return "00" if width == 2 else "0"
    number = {"h": value.hour, "n": value.minute, "s": value.second}[kind]
    number = (number - 1) % 12 + 1 if kind == "h" and twelve else number
    return f"{number:02}" if width >= 2 else str(number)


def _sections(code: str) -> list[str]:
    """Split a format at the semicolons outside quotes."""
    return re.sub(r'("[^"]*"|\\.)|;', lambda m: m.group(1) or "\0", code[:_MAX_CODE]).split("\0")
