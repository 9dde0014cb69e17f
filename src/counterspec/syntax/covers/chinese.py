"""Covers of Chinese standards, amendments and manuals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from counterspec.model import Document, Said
from counterspec.syntax.covers.page import Cover, classes, dates, joined, said
from counterspec.syntax.dates import first_date
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.document_kind.signs import DRAFT, STANDARD
from counterspec.syntax.front import Line
from counterspec.syntax.organisations import is_chinese_organisation, words
from counterspec.syntax.own_numbers import numbers_in, own_number
from counterspec.syntax.plain import has_cjk, tidy

_DATE_WORDS = re.compile(
    r"\s?(?:(?P<issued>(?:批准)?[发發](?:布|佈|行)(?:日期|时间)?|批准(?:日期)?|颁布(?:日期)?|公布(?:日期)?)|"
    r"(?P<in_force>(?:开始)?[实實]施(?:日期|时间)?|施行(?:日期)?|生效(?:日期)?|执行(?:日期)?)|(?P<withdrawn>废止(?:日期)?))\s?:?\s?"
)
_REPLACES = re.compile(r"^[((]?(?P<part>部分)?[代替]\s?替\s?:?\s?(?P<rest>.*)$|^(?P<part2>部分)?代替")
_INLINE = re.compile(r"(?P<part>部分)?代替")
_SKIP = re.compile(
    r"^(?:ICS|CCS|UDC|中国标准文献|备案号|GB$|[A-Z]\s?\d\d(?:/\d\d)?$|点击此处|.{0,4}本稿完成|在提交|\(?ISO.{0,60}(?:IDT|MOD|NEQ|idt|mod)|\(?IEC.{0,60}(?:IDT|MOD|NEQ)"
    r"|第[一二三四五六七八九十\d]+版|V\d|版本|书号|统一书号|定价|\d+$|[-— \d/ⅠⅡⅢIVX]+$)"
)
_STAGE = re.compile(r"[((]?(征求意见稿|送审稿|报批稿|讨论稿|草案(?:稿)?)[))]?")
_PLACEHOLDER = re.compile(r"[X×]{3,}|点击|20[X×]{2}|-\s?[X×]{2}")
_PUBLISH = re.compile(r"\s?[发發]\s?布\s?$|^[发發]\s?布$|\s联合发布$")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_EDITION = re.compile(r"第[一二三四五六七八九十\d]+版")
_VERSION = re.compile(
    r"(?:文档版本|版本号?|Version|Ver\.?)\s?:?\s?([Vv]?\d+(?:\.\d+){0,3}[a-z]?)|^([Vv]\d+(?:\.\d+){0,3})$"
)
_MAX_TITLE = 7


def read_chinese(document: Document, lines: Sequence[Line]) -> Cover:
    """Read a cover whose words are Chinese."""
    number_at, number = _number(document, lines)
    days = dates(document, lines, _DATE_WORDS)
    replaces, partial = _replaces(document, lines)
    tail = _tail_start(lines)
    issuers = tuple(_issuers(document, lines, tail))
    titles = tuple(_titles(document, lines, _title_start(lines, number_at), tail))
    return Cover(
        number=number, titles=titles, stage=_stage(document, lines), issuers=issuers,
        edition=_first(document, lines, _EDITION), version=_version(document, lines),
        classification=classes(document, lines),
        issued=days.get("issued"), in_force=days.get("in_force"), withdrawn=days.get("withdrawn"),
        replaces=replaces, partial=partial, month=_month(document, lines),
    )  # fmt: skip


def _number(document: Document, lines: Sequence[Line]) -> tuple[int, Said | None]:
    for place, line in enumerate(lines[:24]):
        if _INLINE.match(line.text) or "《" in line.text or _PLACEHOLDER.search(line.text):
            continue
        text = _INLINE.split(line.text)[0]
        found = own_number(text, recognised=True)
        rest = text[: found.start] + text[found.end :] if found else ""
        if found and (len(rest.strip()) <= 8 or STANDARD.search(rest.strip())):
            return place, said(document, line, found.value, found.start, found.end)
    return -1, None


def _title_start(lines: Sequence[Line], number_at: int) -> int:
    if number_at >= 0:
        return number_at + 1
    for place, line in enumerate(lines[:12]):
        if STANDARD.search(line.text) and len(line.text) < 24:
            return place + 1
    return 0


def _tail_start(lines: Sequence[Line]) -> int:
    """Return where the foot of the cover begins: at the first date that says what it is a date of, or at the end."""
    for place, line in enumerate(lines):
        date = first_date(line.text)
        if date and (_DATE_WORDS.match(line.text, date.end) or _DATE_WORDS.match(line.text)):
            return place
        if place > 2 and date and len(line.text) - (date.end - date.start) <= 4:
            return place
    for place, line in enumerate(lines):
        if place > 2 and _PUBLISH.search(line.text) and len(line.text) < 60:
            back = place
            while back > 1 and is_chinese_organisation(lines[back - 1].text):
                back -= 1
            return back
    return len(lines)


def _issuers(document: Document, lines: Sequence[Line], tail: int) -> Iterator[Said]:
    """Yield those who publish: the names at the foot of a cover beside 发布; on other covers, a name of its own."""
    foot = lines[tail:]
    published = any(_PUBLISH.search(line.text) for line in foot)
    if not published and document_kind(document).kind not in ("standard", "draft", "amendment", "law"):
        return
    places = foot if published else lines
    seen: set[str] = set()
    for line in places:
        text = _PUBLISH.sub("", line.text).strip()
        for start, end in _names(text):
            name = text[start:end].strip()
            if is_chinese_organisation(name) and name not in seen and not STANDARD.match(name):
                seen.add(name)
                place = said(document, line, "", start, end).span
                yield Said(tidy(document.text[place.start : place.end]), place)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names in one line: two bodies may stand side by side."""
    last = 0
    for match in words.BOUNDARY.finditer(text):
        if is_chinese_organisation(text[last : match.start()]) and is_chinese_organisation(
            text[match.start() :]
        ):
            yield last, match.start()
            last = match.start()
    for piece in re.finditer(r"[^ 、,]+(?: [A-Z/]+)?", text[last:]):
        yield last + piece.start(), last + piece.end()


