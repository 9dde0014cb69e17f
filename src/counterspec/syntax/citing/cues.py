"""Words that say how a document binds itself to another, by language."""

from __future__ import annotations

import re
from typing import Literal

Cue = Literal["strict", "choice", "mention"]

_HAN = re.compile(
    r"(?P<choice>参照(?!采用)|參照|酌情)"
    r"|(?P<mention>优先|参考|參考|参见|详见|(?<![可明常看听意])见|基于|(?:等同|修改|非等效|等效|参照)采用|代替|替代|取代|废止|修订|原标准)"
    r"|(?P<strict>符合|满足|滿足|遵[循守照]|按照|依[照据]|根据|执行|采用|使用|应用|达到|贯彻|启用|準用|按(?![钮键时期需照]))"
    r"|(?P<arabic>وفقا|وفقًا|طبقا|طبقًا|مطابق|يتوافق|متوافق)"
)
_WORDS = re.compile(
    r"\b(?:(?P<choice>(?:with|by) reference to|guided by|having regard to|in anlehnung an|en référence à|"
    r"en s.inspirant d|con referencia a|com referência a|con riferimento a|с учетом|с учётом)"
    r"|(?P<mention>see\b|cf\.|based on|derived from|supersed|replac|obsolet|updates?:|amend|siehe\b|ersetzt|"
    r"ersatz für|voir\b|remplac|sustitu|véase|substitui|ver\b|vedi\b|sostitui|взамен|см\.)"
    r"|(?P<strict>compl(?:y|ies|iant|iance|ying)\b|conform|in accordance with|according to|pursuant to|"
    r"(?:specified|defined|required|given|established|laid down|set out|prescribed) (?:in|by)\b|"
    r"as described (?:in|by)\b|as per\b|per\b|(?:meet|meets|meeting|satisf(?:y|ies)|fulfil\w*|adher\w+ to|"
    r"follow(?:s|ing)?|certified to|tested to)\b|(?:shall|must) (?:also )?(?:use|support|apply|implement|employ)\b|"
    r"requirements? of\b|gemäß|gem\.|nach\b|entspr(?:icht|echen)|erfüll|laut\b|einhaltung|zertifiziert nach|"
    r"selon\b|répond|respect|satisf|de acuerdo con|según\b|cumpl|de acordo com|atend|cumpr|segundo\b|secondo\b|"
    r"ai sensi|rispett|soddisf|соответств|согласно|удовлетвор|отвеча|по(?= ГОСТ|\s*$)|volgens\b|overeenkomstig|"
    r"voldo|zgodn|według\b|enligt\b))",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-zА-я]{2}")
