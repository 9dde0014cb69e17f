"""Words that say how a document binds itself to another, by language."""

from __future__ import annotations

import re
from typing import Literal

Cue = Literal["strict", "choice", "mention"]

_STRICT_BEFORE = (
    r"符合|满足|遵循|遵守|遵照|按照|依照|依据|根据|执行|采用|使用|应用|达到|贯彻|启用|首先按|(?<=[应须])按|按(?!钮|键|时|期|需|照)|"
    r"符合|滿足|準用|"
    r"\bcompl(?:y|ies|iant|iance|ying)\b|\bconform\w*|\bin accordance with|\baccording to|\bpursuant to|"
    r"\b(?:specified|defined|required|given|established|laid down|set out|prescribed) (?:in|by)\b|"
    r"\bas described (?:in|by)\b|\bas per\b|\bper\b|"
    r"\b(?:meet|meets|meeting|satisf(?:y|ies)|fulfil\w*|adher\w+ to|follow(?:s|ing)?|certified to|tested to)\b|"
    r"\bshall (?:also )?(?:use|support|apply|implement|employ)\b|\b(?:MUST|SHALL) (?:use|support|apply|"
    r"implement)\b|\brequirements? of\b|"
    r"\bgemäß|\bgem\.|\bnach\b|\bentspr(?:icht|echen\w*)|\berfüll\w+|\blaut\b|\bEinhaltung|\bzertifiziert nach|"
    r"\bconform\w+|\bselon\b|\brépond\w*|\brespect\w*|\bsatisf\w+|"
    r"\bde acuerdo con|\bsegún\b|\bcumpl\w+|\bconforme\b|\bde acordo com|\batend\w+|\bcumpr\w+|\bsegundo\b|"
    r"\bsecondo\b|\bai sensi\b|\brispett\w+|\bsoddisf\w+|"
    r"соответств\w+|согласно|удовлетвор\w+|отвеча\w+|\bпо(?= ГОСТ|\s*$)|"
    r"\bvolgens\b|\bovereenkomstig|\bvoldo\w+|\bzgodn\w+|\bwedług\b|\benligt\b|"
    r"وفقا|وفقًا|طبقا|طبقًا|مطابق|يتوافق|متوافق"
)
_CHOICE_BEFORE = r"参照(?!采用)|參照|酌情|可参照|宜参照"
_MENTION_BEFORE = (
    r"优先|参考|參考|参见|详见|[^可明常看听意]见|基于|等同采用|修改采用|非等效采用|等效采用|参照采用|代替|替代|取代|废止|修订|原标准|"
    r"\bsee\b|\bsee also\b|\bcf\.|\bbased on\b|\bderived from\b|\bsupersed\w+|\breplac\w+|\bobsolet\w+|"
    r"\bupdates?:|\bamend\w*|"
    r"\bsiehe\b|\bersetzt|\bErsatz für|\bvoir\b|\bremplac\w+|\bsustitu\w+|\bvéase\b|\bsubstitui\w*|\bver\b|"
    r"\bvedi\b|\bsostitui\w*|"
    r"\bвзамен|\bсм\."
)
BEFORE = re.compile(
    rf"(?P<choice>{_CHOICE_BEFORE})|(?P<mention>{_MENTION_BEFORE})|(?P<strict>{_STRICT_BEFORE})",
    re.IGNORECASE,
)
SUPPORTS = re.compile(
    r"支持|兼容|具备|具有|support\w*|compatible|unterstütz\w*|prend en charge|soporta\w*|suporta\w*|поддерж\w*",
    re.I,
)
MODAL = re.compile(
    r"[★▲※]|(?<![相适响对反效供])应(?![用变答])|必须|须|要求|需要?|宜|\bshall\b|\bmust\b|\bmuss\b|\bmüssen\b|\bdoit\b|"
    r"\bdoivent\b|\bdebe\w*|"
    r"\bdeve\w*|долж\w+|يجب"
)
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
EQUIVALENT = re.compile(
    r"^[^。;；\n]{0,40}?(?:或(?:者)?(?:等效|同等|相当|等同|更高|类似)|"
    r"\bor (?:an? )?(?:equivalent|equal|similar|comparable)|"
    r"\boder gleichwertig|"
    r"\bou (?:norme )?équivalent|\bo (?:su )?equivalente|\bou equivalente|\bили (?:эквивалент|аналог)|または同等|"
    r"又は同等|또는 (?:이와 )?동등|"
    r"أو ما يعادل|\bveya eşdeğer)",
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
    for match in BEFORE.finditer(left):
        kind = match.lastgroup
        # "优先采购符合…": what is preferred is not demanded.
        if last == "mention" and kind == "strict" and "优先" in left[: match.start()]:
            continue
        last = "strict" if kind == "strict" else "choice" if kind == "choice" else "mention"
    return last


def ruled_after(right: str) -> bool:
    """Return whether the words after a number say that it rules: "… 规定的", "… shall apply"."""
    return _RULED.match(right) is not None or AFTER.match(right) is not None
