"""What a paragraph of a PDF is: a heading, an item, a caption, an entry of the contents."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.syntax.captions import is_caption
from counterspec.syntax.numbering import Numbered, numbered
from counterspec.syntax.pdf.lines import ITEM

_LEADERS = re.compile(
    r"(?:[.…·．•。_‥⋯]\s?){4,}\s*[-—(（]?\s*(?:[\dIVXLivxlⅠ-ⅿ]{1,6}|[A-Z]?-?\d{1,4})?\s*[)）—-]?\s*$"
)
_ENDS = tuple("。；;，,！!？?、")
_DUTY = re.compile(
    r"(?<![供响适对相反感效答])应(?![用答急力变届付])|不得|必须|须(?!知)|(?<![事适便])宜(?![宾昌兴])|\b(?:shall|must|should|may|soll|muss|doit|doivent|deberá|должен|должны)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[（(]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[)）]|\d{1,3}(?=[.．、])|[a-z](?=、)|[①-⑳⑴-⒇❶-❿]")
_LETTERS = re.compile(r"[A-ZÀ-ÞА-ЯΑ-Ω\u3400-\u9fff]")
_DATE = re.compile(r"\d{4}|[年月日]|[=_]|@|http")
_BRACKETS = re.compile(r"[（(][^（）()]{0,40}[)）]")
_SAYS = re.compile(r"[，：;；]|:\s")
_SMALL_UNITS = ("条", "條", "조")


class Kind(NamedTuple):
    """What a passage is, the number it bears and its depth."""

    kind: str
    number: str | None = None
    level: int = 0


def is_contents(text: str) -> bool:
    """Tell whether a line is an entry of the contents: words, leaders, a page."""
    return _LEADERS.search(text) is not None


def kind_of(
    text: str, lines: int, *, strong: bool, large: bool, alone: bool = False, apart: bool = False
) -> Kind:
    """Return what a paragraph is.

    `lines` is how many lines it has on the page; `strong` whether all of it stands out against
    running text, `large` whether by its size, `alone` whether one line has white around it, `apart` whether it
    stands in the middle or left of the others.
    """
    if is_contents(text):
        return Kind("item")
    if lines <= 3 and is_caption(text):
        return Kind("caption")
    number = numbered(text)
    if number is not None and _is_number(text, number, strong=strong, alone=alone):
        kind = "heading" if _is_heading(text, number, lines, strong=strong) else "paragraph"
        return Kind(kind, number.number, number.level)
    if ITEM.match(text) and not (large and lines == 1):
        mark = _MARK.match(text)
        return Kind("item", mark.group() if mark else None)
    if alone and apart and _is_plain_title(text):
        return Kind("heading")
    return Kind("heading" if strong and _is_title(text, lines, large=large) else "paragraph")


def _is_title(text: str, lines: int, *, large: bool) -> bool:
    """Tell whether words in strong type are a title, and no sentence."""
    if lines > 3 or text.endswith(_ENDS) or width(text) > (160 if large else 90):
        return False
    return large or (lines == 1 and not text.endswith((":", "：", ".")))


def _is_plain_title(text: str) -> bool:
    """Tell whether a line set like running text but apart from it is a title by its words."""
    if not 2 <= width(text) <= 70 or text.endswith((*_ENDS, ".", ":", "：", ")", "）", "_")):
        return False
    return bool(_LETTERS.match(text)) and not _DATE.search(text)


def width(text: str) -> int:
    """Return the width of a text in letters, Chinese characters counting for two."""
    return len(text) if text.isascii() else sum(2 if char >= "\u2e80" else 1 for char in text)


def _is_number(text: str, number: Numbered, *, strong: bool, alone: bool) -> bool:
    """Tell whether the number at the start numbers the passage, and is not an item's or a quantity."""
    if not number.bare:
        return True
    if not strong:
        # "4 Interfaces" in the type of running text: a heading only where it is short and says no more.
        return (alone or not ITEM.match(text)) and width(text) <= 60 and _titled(text[number.end :])
    return True


def _titled(words: str) -> bool:
    return (
        bool(words)
        and (words[0].isupper() or words[0] >= "\u2e80")
        and not words.endswith((*_ENDS, ".", ":", "："))
    )


def _is_heading(text: str, number: Numbered, lines: int, *, strong: bool) -> bool:
    if number.end >= len(text):
        return True
    words = _BRACKETS.sub("", text[number.end :])
    han = number.number[-1] in "、）)章节節篇部卷编"
    if han and width(words) <= 44:
        words = words.rstrip("：:")
    if not words or words.endswith(_ENDS) or "。" in words or lines > 3:
        return False
    wide = width(words)
    if number.number.endswith(_SMALL_UNITS):
        return wide <= 40 and (strong or lines == 1) and not _DUTY.search(words)
    if strong:
        return wide <= 200
    if wide > 90 or lines > 1 or words.endswith((".", ":", "：")):
        return False
    return not _DUTY.search(words) and _SAYS.search(words) is None