_SOFT = re.compile(
    r"(?:(?<![适不便事相权])宜|(?<![许认不])可以?|建议|推荐|推薦)(?:优先|尽可能|尽量|同时|均|都|也|等同|修改)?$"
    r"|\b(?:should|may|ought to|is recommended to|sollten?|könn(?:en|te|ten)|kann|devrai(?:t|ent)|peu(?:t|vent)|"
    r"debería[ns]?|pued(?:e|en)|dever(?:ia|iam)|pod(?:e|em)|dovrebber?o?|può|possono|рекомендуется|может|могут)"
    r"(?: (?:also|be|preferably|être|ser|estar|быть|auch))*\s*$",
    re.IGNORECASE,
)
"""Words that recommend or permit what the verb after them says: "宜符合", "should comply with"."""
_CONFORMS = re.compile(
    r"符合|满足|滿足|遵|达到|compl|conform|in acc|meet|satisf|fulfil|adher|follow|entspr|erfüll|répond|respect|cumpl|"
    r"atend|cumpr|rispett|soddisf|соответств|удовлетвор|отвеча|voldo",
    re.IGNORECASE,
)
"""Verbs that bind a thing to the whole of a document; one that uses something out of it is no such."""
SUPPORTS = re.compile(
    r"支持|兼容|具备|具有|support\w*|compatible|unterstütz\w*|prend en charge|soporta\w*|suporta\w*|поддерж\w*",
    re.I,
)
MODAL = re.compile(
    r"[★▲※]|(?<![相适响对反效供])应(?![用变答])|必须|须|要求|需要?|宜|\bshall\b|\bmust\b|\bmuss\b|\bmüssen\b|\bdoit\b|"
    r"\bdoivent\b|\bdebe\w*|"
    r"\bdeve\w*|долж\w+|يجب"
)
_MODAL_BEFORE = re.compile(
    r"(?:应当?|必须|须|宜|可|不得|\b(?:shall|must|should|may|muss|müssen|doit|doivent|debe\w*|deve\w*|долж\w+)\s(?:be\s)?)$",
    re.IGNORECASE,
)
_REST = re.compile(r"(?<=[A-Za-zÀ-ɏА-я])[A-Za-zÀ-ɏА-я]{1,24}")
"""What is left of a word whose stem is a cue."""
AFTER = re.compile(
    r"^[^，。；;\n]{0,16}?(?:的规定|规定|的要求|要求|所规定|所定义|定义的|执行|进行|实施|验收|界定的|确立的|及其?现行)"
    r"|^[^.;\n]{0,40}?\b(?:shall apply|applies|apply|is required|are required|shall be (?:met|followed|observed))\b"
    r"|^[^.;\n]{0,60}?\b(?:shall be used|entsprechen|erfüllen|genügen|einzuhalten|zu beachten)\b"
    r"|^[\s)）』」\"]{0,3}(?:の規定)?(?:に準拠|に従|に適合|による|に基づ|を満た|に定め)"
    r"|^[\s)）]{0,3}(?:의 )?(?:규정|요구사항)?\s*(?:에 따라|에 따른|[을를] 준수|에 적합|"
    r"에 부합|[을를] 만족|에서 규정)"
    r"|^[^.;\n]{0,30}?(?:uygun|göre\b)",
    re.IGNORECASE,
)
_RULED = re.compile(
    r"^[^，。；,;\n]{0,6}?(?:的规定|所?规定的|中定义的|定义的|的有关规定|的相关规定|的要求|界定的)"
)
_EQUIVALENT = re.compile(
    r"或(?:者)?(?:等效|同等|相当|等同|更高|类似)|または同等|又は同等|또는 (?:이와 )?동등|أو ما يعادل"
    r"|\b(?:or (?:an? )?(?:equivalent|equal|similar|comparable)|oder gleichwertig|ou (?:norme )?équivalent|"
    r"o (?:su )?equivalente|ou equivalente|или (?:эквивалент|аналог)|veya eşdeğer)",
    re.IGNORECASE,
)
OR = re.compile(
    r"^[\s)）》\"]{0,3}(?:标准|协议|视频|编码)?\s*(?:或者|或|/或|\bor\b|\boder\b|\bou\b|\bo\b|\bили\b|または|又は|또는|"
    r"أو)\s*[（(《\"]{0,2}$",
    re.I,
)
AND = re.compile(
    r"^[\s)）》\"]{0,3}(?:[、,，/]|和|及|与|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b)\s*[（(《\"]{0,2}$", re.I
)
RELATION = re.compile(r"\b(?:IDT|MOD|NEQ|EQV|idt|mod|neq|eqv)\b|等同|修改采用")


def cue_before(left: str) -> Cue | None:
    """Return what the last word before a number that says how it is cited says; None where none does."""
    last: Cue | None = None
    place = -1
    preferred = "优先" in left
    for pattern in (_HAN, _WORDS) if _LATIN.search(left) else (_HAN,):
        for match in pattern.finditer(left):
            kind = match.lastgroup
            # "优先采购符合…": what is preferred is not demanded.
            if (preferred and last == "mention" and kind == "strict") or match.start() < place:
                continue
            place = match.start()
            soft = _CONFORMS.match(match.group()) and _SOFT.search(left[max(0, place - 40) : place])
            last = "mention" if kind == "mention" else "choice" if soft or kind == "choice" else "strict"
    return last


def cue_words(left: str) -> str | None:
    """Return the last words before a number that say how it is cited, with a modal word right before them."""
    last: re.Match[str] | None = None
    for pattern in (_HAN, _WORDS) if _LATIN.search(left) else (_HAN,):
        for match in pattern.finditer(left):
            if last is None or match.start() >= last.start():
                last = match
    if last is None:
        return None
    modal = _MODAL_BEFORE.search(left[: last.start()])
    rest = _REST.match(left, last.end())
    return left[modal.start() if modal else last.start() : rest.end() if rest else last.end()].strip() or None


def ruled_after(right: str) -> bool:
    """Return whether the words after a number say that it rules: "… 规定的", "… shall apply"."""
    return _RULED.match(right) is not None or AFTER.match(right) is not None


def or_equivalent(right: str) -> bool:
    """Return whether the words after a number let something equivalent take its place."""
    return words_of_equivalence(right) is not None


def words_of_equivalence(right: str) -> str | None:
    """Return the words after a number that let something equivalent take its place."""
    found = _EQUIVALENT.search(right[:60])
    return found.group() if found else None
