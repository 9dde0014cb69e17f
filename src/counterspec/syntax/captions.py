"""Lines that name a table or a figure: "表 3 …", "Table 3-42 …", "Abbildung 2: …"."""

from __future__ import annotations

import re

from counterspec.syntax.table_captions import read_caption

_FIGURE = re.compile(
    r"(?:[图圖図](?=\s?[\dA-Z])|[Ff]ig(?:ure|\.)s?|FIGURE|FIG\.|[Aa]bbildung|[Aa]bb\.|[Bb]ild|[Ff]igura|"
    r"[Рр]исунок|[Рр]ис\.|그림|شكل|الشكل)\s?(?:[A-ZА-Я]{1,2}[.\-–—]?\s?)?"
    r"[\d٠-٩]{1,4}(?:[.\-–—．][\d٠-٩]{1,3}){0,4}[a-z]?(?P<after>\s*[:：.．—–\-]?\s*)(?P<rest>.*)"
)
_SAYS = re.compile(
    r"(?:规定|给出|列出|所示|所列|表示|说明|描述|显示|示出|中|的|和|与|或|为|是|应|可|至|、|，|,|;|；|\)|）|以及|及)|"
    r"(?i:(?:shows?|lists?|gives?|presents?|contains?|provides?|describes?|summari[sz]es?|illustrates?|and|or|of|in|"
    r"is|are|below|above|zeigt|montre|muestra|présente|показывает|показан)\b)"
)
_ENDS = ("。", "；", ";", "，")
_FIRST = frozenset("图圖図FfAaBbРр그شا")
_LONG = 160


def is_caption(text: str) -> bool:
    """Tell whether a line names a table or figure, and is no sentence about one."""
    return is_figure_caption(text) or read_caption(text) is not None


def is_figure_caption(text: str) -> bool:
    """Tell whether a line names a figure."""
    if len(text) > _LONG or text[:1] not in _FIRST:
        return False
    match = _FIGURE.match(text)
    if match is None:
        return False
    rest = match["rest"]
    if rest[:1].isascii() and rest[:1].isalnum() and not match["after"]:
        return False
    return not (_SAYS.match(rest) or rest.endswith(_ENDS) or (rest.endswith(".") and len(rest) > 60))
