"""The numbers that headings and clauses bear: "5.3.2", "B.1", "附录 B", "第三章", "（一）", "Article 5", "§ 7"."""

from __future__ import annotations

import re
from typing import NamedTuple


class Numbered(NamedTuple):
    """A number as printed, its depth from 1, and where the words after it begin.

    `bare` marks a lone integer ("4 Interfaces"), which may as well be a quantity.
    """

    number: str
    level: int
    end: int
    bare: bool = False


_HAN = "一二三四五六七八九十百零〇"
_AFTER = r"(?=[\s\u3000:：.．—–\-(（]|$)"
_ANNEX = re.compile(
    r"(?:附\s*[录錄]\s*(?:[A-ZА-Я](?![a-z])|[" + _HAN + r"]{1,3}|\d{1,2})|附属書\s*[A-Z]{1,2}|부속서\s*[A-Z]|"
    r"(?i:annexe?|appendix|anhang|anlage|anexo|allegato|bijlage|annexes?)\s+(?:[A-Z]{1,2}|[IVX]{1,5}|\d{1,2})"
    + _AFTER
    + r"|(?i:приложение|додаток)\s+(?:[А-ЯЁA-Z]|\d{1,2})"
    + _AFTER
    + r"|(?:الملحق|ملحق)\s+\S{1,4})"
)
_UNITS = {
    "编": 1, "篇": 1, "卷": 1, "部分": 1, "部": 1, "章": 1, "编 ": 1, "節": 2, "节": 2, "条": 3, "條": 3, "款": 4,
    "장": 1, "편": 1, "절": 2, "조": 3,
}  # fmt: skip
_CHAPTER = re.compile(
    r"[第제]\s*(?:[" + _HAN + r"]{1,6}|\d{1,4})\s*(编|篇|卷|部分|部|章|節|节|条|條|款|장|편|절|조)"
    r"(?:\s?の\s?\d+|之[" + _HAN + r"])?"
)
_WORDS = {
    1: r"part|chapter|chap\.|partie|chapitre|titre|teil|kapitel|parte|capítulo|capitulo|título|titolo|capitolo|"
    r"hoofdstuk|часть|глава|раздел|розділ|الباب|الفصل",
    2: r"section|sección|seção|abschnitt|sezione|paragraaf|القسم",
    3: r"article|art\.|artikel|artículo|articulo|artigo|articolo|clause|статья|стаття|المادة|مادة",
}
_WORD = re.compile(
    r"(?i:"
    + "|".join(f"(?P<w{level}>{words})" for level, words in _WORDS.items())
    + r")\s+(?P<n>\d{1,4}(?:\.\d{1,3}){0,5}[a-zA-Z]?|[IVXLC]{1,7}|[A-ZА-Я])(?![\w.]*\w)[.．]?"
)
_SIGN = re.compile(r"§§?\s?\d{1,4}(?:\.\d{1,3}){0,4}[a-z]?(?!\w)")
_DECIMAL = re.compile(
    r"(?:[A-ZА-Я]{1,2}(?:[.．]\d{1,2}){1,8}|\d{1,3}(?:[.．]\d{1,3}){1,8})(?![\d%％)）\]，,;；。/~～—–至和及])[.．]?(?!\d)(?!、\s?\d)"
)
_HAN_ITEM = re.compile(r"([" + _HAN + r"]{1,4})\s*[、.．](?!\d)")
_HAN_BRACKET = re.compile(r"[（(]\s*[" + _HAN + r"]{1,4}\s*[)）]")
_ROMAN = re.compile(r"[IVX]{1,6}[.．]\s+(?=[A-ZÀ-ÞА-Я])")
_LONE = re.compile(r"\d{1,2}(?:[.．、](?!\d)|(?=[\s\u3000]))")
_SPACE = re.compile(r"[\s\u3000]*")
_QUANTITY = re.compile(
    r"\s*(?:[μµ]?[munkMGTpc]?(?:m|s|g|V|A|W|Hz|B|b|bit|bps|byte|Pa|Ω|dB|fps)[²³]?(?:/s)?\b|[%％‰°℃+*/=<>≤≥~～±]|[x×]\s?\d|"
    r"(?:个|倍|万|亿|元|米|秒|分钟|小时|年|月|日|天|次|吨|公里|毫米|厘米|million|billion|percent|per cent)(?!\w*[)）]))"
)


_MARKS = re.compile(r"[★☆▲△※]{1,3}\s{0,2}(?=[\dA-Z第（(一二三四五六七八九十])")
"""Signs that a tender sets before a clause's number."""


def numbered(text: str) -> Numbered | None:
    """Return the number that a line begins with, None where it begins with none; a tender's sign may lead it."""
    marks = _MARKS.match(text)
    if marks is not None:
        found = numbered(text[marks.end() :])
        return found._replace(end=found.end + marks.end()) if found else None
    head = text[:60]
    first = head[:1]
    if not first or first.isspace():
        return None
    if first.isdigit() or (
        first.isupper() and head[1:3].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[:1] in (".", "．")
    ):
        return _decimal(head, text)
    if first in "第제":
        match = _CHAPTER.match(head)
        return _made(match, _UNITS[match.group(1)], text) if match else None
    if first in _HAN or first in "（(":
        match = _HAN_ITEM.match(head)
        if match is not None:
            return _made(match, 1, text)
        match = _HAN_BRACKET.match(head)
        return _made(match, 2, text) if match else None
    return _worded(head, text)


def _worded(head: str, text: str) -> Numbered | None:
    match = _ANNEX.match(head)
    if match is not None:
        return _made(match, 1, text)
    match = _SIGN.match(head)
    if match is not None:
        return _made(match, 3, text)
    match = _ROMAN.match(head)
    if match is not None:
        return _made(match, 1, text)
    match = _WORD.match(head)
    if match is None:
        return None
    level = next(level for level in _WORDS if match.group(f"w{level}"))
    return _made(match, max(level, match.group("n").count(".") + 1 if level == 2 else level), text)


def _decimal(head: str, text: str) -> Numbered | None:
    match = _DECIMAL.match(head)
    if match is not None:
        number = match.group().rstrip(".．")
        if _QUANTITY.match(text, match.end()) or (number.startswith("0") and not _titled(text, match.end())):
            return None
        return _made(match, number.count(".") + number.count("．") + 1, text)
    match = _ROMAN.match(head) if not head[0].isdigit() else _LONE.match(head)
    if match is None or (head[0].isdigit() and _QUANTITY.match(text, match.end())):
        return None
    return _made(match, 1, text)._replace(bare=head[0].isdigit())


def _titled(text: str, place: int) -> bool:
    rest = text[place : place + 3].strip()
    return bool(rest) and (rest[0].isupper() or rest[0] >= "\u2e80")


def _made(match: re.Match[str], level: int, text: str) -> Numbered:
    number = match.group().strip()
    if number[:1] not in _HAN:
        number = number.rstrip(".．、")
    space = _SPACE.match(text, match.end())
    return Numbered(number, level, space.end() if space else match.end())
