"""The lines of a cover page, and the values that readers of covers share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterspec.model import Document, Said, Span
from counterspec.syntax.dates import find_dates
from counterspec.syntax.front import Line, front_of
from counterspec.syntax.own_numbers import own_number
from counterspec.syntax.plain import Plain, has_cjk, tidy

_MAX = 60
_END = re.compile(
    r"^(?:前言|目次|目录|引言|foreword|contents|table of contents|avant-propos|vorwort|предисловие|содержание|"
    r"abstract|introduction|prefácio(?: nacional)?|nationales vorwort|avant-propos national|national foreword|"
    r"prólogo nacional|prefazione|premessa|введение|まえがき|目次|머리말|prólogo|índice|1 .{2,60}|1\.1 .*)$",
    re.IGNORECASE,
)
_KANA = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_ICS = re.compile(
    r"(?:ICS|МКС|ОКС)\s?:?\s?(\d{2}(?:\s?\.\s?\d{3}(?:\s?\.\s?\d{2})?)?(?:\s?[;,、]\s?\d{2}\s?\.\s?\d{3}(?:\.\d{2})?)*)"
)
_CCS = re.compile(r"(?:CCS|中国标准文献分类号|^|(?<=\d)\s)\s?:?\s?([A-Z])\s?(\d{2}(?:/\d{2})?)$")
_UDC = re.compile(r"(?:UDC|УДК|CDU|DK)\s?:?\s?(\d[\d.:()/+\"-]{2,30})")


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover says of the document; empty where it does not say."""

    number: Said | None = None
    titles: tuple[tuple[str, Said], ...] = ()
    edition: Said | None = None
    version: Said | None = None
    stage: Said | None = None
    issuers: tuple[Said, ...] = ()
    classification: tuple[tuple[str, Said], ...] = ()
    issued: Said | None = None
    in_force: Said | None = None
    withdrawn: Said | None = None
    replaces: tuple[Said, ...] = ()
    partial: Said | None = None
    month: Said | None = None


def cover_lines(document: Document) -> tuple[Line, ...]:
    """Return the printed lines of the page that is the cover: the first that shows a number or a title."""
    front = front_of(document)
    if not document.pages:
        return _until_end(front.cover[:_MAX])
    first: tuple[Line, ...] = ()
    for page in document.pages[:3]:
        lines = front.page_lines(page.number)[:_MAX]
        if not first and sum(len(line.text) for line in lines) > 12:
            first = lines
        if any(_own(line) for line in lines[:20]) and len(lines) > 2:
            return _until_end(lines)
    return _until_end(first)


def _own(line: Line) -> bool:
    return len(line.text) < 80 and own_number(line.text, whole=True) is not None


def _until_end(lines: Sequence[Line]) -> tuple[Line, ...]:
    kept: list[Line] = []
    for line in lines:
        if kept and _END.match(line.text):
            break
        kept.append(line)
    return tuple(kept)


def is_chinese(lines: Sequence[Line]) -> bool:
    """Return whether a cover is Chinese: most of what it prints is, and neither Japanese nor Korean."""
    text = "".join(line.text for line in lines)
    chinese = sum("\u3400" <= char <= "\u9fff" for char in text)
    return chinese * 6 > len(text) and _KANA.search(text) is None and "日本産業規格" not in text


def said(document: Document, line: Line, value: str, start: int = 0, end: int | None = None) -> Said:
    """Return a value with the place in a line that states it, by offsets in the line's plain text."""
    if end is None and start == 0:
        return Said(value, line.span)
    whole = Plain(document.text, (line.span,))
    return Said(value, whole.span(start, len(line.text) if end is None else end))


def joined(document: Document, lines: Sequence[Line], glue: str = " ") -> Said:
    """Return lines that go on, as one value."""
    parts = [_title_line(document.text[line.span.start : line.span.end]) for line in lines]
    text = parts[0]
    for part in parts[1:]:
        if text.endswith("-") and part[:1].islower():
            text = text[:-1] + part
        elif text.count("《") > text.count("》"):
            text += part
        else:
            text += (glue if has_cjk(text[-1:] + part[:1]) else " ") + part
    return Said(text, Span(lines[0].span.start, lines[-1].span.end))


def _title_line(text: str) -> str:
    """Return a line of a title: a space inside parts its elements, unless all its letters are spread."""
    pieces = text.split()
    spread = sum(len(piece) == 1 for piece in pieces) * 2 > len(pieces)
    return tidy(text) if spread else " ".join(tidy(piece) for piece in pieces)


def classes(document: Document, lines: Sequence[Line]) -> tuple[tuple[str, Said], ...]:
    """Return the classification a cover prints: ICS, CCS, UDC."""
    found: dict[str, Said] = {}
    for place, line in enumerate(lines[:30]):
        for scheme, pattern in (("ICS", _ICS), ("UDC", _UDC)):
            match = pattern.search(line.text) if scheme not in found else None
            if match:
                found[scheme] = said(document, line, _code(match.group(1)), *match.span(1))
        match = _CCS.search(line.text) if "CCS" not in found and place < 12 else None
        if match and ("CCS" in line.text or "分类号" in line.text or "ICS" in found):
            found["CCS"] = said(
                document, line, f"{match.group(1)} {match.group(2)}", match.start(1), match.end(2)
            )
    return tuple(found.items())


def _code(text: str) -> str:
    return re.sub(r"\s?\.\s?", ".", text).strip(" ;,")


def dates(document: Document, lines: Sequence[Line], words: re.Pattern[str]) -> dict[str, Said]:
    """Return the dates that words before or after them name; `words` has a group for each role."""
    found: dict[str, Said] = {}
    for line in lines:
        for date in find_dates(line.text):
            after = words.match(line.text, date.end)
            before = next(
                (m for m in words.finditer(line.text[: date.start]) if m.end() >= date.start - 3), None
            )
            match = after or before
            if match and match.lastgroup:
                found.setdefault(match.lastgroup, said(document, line, date.iso, date.start, date.end))
    return found


def titled(document: Document, cover: Cover) -> bool:
    """Return whether what may be a title stands out: as a heading, by its letters, or alone at the top."""
    if not cover.titles:
        return False
    place = cover.titles[0][1].span
    lines = cover_lines(document)
    first = next((line for line in lines if line.span.start == place.start), None)
    if (
        first is None
        or len(cover.titles[0][1].value) > 160
        or first.kind in ("cell", "caption")
        or first.columns
    ):
        return False
    if first.box is None:
        return first.kind == "heading" or (
            first is lines[0] and not first.text.endswith((".", "。", ":", ";"))
        )
    sizes = sorted(
        line.size for line in front_of(document).cover if line.page == first.page and len(line.text) > 3
    )
    return bool(sizes) and first.size >= 1.2 * sizes[len(sizes) // 2]
