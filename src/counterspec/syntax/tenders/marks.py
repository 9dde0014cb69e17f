"""The sentence in which a tender says what its marks mean: ★, ▲ and their kin."""

from __future__ import annotations

import re

from counterspec.model import Document, Said, Span
from counterspec.syntax.plain import tidy

_MARK = re.compile(r"[★▲☆△※◆●]")
_MEANS = re.compile(
    r"实质性|必须|无效|否决|废标|不得偏离|负偏离|重要|扣分|关键|mandatory|essential|reject|obligatoire|zwingend|obligatori|обязательн|必須",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"条款|参数|指标|要求|需求|标记|标注|项|符号|号|mark|item|requirement|exigence|anforderung", re.IGNORECASE
)
_EDGE = re.compile(r"[。\n!]|\x0c")
_TRIES = 200
_WIDE = 160


def mark_legend(document: Document) -> Said | None:
    """Return the first sentence that says what a mark means."""
    text = document.text
    for tries, match in enumerate(_MARK.finditer(text)):
        if tries >= _TRIES:
            return None
        start = max(
            (m.end() for m in _EDGE.finditer(text, max(0, match.start() - _WIDE), match.start())),
            default=match.start(),
        )
        end = _EDGE.search(text, match.end(), min(len(text), match.end() + _WIDE))
        stop = end.start() if end else min(len(text), match.end() + _WIDE)
        sentence = text[start:stop]
        quoted = re.search(
            r"[“\"'‘(（]\s?[★▲☆△※◆●]\s?[”\"'’)）]|(?:标|带|加|注|有|以|中)\s?[★▲☆△※◆●]|[★▲☆△※◆●]\s?号|"
            r"(?:marked|mark|symbol|sign|marqu[ée]e?s?|signe|mit|con|com|знаком|記号) (?:with |d.un |el |o )?[★▲☆△※◆●]",
            sentence,
        )
        if quoted and _MEANS.search(sentence) and _NAMES.search(sentence):
            return Said(tidy(sentence), Span(start, stop))
    return None
