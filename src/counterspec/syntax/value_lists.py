"""Read the values that one cell lists: "1=male; 2=female", "0：未知 1：男", "White, Black, Asian"."""

from __future__ import annotations

import re
from typing import NamedTuple

_BREAK = re.compile(r"(?<!\s)\s*(?:<br\s*/?>|\||[;；\n])\s*", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\s)\s*[,，、/]\s*")
_PAIR = re.compile(
    r"[\"'“‘(（]?(\d{1,4}\s?[-–—~～]\s?\d{1,4}(?=\s*[=＝:：])|[\u2460-\u2473](?=\s?\S)|[A-Za-z0-9]{1,8}|"
    r"\d{1,4}[A-Za-z]?)[\"'”’)）]?\s*(?:[:=：＝,，.．、)）#]|[-–—~]+|"
    r"(?<=[\d\u2460-\u2473])(?=[\u3400-\u9fff\uac00-\ud7a3])|(?<=[\u2460-\u2473])\s?|(?:(?<=\d)|(?<=\b[A-Z]))\s(?=[^\d\s]))\s*"
)
_LINE_PAIR = re.compile(
    r"\s*[\"'“‘]?(?P<code>\d{1,4}\s?[-–—~～]\s?\d{1,4}(?=\s*[=＝:：\t])|"
    r"[A-Z0-9][A-Z0-9.\-/_]{0,11}|[A-Za-z0-9]{1,3}|[(（][^()（）]{1,12}[)）])"
    r"[\"'”’]?\s*(?:[=＝:：\t]|\s\.|[-–—]{1,2}(?=\s)|\s{2,}(?=\S)|"
    r"(?<=\d)(?<!\.\d)(?<!\.\d\d)\s(?=[^\W\d]))\s*(?P<label>\S.{0,200}?)\s*"
)
_NUMBER_FIRST = re.compile(r"(?<![^\s])(\d{1,4})[.)]?\s(?=[^\W\d])")
_NOTED = re.compile(
    r"(?:^|(?<=[\s,，;；、/:：(（【\[|])|(?<=[\u3400-\u9fff])(?=\d+\s?[=＝:：]))"
    r"[\"“‘'（(]?(?P<code>\d{1,4}|[A-Z]{1,3}\d{0,2}|[a-z]{1,3}(?=\s?[=＝]))[\"”’'）)]?"
    r"(?:\s?[=＝:：]\s*|\s?[-–—]{1,2}\s*(?=[^\d\s])|"
    r"(?<=\d)\s?(?=[\u3400-\u9fff\uac00-\ud7a3])(?:(?![位个年月日时分秒次章条级种类项米人元号页字件张份岁至到])|"
    r"(?P<counted>(?=[\u3400-\u9fff\uac00-\ud7a3]{2}))))"
    r"(?=[^\d\s=:：,，;；、])"
)
"""`counted`: the word may begin with one that counts, as in "2人工" and "2人以上"."""
_VERB = re.compile(r"^(?:表示|代表|是指|means\s+)")
_GLUED = re.compile(
    r"\s*(?:(?:\d{1,3}|[\u2460-\u2473])[\s.、:：]?[^\W\d_\u2460-\u2473]{1,12}+[\s;；,，、]{0,2}){2,40}"
)
_GLUED_CODE = re.compile(r"\d{1,3}|[\u2460-\u2473]")
_NO_LABELS = re.compile(
    r"[:：]|范围|默认|缺省|长度|其中|格式|取值|不超过|不少于|大于|小于|最大|最小|例如|以及|default|range|length|"
    r"format|maximum|minimum|"
    r"e\.g\.|\bany\b|such as|between|\d\s*[~～]\s*\d",
    re.IGNORECASE,
)
"""What speaks about values instead of listing them."""
_LEADS = re.compile(r"(?:[^。；;\n]{0,24}[:：（(【\[,，]|.{0,16})\s*", re.DOTALL)
_NOTED_END = re.compile(r"[。；;\n）)】\]]|\.\s")
_CLOSERS = {")": "(", "）": "（", "]": "[", "】": "【"}
_MAX_NOTE = 1200
_MAX_NOTED = 60
_MAX_NOTED_LEAD = 28
_NEXT_PAIR = re.compile(
    r"(?<=\s)(?:\d{1,4}\s?[-–—~～]\s?\d{1,4}|[A-Z0-9]{1,4}|[(（][^()（）]{1,12}[)）])\s*[=＝]\s*(?=\S)"
)
_INLINE_PAIR = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,3}|\d{1,3})\s*[:=：＝\-–—]\s*(?=[^\d\s,;，；、:=])")
_REFERENCE = re.compile(
    r"\s*(?:采用|参见|详见|见|符合|引用|按|遵循|执行|参照|取自|依据|see\b|refer|according|as "
    r"(?:defined|per)|conform|(?:GB|GA|ISO|YD|DA|WS|JR|SF|DB)"
    r"\s?/?[A-Z]?\s?\d)",
    re.IGNORECASE,
)
"""A cell that names where the values stand, instead of listing them."""
_MAX_VALUES = 300
_MAX_TEXT = 4000
_MAX_LABEL = 80
_MAX_LINE = 300
_STOP = re.compile(r"[。！？!?]|[.]\s")


