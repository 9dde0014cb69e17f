"""Entries of reference lists, and the words above a list that say how its entries bind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterspec.model import Document, Passage, Span
from counterspec.syntax.citing.cues import Cue

_BULLET = (
    r"\s*(?:\[\d{1,3}\]|[（(【]?\s?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})\s?[)）】.．、]{1,2}"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}|[-–—•·●◆■▪*§\uf0d8\uf06c\uf0b7]{1,3})?\s*"
)
_SAYS = re.compile(r"[:：，。；;!?]")
_BULLETED = re.compile(_BULLET)
ENTRY_LEAD = re.compile(rf"{_BULLET}(?:《[^》\n]{{0,80}}》?\s*[（(]?\s*|\[)?$")
JOINED_LEAD = re.compile(r"(?:[)\]）】.。;；]\s|\[\d{1,3}\]\s?|[^\x00-\x7f]\s)$")
_LEAD = re.compile(
    r"(?:标准|规范|规程|依据|法规)(?:(?:和|及|与|、)(?:标准|规范|规程|依据|法规|文件))?(?:如下|清单|文件|列表|目录|包括|有|及要求)?\s*[:：]?\s*$"
    r"|(?:标准|规范|规程|依据|法规|文件)[^。；;]{0,12}[:：]\s*$"
    r"|\b(?:standards?|norms?|normative documents|codes|specifications|regulations)\b[^.;]{0,30}:?\s*$"
    r"|\b(?:Normen|Vorschriften|Richtlinien|Regelwerke)\b[^.;]{0,30}:?\s*$|\bnormes?\b[^.;]{0,30}:?\s*$|"
    r"\bnormas?\b[^.;]{0,30}:?\s*$"
    r"|\bnorme\b[^.;]{0,30}:?\s*$|(?:стандарт\w*|норматив\w*|ГОСТ)[^.;]{0,30}:?\s*$|(?:規格|"
    r"基準)[^。]{0,10}[:：]?\s*$|(?:표준|규격)[^.]{0,10}:?\s*$",
    re.IGNORECASE,
)
_LOOSE_LEAD = re.compile(r"参考|參考|reference|参见|see also|weiterführend|à titre", re.I)
_HEAD = re.compile(
    r"(?:执行|采用|适用|遵循|依据|检验|验收|检测|质量|技术)\s?(?:的)?\s?(?:标准|依据|规范)(?:号|编号|名称)?"
    r"|(?:applicable|required|governing|compliance) (?:standards?|norms?)|anzuwendende normen?|normes? applicables?"
    r"|normas? aplicables?|normas? aplicáve(?:l|is)|применяемы[ей] стандарт\w*|適用規格|적용 ?(?:표준|규격)",
    re.IGNORECASE,
)
_CHOICE_LEAD = re.compile(r"参照|參照", re.I)
_NUMBERED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,5})")
_LONGEST_LEAD = 60


def led(document: Document, starts: frozenset[int]) -> Iterator[tuple[Span, Cue]]:
    """Yield the passages that stand in a list below words such as "执行标准：", with how these bind.

    `starts` are the places of numbers; a list ends with the first passage that does not begin with one.
    """
    text = document.text
    lead: Cue | None = None
    number = ""
    for passage in document.body:
        content = text[passage.span.start : passage.span.end]
        if lead is not None and _under(passage, content, number, starts):
            yield passage.span, lead
            continue
        found = _lead(content)
        match = _NUMBERED.match(content)
        lead, number = found, match[1] if match and found else ""


def columns(document: Document) -> Iterator[tuple[Span, Cue]]:
    """Yield the cells of columns whose head says that they hold what is to be kept to."""
    text = document.text
    for table in document.tables:
        for column, head in enumerate(table.rows[0] if table.rows else ()):
            if _HEAD.fullmatch(text[head.start : head.end].strip()[:_LONGEST_LEAD]):
                for row in table.rows[1:]:
                    if column < len(row) and row[column].start < row[column].end:
                        yield row[column], "strict"


def _lead(content: str) -> Cue | None:
    tail = content[-_LONGEST_LEAD:]
    if (len(content) > _LONGEST_LEAD and not tail.rstrip().endswith((":", "："))) or not _LEAD.search(tail):
        return None
    if _LOOSE_LEAD.search(tail):
        return "mention"
    return "choice" if _CHOICE_LEAD.search(tail) else "strict"


def _under(passage: Passage, content: str, number: str, starts: frozenset[int]) -> bool:
    if "." in number and content.lstrip().startswith(f"{number}."):
        return True
    for place in range(passage.span.start, min(passage.span.end, passage.span.start + 100)):
        if place in starts:
            before = content[: place - passage.span.start]
            bullet = _BULLETED.match(before)
            marked = passage.kind == "item" or (bullet is not None and bullet[0].strip() != "")
            return ENTRY_LEAD.fullmatch(before) is not None or (marked and not _SAYS.search(before))
    return False


def bracketed(before: str) -> bool:
    """Return whether a place lies inside brackets, by what stands before it in its passage."""
    depth = 0
    for sign in before[-400:]:
        if sign in "(（[【":
            depth += 1
        elif sign in ")）]】" and depth:
            depth -= 1
    return depth > 0
