"""Text made plain for matching, with the way back: width, dashes and the spaces of spread characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from counterspec.model import Span

CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
EAST_ASIAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Signs that no space parts from the next: Chinese and Japanese with their marks, full-width forms."""
_WIDE = CJK + "\u3001-\u3003\u3008-\u301b\u3040-\u30ff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60"
_SPREAD = re.compile(rf"(?<=[{_WIDE}])[ \t\u00a0\u3000\n\r]+(?=[{_WIDE}])")
_HANGUL = "\u1100-\u11ff\uac00-\ud7af"
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000\n\r\x0b\x0c]+")
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\u0002")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe58\ufe63\uff0d")
_QUICK = {**{ord(char): "-" for char in _DASHES}, **{ord(char): None for char in _DROPPED}}
_PIECE = re.compile(rf"[ \t\u00a0\u2000-\u200a\u202f\u3000\n\r\x0b\x0c]+|[\x21-\x7e]+|[{CJK}]|.", re.DOTALL)
_SPREAD_HANGUL = re.compile(rf"(?:[{_HANGUL}] ){{2,}}[{_HANGUL}]")


@lru_cache(maxsize=4096)
def _form(char: str) -> str:
    if char in _DASHES:
        return "-"
    if char in _DROPPED:
        return ""
    form = unicodedata.normalize("NFKC", char)
    return form if len(form) <= 4 else char


@lru_cache(maxsize=8192)
def _is_wide(char: str) -> bool:
    if "\uff00" <= char <= "\uff60":
        return not unicodedata.normalize("NFKC", char).isalnum()
    return "\u2e80" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


class Plain:
    """Some stretches of a text, plain, one per line; `span` leads back to the text.

    Compatibility forms are folded, dashes are "-", runs of white space are one space, and spaces
    between Chinese characters are gone: "国 家 标 准" and "国家标准" are the same.
    """

    __slots__ = ("_ends", "_starts", "lines", "text")

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        out: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        lines: list[int] = []
        for span in spans:
            lines.append(len(out))
            _make_plain(text, span, out, starts, ends)
            out.append("\n")
            starts.append(span.end)
            ends.append(span.end)
        self.text = "".join(out)
        self.lines = lines
        self._starts, self._ends = starts, ends

    def span(self, start: int, end: int) -> Span:
        """Return the place in the text of a range of the plain text."""
        if not self._starts:
            return Span(0, 0)
        first = self._starts[min(start, len(self._starts) - 1)]
        return Span(first, max(self._ends[min(max(end - 1, start), len(self._ends) - 1)], first))

    def line(self, offset: int) -> int:
        """Return which of the stretches, from 0, holds an offset of the plain text."""
        return bisect_right(self.lines, offset) - 1


def _make_plain(text: str, span: Span, out: list[str], starts: list[int], ends: list[int]) -> None:
    wide = False  # whether the last character written is Chinese, and a space waits behind it
    waits = False
    first = len(out)
    for match in _PIECE.finditer(text, span.start, span.end):
        piece, at = match.group(), match.start()
        if piece[0].isspace():
            waits = len(out) > first
            continue
        is_wide = _is_wide(piece[0])
        if waits and not (wide and is_wide):
            _put(" ", at - 1, at, out, starts, ends)
        waits = False
        if piece[0].isascii():
            out.extend(piece)
            starts.extend(range(at, at + len(piece)))
            ends.extend(range(at + 1, at + len(piece) + 1))
        else:
            for form in _form(piece):
                _put(form, at, match.end(), out, starts, ends)
        wide = is_wide


def _put(char: str, start: int, end: int, out: list[str], starts: list[int], ends: list[int]) -> None:
    out.append(char)
    starts.append(start)
    ends.append(end)


def plain(text: str) -> str:
    """Return one short text made plain, on one line."""
    return Plain(text, (Span(0, len(text)),)).text[:-1]


def quick(text: str) -> str:
    """Return one short text made plain, in a fraction of the time, where no way back is needed.

    Rare marks that combine with the letter before them may come out otherwise than in `plain`.
    """
    if text.isascii():
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text).translate(_QUICK)
    return _SPREAD.sub("", " ".join(text.split()))


def tidy(text: str) -> str:
    """Return text as it reads: line breaks joined, and characters spread apart brought together."""
    text = "".join(char for char in text if char not in _DROPPED)
    text = _SPACES.sub(" ", _SPREAD.sub("", text)).strip()
    return _SPREAD_HANGUL.sub(lambda match: match.group().replace(" ", ""), text)


def normal(text: str) -> str:
    """Return a name in normal form: compatibility forms folded, no spaces between Chinese characters."""
    return tidy(unicodedata.normalize("NFKC", tidy(text)))


def has_cjk(text: str) -> bool:
    """Return whether a text holds Chinese characters."""
    return any("\u3400" <= char <= "\u9fff" for char in text)
