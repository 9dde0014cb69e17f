"""Names of organisations: what looks like one, and how lists of them are split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from counterspec.syntax.organisations import words
from counterspec.syntax.plain import has_cjk

_OPEN, _CLOSE = "([{(（【", ")]}）】)"
_MARKS = "、;,;；,,。.·•\n"
_WIDE_MARKS = "、;；。•\n"
_EDGES = " \t\n:、,;。.·•*-—"
_MAX_NAME = 70
_KANA = re.compile(r"[\u3040-\u30ff]")
_EAST_SCRIPTS = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0600-\u06ff]")
_ABBREVIATED = re.compile(
    r"\b(?:ltd|inc|co|corp|cía|cia|ltda|s\.a|s\.l|s\.r\.l|s\.p\.a|l\.l\.c|n\.v|b\.v|e\.v|r\.l)$", re.I
)
_JOURNAL = re.compile(r"^[《<][^《》<>]{2,20}[》>](?=杂志|期刊|编辑|社|报|出版|传媒)")
_LETTER = re.compile(r"[^\W\d_]")


class Piece(NamedTuple):
    """One name of a list and its half-open range in the plain text; `repaired` where a mark was read wrongly."""

    name: str
    start: int
    end: int
    repaired: bool = False


def is_organisation(name: str) -> bool:
    """Return whether a plain name is an organisation's; a person's never is, nor a blank to be filled in."""
    name = name.strip()
    if not 2 <= len(name) <= 220 or _LETTER.search(name) is None:
        return False
    if _EAST_SCRIPTS.search(name):
        return len(name) <= 120 and words.EAST.search(name) is not None and not _sentence(name)
    if has_cjk(name):
        return is_chinese_organisation(name)
    if words.POST.match(name):
        return False
    return not _sentence(name) and bool(words.WESTERN.search(name) or words.GERMAN_TAIL.search(name))


def is_chinese_organisation(name: str) -> bool:
    """Return whether a Chinese name ends as organisations' names do."""
    # A publisher may be named after what it publishes: "《海滩》杂志社".
    plain = _JOURNAL.sub("", name, count=1)
    if not 3 <= len(plain) <= _MAX_NAME or words.NOT_A_NAME.search(plain):
        return False
    return words.CHINESE.search(name) is not None and _balanced(name)


def with_stop(text: str, start: int, end: int) -> int:
    """Return the end of a name with the full stop that belongs to it: "Acme Shells, Inc."."""
    return end + 1 if text[end : end + 1] == "." and _ABBREVIATED.search(text, start, end) else end


def _sentence(name: str) -> bool:
    return (
        len(name.split()) > 22
        or re.search(r"[。;!?]|\.\s+[A-Z][a-z]+ [a-z]+ [a-z]+|https?:|@", name) is not None
    )


def _balanced(name: str) -> bool:
    return sum(name.count(mark) for mark in "((") == sum(name.count(mark) for mark in "))")


def split_chinese(text: str, start: int, *, recognised: bool = False) -> Iterator[Piece]:
    """Yield the names of a list in plain Chinese text that starts at `start` and ends with its sentence.

    Marks inside brackets do not part names; a line's end parts them only between two whole names.
    In `recognised` text a full stop or comma may stand for the list's mark, or none.
    """
    position, size = start, len(text)
    wide = "、" in text[start : start + 300].split("。", maxsplit=1)[0]
    while position < size:
        end, mark = _next_mark(text, position, wide)
        piece = _trimmed(text, position, end)
        if piece is None:
            if mark in "。" or end >= size:
                return
            position = end + 1
            continue
        parts = list(_parted(piece)) if recognised else [piece]
        if not all(is_chinese_organisation(part.name) for part in parts):
            parts = [piece] if is_chinese_organisation(piece.name) else []
        if not parts:
            if mark == "、" and _goes_on(text, end + 1):
                position = end + 1
                continue
            return
        yield from (part._replace(repaired=part.repaired or (recognised and mark in ",.")) for part in parts)
        if mark in ("。", "") and not (recognised and _goes_on(text, end + 1)):
            return
        position = end + 1


def _next_mark(text: str, position: int, wide: bool) -> tuple[int, str]:
    """Return where the name that begins at `position` ends, and by which mark."""
    depth = 0
    for index in range(position, min(len(text), position + 240)):
        char = text[index]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif char == "\n":
            if _line_parts(text, position, index, wide):
                return index, char
        elif depth == 0 and char in _MARKS:
            so_far = text[position:index].replace("\n", "").strip(_EDGES)
            if char in _WIDE_MARKS or not so_far or is_chinese_organisation(so_far):
                return index, char
    return min(len(text), position + 240), ""


def _line_parts(text: str, position: int, index: int, wide: bool) -> bool:
    """Return whether a line's end parts two names: both must be whole, and none begin with a bracket.

    In a list with marks of its own a line's end is a wrap, unless a name of a place follows.
    """
    before = text[position:index].replace("\n", "").strip(_EDGES)
    after = re.split(r"[、,;。\n]", text[index + 1 : index + 80].lstrip(), maxsplit=1)[0]
    if not before:
        return False
    if not words.STRONG_CHINESE.search(before) or not is_chinese_organisation(before):
        return False
    if after[:1] in _OPEN:
        return False
    if wide:
        return words.PLACE.match(after) is not None
    return not is_chinese_organisation(after.strip(_EDGES)) or len(after) >= 4


def _goes_on(text: str, position: int) -> bool:
    end, _ = _next_mark(text, position, True)
    name = text[position:end].replace("\n", "").strip(_EDGES)
    return words.STRONG_CHINESE.search(name) is not None and is_chinese_organisation(name)


def _trimmed(text: str, start: int, end: int) -> Piece | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if start >= end:
        return None
    return Piece(_joined(text[start:end]), start, end)


def _joined(name: str) -> str:
    """Return a name with its line breaks joined: without a space between Chinese characters."""
    name = re.sub(r"(?<=[\u3400-\u9fff))])\s*\n\s*|\s*\n\s*(?=[\u3400-\u9fff((])", "", name)
    return re.sub(r"\s+", " ", name)


def _parted(piece: Piece) -> Iterator[Piece]:
    """Yield the names in a piece where the mark between them was lost."""
    last = 0
    if "\n" not in piece.name and len(piece.name) == piece.end - piece.start:
        for match in words.BOUNDARY.finditer(piece.name):
            left, right = piece.name[last : match.start()], piece.name[match.start() :]
            if words.STRONG_CHINESE.search(left) and is_chinese_organisation(right) and len(left) > 4:
                yield Piece(left, piece.start + last, piece.start + match.start(), repaired=True)
                last = match.start()
    yield Piece(piece.name[last:], piece.start + last, piece.end, repaired=last > 0)
