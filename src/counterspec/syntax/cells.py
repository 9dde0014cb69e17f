"""The text of a table's cell or of a list item, without markup around it, and where it lies."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from counterspec.model import Span

_INLINE = (
    "a|abbr|b|bdi|big|br|center|cite|code|dd|del|dfn|div|dl|dt|em|font|i|img|input|ins|kbd|label|li|"
    "mark|ol|p|pre|q"
    "|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr|nobr|o:p|table|tbody|thead|tr|td|th"
)
_TAG = re.compile(rf"</?(?:{_INLINE})(?:[\s/][^<>]*+)?>|<!--[^<>]*+-->", re.IGNORECASE)
_LEADING = re.compile(
    rf"(?:\s+|</?(?:{_INLINE})(?:[\s/][^<>]*+)?>|\*\*|`+|__(?=\w+__)|&nbsp;|\[(?=[^\]\[]*\]\())*+", re.I
)
_SPACE = re.compile(r"\s+")
_UNEVEN = re.compile(r"\s\s|[^\S ]")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^()]*\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_MARKED_UP = ("markdown",)


class Cell(NamedTuple):
    """A cell's plain text on one line, and the span of the document's text that holds it."""

    text: str
    span: Span


def read_cell(text: str, span: Span, format_id: str) -> Cell:
    """Return the cell at `span`, without tags, entities and emphasis where the format has them."""
    raw = text[span.start : span.end]
    if format_id in _MARKED_UP:
        return _marked_up(raw, span, format_id)
    stripped = raw.strip()
    if format_id == "csv" and '""' in stripped:
        return Cell(_SPACE.sub(" ", stripped.replace('""', '"')), span)
    if len(stripped) != len(raw):
        start = span.start + raw.find(stripped) if stripped else span.start
        span = Span(start, start + len(stripped))
    return Cell(_SPACE.sub(" ", stripped) if _UNEVEN.search(stripped) else stripped, span)


def _marked_up(raw: str, span: Span, format_id: str) -> Cell:
    lead = _LEADING.match(raw)
    start = lead.end() if lead else 0
    end = _end_of_content(raw, start, format_id)
    return Cell(plain(raw[start:], format_id), Span(span.start + start, span.start + max(start, end)))


def _end_of_content(raw: str, start: int, format_id: str) -> int:
    """Return where the content ends that begins at `start`: before the next tag, or trailing marks."""
    tag = _TAG.search(raw, start)
    end = tag.start() if tag else len(raw)
    if format_id == "markdown":
        link = raw.find("](", start, end)
        end = link if link >= 0 else end
    return len(raw[:end].rstrip().rstrip("*`").rstrip())


def plain(raw: str, format_id: str) -> str:
    """Return marked-up text as a reader sees it, on one line."""
    text = _TAG.sub(" ", raw) if "<" in raw else raw
    if format_id == "markdown":
        text = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text).replace("**", "").replace("`", ""))
    if "&" in text:
        text = unescape(text)
    return _SPACE.sub(" ", text).strip()