class Value(NamedTuple):
    """One value: its code, None where the label is it; `start:end` is the label's place in the cell."""

    code: str | None
    label: str
    start: int
    end: int


def read_values(cell: str, *, plain_lists: bool = True) -> list[Value]:
    """Return the values that `cell` lists, none where it is a reference or a sentence.

    `plain_lists` allows lists of labels without codes, which only a column of values may hold.
    """
    if len(cell) > _MAX_TEXT or not cell.strip() or _REFERENCE.match(cell):
        return []
    plain: list[Value] = []
    for pieces in (_pieces(cell, _BREAK), _coded(cell), _counted(cell), _glued(cell), _pieces(cell, _COMMA)):
        values = [_value(cell, start, end) for start, end in pieces]
        if len(values) < 2 or len(values) > _MAX_VALUES or not all(_is_label(value) for value in values):
            continue
        coded = sum(value.code is not None for value in values)
        if coded * 5 >= len(values) * 4:
            return values
        plain = plain or ([] if coded or not plain_lists or _NO_LABELS.search(cell) else values)
    return read_noted(cell) or plain


def read_noted(text: str) -> list[Value]:
    """Return the values that a note lists, each with its code: "取值：0未知，1男，2女", "1: first, 2: second".

    A numbered list of remarks is none: the code is followed by a sign of its own, or at once by a
    Chinese or Korean word.
    """
    if len(text) > _MAX_NOTE:
        return []
    starts = list(_NOTED.finditer(text))
    if not _counts_up(starts):
        starts = [match for match in starts if match["counted"] is None]
    if (
        len(starts) < 2
        or starts[0].start() > _MAX_NOTED_LEAD
        or not _LEADS.fullmatch(text[: starts[0].start()])
    ):
        return []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found = []
    for match, end in zip(starts, ends, strict=True):
        raw = text[match.end() : end]
        label = _last(raw) if end == len(text) else raw
        label = label.rstrip(" ,，;；、/|\t.。")
        while label[-1:] in _CLOSERS and label.count(label[-1]) > label.count(_CLOSERS[label[-1]]):
            label = label[:-1].rstrip()
        value = _said(Value(match.group("code"), label, match.end(), match.end() + len(label)))
        if not _is_label(value) or len(label) > _MAX_NOTED:
            return []
        found.append(value)
    return found if len({value.code for value in found}) == len(found) else []


def _counts_up(starts: list[re.Match[str]]) -> bool:
    """Whether codes count up from 0 or 1 and most labels begin with no word that counts: "1自动；2人工"."""
    counted = sum(match["counted"] is not None for match in starts)
    if not counted or counted * 2 > len(starts) or not all(match["code"].isdecimal() for match in starts):
        return False
    codes = [int(match["code"]) for match in starts]
    return codes[0] in (0, 1) and codes == list(range(codes[0], codes[0] + len(codes)))


