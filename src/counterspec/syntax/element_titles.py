"""Read the title of a data element's description: "Data Element 28-Race of Victim", "Field 2.025: Race / RAC"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.model import Span

_NOUNS = (
    r"data elements?|elements?|fields?|data fields?|data items?|items?|questions?|variables?|columns?|attributes?|"
    r"élément(?: de données)?|donnée|champ|rubrique|datenelement|datenfeld|feld|merkmal|elemento(?: de (?:dato|"
    r"dado)s?)?|"
    r"campo|dato|dado|variable|variável|элемент(?: данных)?|поле|реквизит|показатель|pole|veld|alan|veri öğesi|"
    r"数据元素?|数据项|字段|资料项|データ要素|データ項目|項目|データ元素|데이터 ?요소|데이터 ?항목|항목|필드|"
    r"عنصر البيانات|الحقل"
)
_NUMBERED = re.compile(
    rf"\s*(?P<noun>{_NOUNS})\s*(?:No\.?|Nr\.?|№|#|n[°º]|number|编号|番号)?\s*"
    r"(?P<number>[A-Z]{0,3}[.-]?\d[\dA-Za-z]*(?:[.\-]\d[\dA-Za-z]*)*)\s*"
    r"(?:[-–—:：.．]+\s*|\s+)(?P<label>\S.{0,160}?)\s*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\s*(?P<id>Q(?:uestion)?\.?\s?\d{1,3}[a-z]?)\s*[.:)]\s*(?P<label>\S.{3,160}?)\s*$")
_REFERENCE = re.compile(
    rf"\s*(?P<noun>{_NOUNS})\s*(?:No\.?|Nr\.?|№|#|n[°º])?\s*"
    r"(?P<number>[A-Z]{0,3}[.-]?\d[\dA-Za-z]*(?:[.\-]\d[\dA-Za-z]*)*)\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s*(?:\d{1,3}(?:\.\d{1,4}){1,6}[.)]?|\d{1,3}[.)]|[A-Z](?:\.\d{1,4})+)(?=[\s\u3000])\s*"
)
_CODED = re.compile(
    r"(?P<id>[A-Z]{2,4}-?\d{1,3}(?:\.\d{1,3})*|[A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z]{3,12}\d{0,3}[A-Z]?\d?|"
    r"[A-Z]{1,3}\d{3,8}|\d{3})"
    r"(?:\s*[-–—:：]\s*|\s+)(?P<label>[^\W\d].{1,120}?)\s*$"
)
_MNEMONIC = re.compile(
    r"^(?P<label>.{2,100}?)\s*(?:[（(](?P<short>[A-Za-z][A-Za-z0-9_\-]{1,20})[)）]|"
    r"\s/\s*(?P<slashed>[A-Z][A-Z0-9]{1,11}))$"
)
_VERB = re.compile(
    r"(?:is|are|was|must|shall|should|may|can|has|have|and|or|of|in|to|does|cannot|contains?|when)\b"
)
_MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class ElementTitle:
    """What a title says; spans are places in the text it was given.

    `strong` marks a title that can only be a data element's: it names the kind of thing and its number.
    """

    label: Span
    identifier: str | None = None
    number: str | None = None
    strong: bool = False


def read_title(text: str) -> ElementTitle | None:
    """Return what a line says as the title of a data element; None for a line that is none."""
    if not text.strip() or len(text) > _MAX_TITLE:
        return None
    clause = _CLAUSE.match(text)
    found = _NUMBERED.match(text, clause.end() if clause else 0)
    if found and not _is_sentence(found.group("label")):
        number = found.group("number")
        named = number if "." in number else f"{found.group('noun')} {number}"
        return ElementTitle(_shown(text, *found.span("label")), named, number, strong=True)
    asked = _QUESTION.match(text)
    if asked:
        return ElementTitle(Span(*asked.span("label")), asked.group("id"), strong=True)
    start = clause.end() if clause else len(text) - len(text.lstrip())
    coded = _CODED.fullmatch(text, start)
    if coded and not _is_sentence(coded.group("label")):
        return ElementTitle(_shown(text, *coded.span("label")), coded.group("id"))
    end = len(text.rstrip(" :："))
    named = _mnemonic(text, start, end)
    return ElementTitle(_shown(text, start, end), named) if end > start else None


def read_reference(text: str) -> tuple[str, str] | None:
    """Return identifier and number where a text is nothing but the reference to a numbered element."""
    found = _REFERENCE.match(text) if len(text) <= 60 else None
    if found is None:
        return None
    number = found.group("number")
    return f"{found.group('noun')} {number}", number


def _shown(text: str, start: int, end: int) -> Span:
    """Return the place of a label without the short name behind it."""
    found = _MNEMONIC.match(text[start:end])
    return Span(start, start + found.end("label")) if found else Span(start, end)


def _mnemonic(text: str, start: int, end: int) -> str | None:
    found = _MNEMONIC.match(text[start:end])
    return (found.group("short") or found.group("slashed")) if found else None


def _is_sentence(label: str) -> bool:
    return label.endswith((".", "。", ";", "；", ",", "，")) or _VERB.match(label) is not None
