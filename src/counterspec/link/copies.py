"""A sketch of a document's words: nearly the same text gives nearly the same sketch.

Texts are folded to their letters and digits, so that line breaks, spaces, widths and case do not count.
Two sketches are compared without the texts; `copies_groups` says which documents repeat which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from zlib import crc32

WORDS = 256
"""Bins of a sketch for the words; a bin holds 16 bits of its least shingle."""
FIGURES = 64
"""Bins for the figures of a text: dates, numbers, amounts. Forms filled in twice differ here."""
_SIZE = 2 * (WORDS + FIGURES)
_EMPTY = 0xFFFF
_SHINGLE = 10
"""Bytes of UTF-8: three ideographs and a bit, five Cyrillic letters, ten Latin ones."""
_LEAST = 300
"""Bytes of folded text below which a text says too little to be told from others."""
_MOST = 16_000_000
"""Code points of a text that are looked at."""
_ENOUGH = 4096
"""Least shingles that fill the bins, with a margin."""
_WIDE_MARKS = {mark: unicodedata.normalize("NFKC", mark) for mark in "，：；！？（）\u3000"}
"""What keeps most Chinese texts from being normal: without these, that is seen at once, in a tenth of the time."""
_NO_WORD = re.compile(r"[^\w\x00-\x7f]+")
_NO_ASCII_WORD = bytes(code for code in range(0x80) if not chr(code).isalnum())
_FIGURE = re.compile(r"\d(?:[\d.,:/\-]{0,30}\d)")
_QUARTER = bytes(range(0x80, 0xC0, 4))
_BEGIN = b"[048dhlptx]|[\xc2-\xdf][%s]|[\xe0-\xf4][\x80-\xbf]{1,2}[%s]" % (_QUARTER, _QUARTER)
"""One character in four begins a shingle, whichever text it stands in."""
_SHINGLES = re.compile(b"(?=%s)(?=(.{1,%d}))" % (b"(?:%s)" % _BEGIN, _SHINGLE), re.DOTALL)
"""Finds nothing but places; what stands there is the group, so that shingles may overlap."""


def sketch(text: str) -> bytes:
    """Return the sketch of a text, empty where it has too few words to be told from others.

    The same text gives the same bytes everywhere; some ten million code points a second.
    """
    whole = _normal(text[:_MOST])
    letters = _NO_WORD.sub("", whole.casefold()).encode("utf-8", "replace")
    data = letters.translate(None, _NO_ASCII_WORD)
    if len(data) < _LEAST:
        return b""
    shingles = set(map(crc32, _SHINGLES.findall(data)))
    figures = {crc32(re.sub(r"\D", "", figure).encode()) for figure in _FIGURE.findall(whole)}
    return _bins(shingles, WORDS) + _bins(figures, FIGURES)


def _normal(text: str) -> str:
    """Return a text in the form NFKC."""
    for mark, narrow in _WIDE_MARKS.items():
        text = text.replace(mark, narrow)
    return unicodedata.normalize("NFKC", text)


def likeness(one: bytes, other: bytes) -> float:
    """Return how much of two texts' words is the same, 0 to 1 (an estimate of the Jaccard index)."""
    return _same(one[: 2 * WORDS], other[: 2 * WORDS])


def figures_alike(one: bytes, other: bytes) -> float:
    """Return how many of two texts' figures are the same, 0 to 1; 1 where neither has any."""
    if len(one) != _SIZE or len(other) != _SIZE:
        return 0.0
    return _same(one[2 * WORDS :], other[2 * WORDS :], none=1.0)


def band_at(data: bytes, width: int, place: int) -> bytes:
    """Return one of the pieces of `width` bins of a sketch's words: like texts share at least one of them."""
    step = 2 * width
    return data[place * step : (place + 1) * step]


def _bins(hashes: Iterable[int], count: int) -> bytes:
    bins: dict[int, int] = {}
    for value in sorted(hashes)[:_ENOUGH]:
        bins.setdefault(value % count, value)
    made = bytearray()
    for index in range(count):
        least = bins.get(index)
        kept = _EMPTY if least is None else (least * 0x9E3779B1 >> 16 & 0xFFFF) % _EMPTY
        made += kept.to_bytes(2, "big")
    return bytes(made)


def _same(one: bytes, other: bytes, none: float = 0.0) -> float:
    same = seen = 0
    for at in range(0, min(len(one), len(other)), 2):
        left, right = one[at : at + 2], other[at : at + 2]
        if left == right == b"\xff\xff":
            continue
        seen += 1
        same += left == right
    return same / seen if seen else none
