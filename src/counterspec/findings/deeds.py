"""What of a rung the words of a sentence name: L5 is one rung, and searching is not sorting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Deed = Literal["", "search", "sort", "count"]

_WORDS: dict[Deed, re.Pattern[str]] = {
    "search": re.compile(
        r"search|quer(?:y|ie)|retriev|look ?up|find|filter|filtr|fetch|get by|select|pick|choose|chosen|show|exclud|"
        r"restrict|narrow|match|screen|facet|where|检索|檢索|查询|查詢|搜|查找|筛选|篩選|过滤|過濾|cherch|\bsuch|"
        r"durchsuch|recherchierbar|abfrage|busca|búsqueda|consulta|pesquis|ricerc|cerca|поиск|искать|фильтр|отбор|"
        r"выборк|пошук|шука|фільтр|відбір|szuk|zoek|بحث|تصفي|فلتر|يصفي|استعلام|جستجو|فیلتر|ara[mn]|sorgu|खोज|फ़िल्टर|"
        r"फिल्टर|検索|絞|抽出|フィルタ|검색|조회|필터|lọc|tìm|tra cứu|cari|saring|סינון|חיפוש",
        re.IGNORECASE,
    ),
    "sort": re.compile(
        r"sort|order|rank|group|grup|classif|clasific|categori[sz]|cluster|partition|segment|stratif|bucket|divide|"
        r"split|separat|segregat|librar|排序|按序|分组|分組|分类|分類|建库|建檔|分库|归类|歸類|聚类|聚類|按类别|\btri[eé]|"
        r"\btri par|class(?:er|é)|rang|gruppier|einge?teil|unterteil|getrennt|orden|ordin|raggrupp|suddivis|сортир|"
        r"группир|ранжир|классифиц|разделя|сортув|групув|ранжув|groepe|gegroep|ترتيب|فرز|يفرز|يرتب|تجميع|تصنيف|مرتب|"
        r"گروه|رتبه|دسته|sırala|ayır|छांट|क्रमबद्ध|समूह|वर्गीकरण|並べ替|並び替|ソート|グループ化|順位|정렬|분류|그룹|순위|"
        r"sắp xếp|nhóm|phân loại|urut|kelompok|מיון|קיבוץ",
        re.IGNORECASE,
    ),
    "count": re.compile(
        r"count|aggregat|tabulat|pivot|统计|統計|汇总|ventil|répartition|aufgeschlüsselt|desglos|desagreg|в разрезе|"
        r"распределение|разбивка|у розрізі|розподіл|w podziale|uitgesplitst|集計|집계",
        re.IGNORECASE,
    ),
}
"""Stems of the words for L5 in the vocabulary; of what none of them names, all three may be meant."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What is to be done with an attribute: `deed` is "" where the words leave open which, or are not of L5.

    `supported` says that the words ask for support of it, not that it is done: “shall support searching”.
    """

    deed: Deed = ""
    supported: bool = False


UNTOLD = Doing()


def deed_of(act: str, words: str) -> Deed:
    """Return what the words that carry a rung name, "" where they name none of it or several."""
    if act != "L5":
        return ""
    named = [deed for deed, pattern in _WORDS.items() if pattern.search(words)]
    return named[0] if len(named) == 1 else ""