def _last(raw: str) -> str:
    """Return the last label of a note: up to where the sentence ends, or the bracket around the list closes."""
    for match in _NOTED_END.finditer(raw):
        mark = match.group()[0]
        if raw.count(mark, 0, match.start()) >= raw.count(_CLOSERS.get(mark, mark), 0, match.start()):
            return raw[: match.start()]
    return raw


def read_pair(line: str) -> Value | None:
    """Return the one value that a line of a list holds: "W = White", "01–98 = Years old", "9\tUnknown"."""
    match = _LINE_PAIR.fullmatch(line) if len(line) <= _MAX_LINE else None
    if match is None or not any(map(str.isalpha, match.group("label"))):
        return None
    return Value(match.group("code"), match.group("label"), *match.span("label"))


def read_pairs(line: str) -> list[Value]:
    """Return the values of a line that holds one or several: "F = Female M = Male"."""
    first = read_pair(line)
    if first is None:
        return []
    starts = [0, *(match.start() for match in _NEXT_PAIR.finditer(line, first.start))]
    ends = [*starts[1:], len(line)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        pair = read_pair(line[start:end])
        if pair is None:
            return [first]
        found.append(Value(pair.code, pair.label, start + pair.start, start + pair.end))
    return found


def _pieces(cell: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    start = 0
    for match in separator.finditer(cell):
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, len(cell)))
    return [(first, last) for first, last in pieces if cell[first:last].strip()]


def _coded(cell: str) -> list[tuple[int, int]]:
    """Cut before each code: "1-男 2-女 9-未说明"."""
    starts = [match.start() for match in _INLINE_PAIR.finditer(cell)]
    if len(starts) < 2 or cell[: starts[0]].strip(" (（:：[取值为"):
        return []
    ends = [*starts[1:], len(cell)]
    return [
        (first, first + len(cell[first:last].rstrip(" ,，;；、/|\t.")))
        for first, last in zip(starts, ends, strict=True)
    ]


def _counted(cell: str) -> list[tuple[int, int]]:
    """Cut before each number where the numbers rise: "1 Alpha 2 Beta 99 Not stated"."""
    found = list(_NUMBER_FIRST.finditer(cell))
    numbers = [int(match.group(1)) for match in found]
    if len(found) < 2 or cell[: found[0].start()].strip() or numbers != sorted(set(numbers)):
        return []
    ends = [*(match.start() for match in found[1:]), len(cell)]
    return [
        (m.start(), m.start() + len(cell[m.start() : end].rstrip(" ,，;；、")))
        for m, end in zip(found, ends, strict=True)
    ]


def _glued(cell: str) -> list[tuple[int, int]]:
    """Cut before each number or circled number that its label follows at once: "1男2女", "①男②女"."""
    if not _GLUED.fullmatch(cell):
        return []
    starts = [match.start() for match in _GLUED_CODE.finditer(cell)]
    ends = [*starts[1:], len(cell)]
    return [(s, s + len(cell[s:end].rstrip(" ,，;；、"))) for s, end in zip(starts, ends, strict=True)]


def _value(cell: str, start: int, end: int) -> Value:
    raw = cell[start:end]
    start += len(raw) - len(raw.lstrip(" \t\n["))
    raw = raw.strip(" \t\n[]")
    pair = _PAIR.match(raw)
    if pair and pair.end() < len(raw):
        label = raw[pair.end() :]
        return _said(Value(pair.group(1), label, start + pair.end(), start + len(raw)))
    return Value(None, raw, start, start + len(raw))


def _said(value: Value) -> Value:
    """Leave out the verb between code and label: "1表示是"."""
    label = _VERB.sub("", value.label, count=1)
    return Value(value.code, label, value.end - len(label), value.end) if label else value


def _is_label(value: Value) -> bool:
    label = value.label
    return (
        bool(label)
        and len(label) <= _MAX_LABEL
        and not _STOP.search(label)
        and any(char.isalpha() for char in label)
    )
