"""The clause, part, annex or table of another document that a citation names."""

from __future__ import annotations

import re

_NUM = r"[A-Z]?\d{1,3}(?:\.\d{1,3}){0,6}"
_ZH = (
    rf"第\s*(?:[\d.]{{1,12}}|[一二三四五六七八九十百]{{1,5}})\s*(?:部\s*分|[章节条款篇])(?:\s*第?\s*[\d.]{{1,8}}\s*[条款])?"
    rf"|附\s*录\s*[A-Z](?:\s?\.\d{{1,3}}){{0,4}}|表\s*[A-Z]?\.?\d{{1,3}}|(?:定义|条款|图)\s*{_NUM}"
)
_WORDS = (
    r"sub-?clauses?|clauses?|sections?|sec\.|annex(?:es)?|appendix|chapters?|part|tables?|articles?|figure|§{1,2}|"
    r"Abschnitt|Kapitel|Anhang|Ziffer|chapitre|annexe|paragraphe|cláusula|sección|apartado|anexo|capítulo|"
    r"seção|item|punto|"
    r"allegato|paragrafo|раздел\w*|пункт\w*|п\.|приложени\w*|таблиц\w*|البند|الملحق|القسم|madde|bölüm|ek"
)
_NAMED = rf"(?:{_WORDS})\s?(?:{_NUM}|[A-ZА-Я](?![\w])(?:\.\d{{1,3}}){{0,4}})"
_AFTER = re.compile(
    rf"^\s?(?:[（(][^（）()\n]{{0,60}}[)）]|《[^》\n]{{0,80}}》)?\s?(?:标准|文件)?\s?(?:的|之|中的?|，|,|\]|\)|\s)?\s?(?:规定的)?\s?"
    rf"(?P<clause>{_ZH})"
    rf"|^\s?(?:文件)?(?:的|之|中的?|，|,)\s?(?P<bare>{_NUM}|[A-Z](?:\.\d{{1,3}}){{1,5}})(?![\d%℃]|\s?(?:年|版|个|mm|kg|V|W|Hz))"
    rf"(?=\s?(?:[。，,;；)）\]》的中和或及、]|$|规定|要求|条))"
    rf"|^[\])]?[\s,]{{0,3}}(?:\(\s?)?(?P<named>{_NAMED})"
    rf"|^[\])]?\s?(?:の\s?)?(?P<ja>(?:第\s?)?{_NUM}\s?(?:節|項|章)|附属書\s?[A-Z]{{1,2}})"
    rf"|^\s?(?:의\s?)?(?P<ko>(?:제\s?)?{_NUM}\s?(?:절|조|항|장)|부속서\s?[A-Z])",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"^\s?(?:标准)?\s?中\s?(?:(?:对|有关|关于|针对)\s?(?P<about>[^，。；,;\n]{1,24}?)的?(?:定义|规定|要求|描述)"
    r"|(?!相关|有关|的|所|规定|定义|各项|全部)(?P<what>[^，。；,;、\n定及]{2,24}?)的?(?:要求|规定|条款|部分))"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?P<clause>(?:{_WORDS})\s?(?:{_NUM}|[A-ZА-Я](?:\.\d{{1,3}}){{0,4}}))\s?(?:\([^()\n]{{0,40}}\)\s?)?"
    r"(?:(?:of|in|to|from|von|der|des|de|du|di|del|della|da|do|dell[’'])\s?"
    r"(?:(?:the|la|le|norme?|norma|standard|Norm)\s){0,3}|\s)?[\[(]?\s?$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"^\s?[（(]\s?(?P<all>所有部分|全部|all parts|alle Teile|toutes les parties|todas las partes|все части|すべての部|"
    r"모든 부)\s?[)）]",
    re.I,
)


def clause_named(left: str, right: str) -> str | None:
    """Return the clause, annex or part of a cited document that the words around its number name."""
    match = _AFTER.match(right)
    if match is not None:
        found = next((value for value in match.groupdict().values() if value), None)
        return _clean(found) if found else None
    said = _SAID.match(right)
    if said is not None:
        return _clean(said["about"] or said["what"])
    before = _BEFORE.search(left[-80:])
    return _clean(before["clause"]) if before is not None else None


def all_parts(right: str) -> str | None:
    """Return the words that say that every part of the numbered series is meant."""
    match = WHOLE.match(right)
    return match["all"] if match is not None else None


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" 的,，")
