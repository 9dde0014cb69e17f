"""Dates as documents print them, in several languages and calendars, as ISO: a month alone stays a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_MONTHS: tuple[tuple[int, str], ...] = (
    (1, "january jan janvier janv januar jänner enero ene janeiro gennaio января январь januari stycznia "
        "styczeń ocak يناير"),
    (2, "february feb février févr fevrier februar febrero fevereiro febbraio февраля февраль februari lutego "
        "luty şubat فبراير"),
    (3, "march mar mars märz marz maerz marzo março марта март maart marca marzec mart مارس"),
    (4, "april apr avril avr abril abr aprile апреля апрель kwietnia kwiecień nisan أبريل"),
    (5, "may mai mayo maio maggio мая май mei maja maj mayıs مايو"),
    (6, "june jun juin juni junio junho giugno июня июнь czerwca czerwiec haziran يونيو"),
    (7, "july jul juillet juil juli julio julho luglio июля июль lipca lipiec temmuz يوليو"),
    (8, "august aug août aout agosto ago августа август augustus sierpnia sierpień ağustos أغسطس"),
    (9, "september sep sept septembre septiembre setiembre setembro settembre сентября сентябрь września "
        "wrzesień eylül سبتمبر"),
    (10, "october oct octobre oktober okt octubre outubro ottobre октября октябрь października październik "
         "ekim أكتوبر"),
    (11, "november nov novembre noviembre novembro ноября ноябрь listopada listopad kasım نوفمبر"),
    (12, "december dec décembre decembre déc dezember dez diciembre dic dezembro dicembre декабря декабрь "
         "grudnia grudzień aralık ديسمبر"),
)  # fmt: skip
_MONTH = {word: month for month, words in _MONTHS for word in words.split()}
_NAMES = "|".join(sorted(map(re.escape, _MONTH), key=len, reverse=True))
_DIGITS = {"〇": "0", "○": "0", "零": "0", "О": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5",
           "六": "6", "七": "7", "八": "8", "九": "9", "元": "1"}  # fmt: skip
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "民國": 1911}
_HAN = "〇○零一二三四五六七八九"
_DATE = re.compile(
    # 2016年7月12日, 2016 年 7 月; 平成 22 年 1 月 20 日; 2018년 12월 28일
    r"(?:(?P<era>明治|大正|昭和|平成|令和|民[国國])\s*(?P<ey>\d{1,3}|元)|(?<!\d)(?P<cy>(?:19|20)\d\d))\s*[年년]\s*"
    r"(?P<cm>\d{1,2})\s*[月월](?:\s*(?P<cd>\d{1,2})\s*[日号號일])?"
    # 二〇二六年二月十日
    rf"|(?P<hy>[{_HAN}]{{4}})\s*年\s*(?P<hm>[{_HAN}十]{{1,3}})\s*月(?:\s*(?P<hd>[{_HAN}十]{{1,4}})\s*[日号號])?"
    # 2016-07-12, 2015—07—01, 2016.7.12, 2016/07/12, and (2017-10)
    r"|(?<![\d./-])(?P<iy>(?:19|20)\d\d)(?P<sep>\s?[-./]\s?)(?P<im>\d{1,2})(?:(?P=sep)(?P<id>\d{1,2}))?(?![\d/]|[.-]\d)"
    # 12.09.2013, 11/01/2017, 12-09-2013
    r"|(?<![\d./-])(?P<a>\d{1,2})(?P<nsep>[./-])(?P<b>\d{1,2})(?P=nsep)(?P<ny>(?:19|20)\d\d)(?![\d/-]|\.\d)"
    # (10/2019)
    r"|(?<![\d./-])(?P<om>0?[1-9]|1[0-2])/(?P<oy>(?:19|20)\d\d)(?![\d/-])"
    # 1st of March 2016, 1 mars 2016, 1. März 2016, 1 de marzo de 2016, 22 ноября 2013; März 2019
    rf"|(?<!\w)(?:(?P<wd>\d{{1,2}})(?:st|nd|rd|th|er|[ºª°.])?\s*(?:of|de|del|день)?[ -])?(?P<wm>{_NAMES})\.?,?"
    r"(?:[ -]|\s+)(?:de |del )?(?P<wy>(?:19|20)\d\d)(?!\d)"
    # March 1, 2016; Mar. 1st 2016
    rf"|(?<!\w)(?P<um>{_NAMES})\.?\s+(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<uy>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)  # fmt: skip
_HINT = re.compile(r"(?:19|20)\d\d|[〇○零一二三四五六七八九]{4}\s*年|平成|令和|昭和|民[国國]")


class Found(NamedTuple):
    """A date in ISO form and its half-open range; `form` names the kind of notation."""

    iso: str
    start: int
    end: int
    form: str


def find_dates(text: str, *, month_first: bool | None = None) -> Iterator[Found]:
    """Yield the dates in a text whose dashes are plain.

    `month_first` says how 11/01/2017 reads; None passes it over, unless only one way gives a date.
    With dots the day comes first.
    """
    if _HINT.search(text) is None:
        return
    for match in _DATE.finditer(text):
        found = _read(match, month_first)
        if found is not None:
            yield Found(found, match.start(), match.end(), _form(match))


def first_date(text: str, *, month_first: bool | None = None) -> Found | None:
    """Return the first date in a text."""
    return next(find_dates(text, month_first=month_first), None)


def _form(match: re.Match[str]) -> str:
    for name, form in (("cm", "cjk"), ("hy", "han"), ("iy", "iso"), ("a", "numeric"), ("om", "month/year")):
        if match.group(name):
            return form
    return "words"


def _read(match: re.Match[str], month_first: bool | None) -> str | None:
    group = match.group
    if group("cm"):
        year = int(group("cy")) if group("cy") else _ERAS[group("era")] + int(group("ey").replace("元", "1"))
        return _iso(year, int(group("cm")), group("cd"))
    if group("hy"):
        year = int("".join(_DIGITS.get(char, "0") for char in group("hy")))
        return _iso(year, _han(group("hm")), str(_han(group("hd"))) if group("hd") else None)
    if group("iy"):
        return _iso(int(group("iy")), int(group("im")), group("id"))
    if group("a"):
        return _numeric(int(group("a")), int(group("b")), int(group("ny")), group("nsep"), month_first)
    if group("om"):
        return _iso(int(group("oy")), int(group("om")), None)
    if group("wm"):
        return _iso(int(group("wy")), _MONTH[group("wm").lower()], group("wd"))
    return _iso(int(group("uy")), _MONTH[group("um").lower()], group("ud"))


def _numeric(first: int, second: int, year: int, sep: str, month_first: bool | None) -> str | None:
    if first > 12 or sep == ".":
        month_first = False
    elif second > 12:
        month_first = True
    elif month_first is None and first != second:
        return None
    month, day = (first, second) if month_first else (second, first)
    return _iso(year, month, str(day))


def _han(text: str) -> int:
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_DIGITS.get(tens, "1") or 1) * 10 + int(_DIGITS.get(ones, "0"))
    return int("".join(_DIGITS.get(char, "0") for char in text) or 0)


def _iso(year: int, month: int, day: str | None) -> str | None:
    if not (1850 <= year <= 2100 and 1 <= month <= 12):
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    number = int(day)
    return f"{year:04}-{month:02}-{number:02}" if 1 <= number <= _days(year, month) else None


@cache
def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
