"""Find the condition under which a document demands a value: "mandatory when …", "自动采集时必选"."""

from __future__ import annotations

import re

from counterspec.model import Span

_WORDS = re.compile(
    r"必[选選填须須報报]|应填|mandator|require|obligator|compulsory|must be|shall be|conditional|obligatoire|requis|"
    r"pflicht|erforderlich|obligatori|obrigat|requerid|обязател|заполняется|必須|필수|إلزامي|مطلوب|zorunlu|"
    r"verplicht|wymagan",
    re.IGNORECASE,
)
"""Cheap first look: a text without any of these states no condition."""
_SENTENCE = re.compile(r"[^\s。！？；;\n](?:[^。！？；;\n.]|\.(?!\s|$))*(?:[。！？]|\.(?=\s|$))?")
_DEMAND = r"(?:mandatory|required|obligatory|compulsory|must be \w+|shall be \w+|is to be \w+)"
_LATIN = re.compile(
    rf"\b{_DEMAND}\b[^.]{{0,60}}?\b(?:when|if|only|where|whenever|unless|in case|provided that)\b|"
    rf"\b(?:when|if|where|whenever|unless)\b[^.]{{3,240}}\b{_DEMAND}\b|"
    r"\b(?:obligatoire|requise?)\b[^.]{0,30}?\b(?:si|lorsque|quand|dans le cas|en cas|uniquement|sauf)\b|"
    r"\b(?:pflicht\w*|erforderlich|verpflichtend)\b[^.]{0,30}?\b(?:wenn|falls|sofern|nur|außer)\b|"
    r"\b(?:wenn|falls|sofern)\b[^.]{3,160}\b(?:pflicht\w*|erforderlich)\b|"
    r"\b(?:obligatori[oa]|requerid[oa])\b[^.]{0,30}?\b(?:si|cuando|en caso|solo|sólo|salvo)\b|"
    r"\bobrigat[óo]ri[oa]\b[^.]{0,30}?\b(?:se|quando|caso|somente|apenas|exceto)\b|"
    r"\bobbligatori[oa]\b[^.]{0,30}?\b(?:se|quando|solo|in caso|qualora|salvo)\b|"
    r"\b(?:обязател\w+|заполняется)\b[^.]{0,30}?(?:если|при|когда|в случае)\b|"
    r"\b(?:verplicht)\b[^.]{0,30}?\b(?:als|indien|wanneer|tenzij)\b|"
    r"\b(?:wymagan\w+)\b[^.]{0,30}?\b(?:jeśli|gdy|jeżeli)\b|"
    r"(?:ise|halinde|durumunda|olduğunda)[^.]{0,12}\bzorunlu|"
    r"(?:إلزامي|مطلوب)\S?[^.]{0,20}(?:إذا|عند|في حال)|"
    r"(?:場合|とき|時)(?:は|に|のみ|には)?、?\s*(?:必須|必ず)|(?:경우|때)(?:에|에는|에만|는)?\s*필수",
    re.IGNORECASE,
)
_HAN_DEMAND = r"(?:必[选選填]|必须填写?|必須填寫?|必报|必報|应填写?)(?:项)?"
_HAN = re.compile(
    rf"(?:当|如果|如|若|當)[^。；;\n]{{2,80}}?{_HAN_DEMAND}|[^。；;，,：:（）()\n]{{2,50}}?{_HAN_DEMAND}"
)
_NO_CONDITION = re.compile(
    r"^(?:(?:该|本|此|其|各|所有|以上|下列|均|都|即|表示|代表|为|是|的|项|字段|数据项|数据元|数据|元素|属性|"
    r"参数|值|信息|"
    r"是否|可选或|不|非|无|全部|应|須|须|可|条件|有条件|R|M|O|C|=|“|”|\s|/|、|或|[:：—–-])*)$"
)
_MAX = 2000


def condition_in(text: str) -> Span | None:
    """Return the place in `text` of the first clause that demands a value under a condition."""
    text = text[:_MAX]
    if not _WORDS.search(text):
        return None
    for sentence in _SENTENCE.finditer(text):
        clause = _han(sentence.group())
        if clause is not None:
            return Span(sentence.start() + clause.start, sentence.start() + clause.end)
        if _LATIN.search(sentence.group()):
            return Span(*sentence.span())
    return None


def _han(sentence: str) -> Span | None:
    """Return a Chinese clause with its condition: "已知身份时必选", but not "该项必选"."""
    for match in _HAN.finditer(sentence):
        before = re.sub(rf"{_HAN_DEMAND}$", "", match.group())
        if not _NO_CONDITION.match(before) and not before.endswith(("是否", "不", "非", "可选")):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            return Span(start, match.end())
    return None