def _titles(document: Document, lines: Sequence[Line], start: int, tail: int) -> Iterator[tuple[str, Said]]:
    chinese: list[Line] = []
    english: list[Line] = []
    before: Line | None = None
    free = start == 0  # no number and no kind shows where the title is: it is the first lines of one size
    for line in lines[start:tail]:
        text = line.text
        if _stop(text, bool(chinese)) or (free and chinese and not _same_title(chinese[-1], line)):
            break
        if (
            _SKIP.match(text)
            or _REPLACES.match(text)
            or _PLACEHOLDER.search(text)
            or STANDARD.fullmatch(text)
        ):
            continue
        if has_cjk(text) and not english:
            if (
                is_chinese_organisation(text)
                and chinese
                and first_date(text) is None
                and _alone(line, chinese)
            ):
                break
            if not chinese and before is not None and _begins(before, line):
                chinese.append(before)
            chinese.append(line)
        elif chinese and _LATIN.search(text) and not has_cjk(text):
            english.append(line)
        elif english:
            break
        before = line if start == 0 and not has_cjk(text) and not _SKIP.match(text) else None
        if len(chinese) > _MAX_TITLE:
            return
    if chinese:
        yield "zh", joined(document, chinese)
    if english:
        yield "en", joined(document, english)


def _same_title(before: Line, line: Line) -> bool:
    """Return whether a line goes on with a title: letters as large, right below; without sizes, none does."""
    if before.box is None or line.box is None:
        return not has_cjk(line.text) and before.kind == line.kind == "heading"
    near = line.box.y0 - before.box.y1 < 2.2 * before.size
    return near and abs(line.size - before.size) < 0.3 * before.size and before.page == line.page


def _begins(before: Line, line: Line) -> bool:
    """Return whether a Latin line above a Chinese title is its beginning: a product's name in letters as large."""
    if before.box is None or line.box is None:
        return False
    near = line.box.y0 - before.box.y1 < 1.5 * line.size
    return near and before.size > 0.7 * line.size and before.page == line.page


def _alone(line: Line, title: list[Line]) -> bool:
    """Return whether a name below the title is no part of it: other letters, or no size is known."""
    return not line.size or not title[0].size or abs(line.size - title[0].size) > 0.25 * title[0].size


def _stop(text: str, begun: bool) -> bool:
    if _STAGE.fullmatch(text) or DRAFT.fullmatch(text):
        return begun
    date = first_date(text)
    if date and len(text) - (date.end - date.start) <= 6:
        return begun
    return begun and (_PUBLISH.search(text) is not None or text.startswith(("目次", "前言")))


def _replaces(document: Document, lines: Sequence[Line]) -> tuple[tuple[Said, ...], Said | None]:
    found: list[Said] = []
    partial: Said | None = None
    inside = False
    for line in lines[:24]:
        match = _INLINE.search(line.text)
        if match is None and not (inside and own_number(line.text, whole=True)):
            inside = False
            continue
        start = match.end() if match else 0
        inside = True
        if match and match.group("part"):
            partial = said(document, line, "partial", match.start(), match.end())
        found.extend(
            said(document, line, number.value, start + number.start, start + number.end)
            for number in numbers_in(line.text[start:], recognised=True)
        )
    return tuple(found), partial


def _stage(document: Document, lines: Sequence[Line]) -> Said | None:
    for line in lines[:30]:
        match = _STAGE.search(line.text)
        if match and len(line.text) < 30:
            return said(document, line, match.group(1), match.start(1), match.end(1))
    return None


def _first(document: Document, lines: Sequence[Line], pattern: re.Pattern[str]) -> Said | None:
    for line in lines[:30]:
        match = pattern.search(line.text)
        if match and len(line.text) < 24:
            return said(document, line, match.group(), *match.span())
    return None


def _version(document: Document, lines: Sequence[Line]) -> Said | None:
    for line in lines[:30]:
        match = _VERSION.search(line.text)
        if match and len(line.text) < 40:
            group = 1 if match.group(1) else 2
            return said(document, line, match.group(group), *match.span(group))
    return None


def _month(document: Document, lines: Sequence[Line]) -> Said | None:
    """Return the date that stands alone on a cover."""
    for line in reversed(lines):
        date = first_date(line.text)
        if date and len(line.text) - (date.end - date.start) <= 6:
            return said(document, line, date.iso, date.start, date.end)
    return None
