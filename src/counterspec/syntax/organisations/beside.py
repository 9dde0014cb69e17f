"""Where a name of an organisation begins that ends at a place, and where one ends that begins there."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.syntax.organisations import is_organisation

_REACH = 130
_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
IS_EAST = re.compile(f"[{_EAST}]")
_PARTS = re.compile(r"[,。;:、!?“”\"「」『』|<>《》\n]")
_LEAD = re.compile(
    r"^(?:采购人|招标人|投标人|供应商|中标人|中标供应商|成交供应商|成交人|委托人|发包人|承包人|申请人|制造商|生产厂家|"
    r"甲方|乙方|名称|由原|由|与|和|及|向|是|为|即|现|经|系|并)(?:名称|单位)?[::]?"
)
_VERB = re.compile(r"(?:更名|改名|变更|改制|改组|合并|改称)(?:为|成|至)|更名為|改名為|に改称|に変更")
_TAIL = re.compile(
    r"^.{2,60}(?:公司|集团|研究院|研究所|设计院|科学院|大学|学院|委员会|中心|总局|分局|局|厅|部|协会|学会|联盟|厂|银行|医院|"
    r"実験所|株式会社|有限会社|주식회사|연구원|연구소|위원회|공사|협회)"
)
_WORD = re.compile(r"\S+")
_SMALL = frozenset(
    "of the and for in on de la le les du des et pour der die das des für und von y e do da dos del los las di per & "
    "и в на по для en van het voor".split()
)
_STOPS = re.compile(r"[;:!?]$|(?<!\b[A-Za-z])(?<!\b(?:td|nc|Co))(?<!orp)(?<!Ltd)(?<!Inc)(?<!mbH)\.$")
_ENDING = re.compile(
    r"^(?:ltd|inc|co|corp|llc|gmbh|ag|kg|plc|sa|s\.a|sarl|sas|spa|s\.p\.a|s\.r\.l|limited|pty|pte)\b", re.I
)
_OPENING, _CLOSING = "“\"„«‹「『'", "”\"“»›」』'"


class Place(NamedTuple):
    """A name and its half-open range in the text."""

    name: str
    start: int
    end: int


def ending_at(text: str, end: int) -> Place | None:
    """Return the organisation whose name ends at a place, None where none does."""
    while end > 0 and text[end - 1] in " ,":
        end -= 1
    low = max(0, end - _REACH)
    piece = text[low:end]
    if not piece:
        return None
    start = _east_start(piece) if IS_EAST.search(piece[-8:]) else _west_start(piece)
    name = piece[start:]
    return Place(name, low + start, end) if is_organisation(name) else None


def beginning_at(text: str, start: int) -> Place | None:
    """Return the organisation whose name begins at a place, None where none does."""
    while start < len(text) and text[start] in " :" + _OPENING:
        start += 1
    piece = text[start : start + _REACH]
    if not piece:
        return None
    name = _east_name(piece) if IS_EAST.match(piece) else _west_name(piece)
    name = name.rstrip(" ,;" + _CLOSING) if name.count("«") <= name.count("»") - 1 else name.rstrip(" ,;")
    return Place(name, start, start + len(name)) if is_organisation(name) else None


def _east_start(piece: str) -> int:
    start = 0
    for match in _PARTS.finditer(piece):
        start = match.end()
    opened = piece.rfind("(", start)
    if opened >= 0 and piece.find(")", opened) < 0:
        start = opened + 1
    space = piece.rfind(" ", start)
    if space >= 0 and IS_EAST.search(piece[space:]) and not IS_EAST.search(piece[start:space]):
        start = space + 1
    for verb in _VERB.finditer(piece, start):
        start = verb.end()
    lead = _LEAD.match(piece[start:])
    while lead and not is_organisation(piece[start:]):
        start += lead.end()
        lead = _LEAD.match(piece[start:])
    return start


def _east_name(piece: str) -> str:
    cut = _PARTS.search(piece)
    piece = piece[: cut.start()] if cut else piece
    closed = piece.find(")")
    if closed >= 0 and "(" not in piece[:closed]:
        piece = piece[:closed]
    if is_organisation(piece):
        return piece
    match = _TAIL.match(piece)
    return match.group() if match else piece


def _west_start(piece: str) -> int:
    start = len(piece)
    for match in reversed(list(_WORD.finditer(piece))):
        if not _of_name(match.group()) or (start < len(piece) and _STOPS.search(match.group())):
            break
        start = match.start()
    first = _WORD.match(piece, start)
    while first and first.group().casefold() in _SMALL:
        start = first.end() + 1
        first = _WORD.match(piece, start)
    return min(start, len(piece))


def _west_name(piece: str) -> str:
    end = 0
    for match in _WORD.finditer(piece):
        word = match.group()
        if not _of_name(word):
            break
        cut = re.search(r"[);]", word)
        if cut and not (cut.group() == ")" and "(" in word):
            end = match.start() + cut.start()
            break
        end = match.end()
        following = _WORD.match(piece, end + 1)
        goes_on = following is not None and _ENDING.match(following.group()) is not None
        if (word.endswith(",") or (_ENDING.match(word) and match.start())) and not goes_on:
            break
        if _STOPS.search(word):
            break
    parts = piece[:end].split(" ")
    while parts and parts[-1].strip(",.").casefold() in _SMALL:
        parts.pop()
    return " ".join(parts)


def _of_name(word: str) -> bool:
    bare = word.strip(",.()«»“”\"'„‹›")
    return (
        bool(bare)
        and (bare[0].isupper() or bare[0].isdigit() or bare.casefold() in _SMALL or bare == "&")
        and (IS_EAST.search(bare) is None)
    )
