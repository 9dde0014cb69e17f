"""Read the lines that name tables: "表 B.3 …", "Table 3-42: …", "Tableau 2 (suite)", "续表"."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = (
    r"(?:附?表格?|표|جدول|Tableaux?|Tabelle|Tabella|Table|Tab\.|Tbl\.|Tabla|Cuadro|Tabela|Quadro|Tabell?|Taulukko|"
    r"Tabulka|Tabuľka|Tablica|Tablo|Çizelge|Bảng|Таблица|Таблиця|Табл\.|таблиц[ыі]|Πίνακας|Exhibit)"
)
_NUMBER = (
    r"(?:(?:[A-Z]{1,2}\s?[.．\-‐-–]?\s?)?\d{1,4}(?:\s?[.．\-‐-–—]\s?\d{1,4}){0,3}[a-z]?|[IVXLC]{1,6}|[A-Z](?:\.[A-Z])?|"
    r"[一二三四五六七八九十]{1,3})"
)
_MORE = (
    r"(?:续表?|續表?|continued|continuation|cont'?d\.?|cont’d\.?|cont\.|suite|fin|Fortsetzung|Forts\.|"
    r"continuación|continuació|continuação|conclusão|continuazione|segue|продолжение|окончание|продовження|"
    r"続き|つづき|계속|devamı?|ciąg dalszy|c\.d\.|cd\.|vervolg|fortsatt|fortsættelse|jatkuu|jatkoa|tiếp theo|تابع)"
)
_NAMED = re.compile(
    rf"\s*(?P<more>[续續])?{_WORD}\s{{0,3}}(?:n[°o]\.?\s?|№\s?)?(?P<number>{_NUMBER})(?![A-Za-z0-9])(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_FIRST = re.compile(
    r"\s*(?P<more>)(?P<number>\d{1,3})\.?\s(?:táblázat|tabula|lentelė)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = re.compile(
    rf"[（(\[【—–\-:,.，、\s]\s{{0,3}}{_MORE}\s{{0,3}}(?:[）)\]】]|$|[\s.:：])", re.IGNORECASE
)
_ALONE = re.compile(
    rf"\s*[（(\[【]?\s{{0,3}}{_MORE}\s{{0,3}}[）)\]】]?\s*(?:(?:du|de la|de|da|der|von|of|to|to the|al?)\s)?"
    rf"(?:{_WORD}\s{{0,3}}(?P<number>{_NUMBER}))?\W*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:[a-zа-яà-ÿ]|[中内里上所]|给出|规定|列出|列举|描述|说明了|定义了|显示|表示|为|是|的|和|与|及|或|至|到|、|~|～|,|，|\)|）|和)"
)
_STARTS_TITLE = re.compile(r"\s*[:：.．—–\-|]")
_END = tuple("。；;！!？?，,、")
_LONG = 200
_SHORT = 40


class CaptionText(NamedTuple):
    """What a caption says: the table's number as printed without spaces, and whether it goes on.

    `number` is None where a line only says that the table goes on.
    """

    number: str | None
    continued: bool


def read_caption(text: str) -> CaptionText | None:
    """Return what a line says that names a table; None for a sentence about one, or any other line."""
    if len(text) > _LONG:
        return None
    alone = _ALONE.fullmatch(text) if len(text) <= _SHORT else None
    if alone and text.strip().casefold() != "fin":
        return CaptionText(_plain(alone["number"]), True)
    named = _NAMED.match(text) or _NUMBER_FIRST.match(text)
    if named is None or _is_sentence(text, named["rest"]):
        return None
    return CaptionText(_plain(named["number"]), bool(named["more"] or _GOES_ON.search(named["rest"])))


def _is_sentence(text: str, rest: str) -> bool:
    if _STARTS_TITLE.match(rest):
        return False
    return bool(_SENTENCE.match(rest.lstrip())) or text.rstrip().endswith(_END)


def _plain(number: str | None) -> str | None:
    if number is None:
        return None
    return re.sub(r"[\s]", "", number).translate(_DASHES).upper()


_DASHES = str.maketrans({"．": ".", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"})
