"""The marks of a tender (★ ▲ ※ …) and what the tender itself says that each means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from counterspec.model import Span

_MARK = r"[★▲※△☆◆●■◎＊*#＃▇]"
_ALWAYS = "★▲※"
"""Marks that tenders use; the others are bullets and notes where no legend says otherwise."""

_NAMED = re.compile(
    rf"(?:(?:带有?|标有|标注|标记|注有|加注|加有?|打|前有|注明|凡|marked(?: with)?(?: an?)?(?: asterisk)?|"
    rf"with|其中|含|以|用|表示|：|^|"
    rf"[，。；,;、\s])\s*(?:的?)\s*)?[“\"'‘「（(【\[]?({_MARK})[”\"'’」）)】\]]?\s*"
    r"(?:号|标记|标识|标志|标注|符号|星号|项|条款|条|内容|参数|指标|技术|的|为|是|代表|表示|指|：|:|=|means|items?|clauses?|requirements?|mark|denotes|indicates|are\b|is\b|shall\b|must\b)"
)
_BINDING = re.compile(
    r"实质性|必须(?:完全|全部|严格|一一|逐条)?(?:满足|响应|符合|达到|具备|实现|做到)|无效|废标|否决|不予受理|拒绝|不得偏离|不允许偏离|不允许负偏离|不可偏离|强制|关键(?:性)?(?:指标|参数|条款)?.{0,20}(?:无效|否决)|"
    r"mandatory|substantive|disqualif|reject|non-?compliant|must"
)
_NOT_BINDING = re.compile(
    r"非实质性|不(?:作为|属于|构成|视为)(?:实质性|无效|废标)|允许(?:有)?(?:负|正)?偏离|可(?:以)?(?:负)?偏离|"
    r"not mandatory|不作废标|不否决"
)
_SCORED = re.compile(
    r"重要|扣\s*\d*\s*分|加分|得分|评分|主要|优先|偏离|关键|一般|scor|weight|desirable|important"
)
_LEAD = re.compile(
    rf"\s*(?:[-–—•○□◇➢✓√·]\s*)?(?:[（(]?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[a-zA-Z]|[一二三四五六七八九十]{{1,3}})[)）、.．]?\s*|[①-⑳]\s*|[“\"（(]\s*)?({_MARK})"
)
_TAIL = re.compile(rf"[（(]\s*({_MARK})\s*[)）][。；;]?\s*$")
_SPOKEN_OF = re.compile(
    rf"[”\"’)）]?\s*(?:[、，,和或与及]\s*[“\"‘(（]?{_MARK}|号|参数|条款|项|标记|标注|标识|指标)"
)
_CONFORMITY = re.compile(r"符合性|资格性|实质性|无效|否决|初步评审|审查")
_WITHOUT = re.compile(r"(?:非|未|无|不|没有|除|without|not)[^，。；,;]{0,4}\Z")
_FULL_STOP = re.compile(r"[。\n]|\.(?=\s|\Z)")
_CLAUSE = re.compile(r"应|须|支持|具备|提供|不得|\b(?:shall|must|should|may|will)\b", re.IGNORECASE)
_BEFORE = 8
_MAX = 300
_MOST = 100
"""So many mentions of marks in one passage are looked at."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What one mark means by the document's own words: `quote` is their place.

    `strength` is "R+" for a substantive requirement, "C+" for one that is scored, None where the words do not tell.
    """

    mark: str
    quote: Span
    words: str
    strength: str | None


class Mention(NamedTuple):
    mark: str
    start: int
    end: int


def legends_in(text: str, offset: int, around: str = "") -> Iterator[Legend]:
    """Yield what a passage says of marks; `around` is the text of the table row it stands in, if any."""
    mentions = [
        Mention(match.group(1), match.start(1), match.end())
        for match in islice(_NAMED.finditer(text), _MOST)
        if not _WITHOUT.search(text, max(0, match.start(1) - _BEFORE), match.start(1))
    ]
    for index, mention in enumerate(mentions):
        until = _until(text, mentions, index)
        words = text[mention.start : until]
        strength = _meaning(words)
        start = _begin(text, mention.start, mentions[index - 1].end if index else 0)
        if strength is None:
            # "the ★ clauses are met" in a row of the conformity check says what they are for.
            words = text[start:until]
            if (
                not _CONFORMITY.search(around + text[max(0, start - _MAX) : until + _MAX])
                or "满足" not in words
            ):
                continue
            strength = "R+"
        whole = _sentence_end(text, until, mentions[index + 1 :])
        yield Legend(mention.mark, Span(offset + start, offset + whole), text[start:whole].strip(), strength)


def _until(text: str, mentions: list[Mention], index: int) -> int:
    """Return where what is said of a mark ends: at the next other mark, or two sentences on."""
    mention = mentions[index]
    other = next((m for m in mentions[index + 1 :] if m.mark != mention.mark), None)
    limit = min(
        len(text), mention.start + _MAX, _begin(text, other.start, mention.end) if other else len(text)
    )
    ends = [match.end() for match in re.finditer(r"[。；;\n]", text[mention.start : limit])]
    if not ends:
        return limit
    first = mention.start + ends[0]
    # The sentence after it may say what becomes of a bid that misses it.
    second = mention.start + ends[1] if len(ends) > 1 else limit
    more = _meaning(text[first:second]) == "R+" and re.match(
        r"\s*(?:若|如|未|不满足|不符合|任何|否则|其中)", text[first:second]
    )
    return second if more else first


def _sentence_end(text: str, until: int, later: list[Mention]) -> int:
    """Return where the sentence ends whose first half stops at `until`, for the quote: a half can be read as the whole.

    That is `until` where the rest is about another mark, or may be a clause of its own.
    """
    if text[until - 1] not in "；;":
        return until
    end = _FULL_STOP.search(text, until, until + _MAX)
    whole = end.end() if end else min(len(text), until + _MAX)
    if any(mention.start < whole for mention in later) or _CLAUSE.search(text, until, whole):
        return until
    return whole


def _begin(text: str, place: int, floor: int) -> int:
    """Return where the clause that names a mark begins."""
    cut = max(text.rfind(sign, floor, place) for sign in "。；;\n")
    return max(cut + 1, floor, place - 60)


def _meaning(words: str) -> str | None:
    if _NOT_BINDING.search(words):
        return "C+" if _SCORED.search(words) else None
    if _BINDING.search(words):
        return "R+"
    return "C+" if _SCORED.search(words) else None


def mark_of(text: str, legends: dict[str, Legend]) -> tuple[str, int] | None:
    """Return the mark a clause bears at its head, after its number, or in brackets at its end, with its place."""
    found = _LEAD.match(text) or _TAIL.search(text)
    if found is None or _SPOKEN_OF.match(text, found.end(1)):
        return None
    mark = found.group(1)
    return (mark, found.start(1)) if mark in legends or mark in _ALWAYS else None


def is_legend(text: str) -> bool:
    """Whether a passage names a mark at all (a cheap look before the careful one)."""
    return any(mark in text for mark in "★▲※△☆◆●■◎＊*#＃▇")
