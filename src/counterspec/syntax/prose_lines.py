"""Read lines of running text: paragraphs, headings, list items, tables drawn with bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from counterspec.model import Passage, Span, Table
from counterspec.syntax.blocks import typed_number

_LINE = re.compile(r"[^\r\n\f]+")
_ITEM = re.compile(
    r"[ \t]*(?:[-*+•·●○▪◦–—※★▲△☆□■◆◇➢✓√]|[(（]?(?:\d{1,3}|[a-zA-Z]|"
    r"[ivxIVX]{1,4})[.)）、](?!\d))(?=[ \t\u3000]|\D)[ \t\u3000]*"
)
_UNDERLINE = re.compile(r"[ \t]*([=\-~^\"'#*+]){3,}[ \t]*$")
_NUMBERED = re.compile(
    r"[ \t]*(?:(?:\d{1,3}\.){0,6}\d{1,3}\.?[ \t\u3000]+|第[一二三四五六七八九十百\d]+[章节節条條]|"
    r"[一二三四五六七八九十]+、"
    r"|[A-Z](?:\.\d{1,3}){1,5}[ \t\u3000]+|(?:Annex|Appendix|Chapter|Section|附录)\s?[A-Z\d])"
)
_VALUE = re.compile(r"[\w.\-–]{1,12}\s*=\s")
"""A code and what it stands for, which no heading begins with."""
_RULE = re.compile(r"[ \t]*[|+]?[\s:|+=\-]+[|+]?[ \t]*$")
_SENTENCE_END = (".", "。", "；", ";", ",", "，", "：", ":", "!", "！", "?", "？")
_MAX_HEADING = 80
_CJK = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_WRAP = 0.8
"""Part of the width that wrapped lines fill; a line that leaves more ends its paragraph."""
_MAX_COLUMNS = 200


class Line(NamedTuple):
    """One line: where it starts and ends without its line end, and its text."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Lines:
    """What a text's lines hold, in their order."""

    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def title(self, text: str) -> str | None:
        """Return the first heading's words."""
        heading = next((passage for passage in self.passages if passage.kind == "heading"), None)
        return text[heading.span.start : heading.span.end] if heading else None


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines between two offsets that are not empty; a line ends at LF, CR or a form feed."""
    stop = len(text) if end is None else end
    for match in _LINE.finditer(text, start, stop):
        yield Line(match.start(), match.end(), match.group())


def read_lines(text: str) -> Lines:
    """Return the passages and drawn tables of a text."""
    found = Lines()
    block: list[Line] = []
    previous_end = -1
    for line in lines_of(text):
        # Two or more line ends between two lines are an empty line.
        gap = previous_end >= 0 and text.count("\n", previous_end, line.start) > 1
        if not line.text.strip() or gap or "\f" in text[previous_end : line.start]:
            _block(text, block, found)
            block = []
        if line.text.strip():
            block.append(line)
        previous_end = line.end
    _block(text, block, found)
    return found


def _block(text: str, lines: list[Line], found: Lines) -> None:
    """Read the lines between two empty ones."""
    index = 0
    while index < len(lines):
        height = _table_height(lines, index)
        if height:
            _table(lines[index : index + height], found)
        else:
            height = _passage_height(lines, index)
            found.passages.append(_passage(lines[index : index + height]))
        index += height


def _table_height(lines: list[Line], index: int) -> int:
    """Return how many lines from `index` on are a table's, 0 where they are none."""
    height = 0
    while index + height < len(lines) and is_bar_row(lines[index + height].text):
        height += 1
    rows = sum(not _RULE.match(line.text) for line in lines[index : index + height])
    return height if height >= 2 and rows >= 2 else 0


def is_bar_row(line: str) -> bool:
    """Tell whether a line is a row or a rule of a table drawn with bars."""
    stripped = line.strip()
    if stripped.startswith(("|", "+-", "+=", "│", "┃", "├", "┌", "└")):
        return len(stripped) > 2
    return False


def _table(lines: list[Line], found: Lines) -> None:
    rows = [bar_cells(line) for line in lines if not _RULE.match(line.text) and line.text.strip()[0] in "|│┃"]
    rows = [row for row in rows if row]
    if len(rows) >= 2:
        found.tables.append(Table(tuple(rows), None, True if _RULE.match(lines[1].text) else None))
    found.passages.extend(Passage(span, "cell") for row in rows for span in row if span.end - span.start > 20)


def bar_cells(line: Line) -> tuple[Span, ...]:
    """Return the cells of a row drawn with bars; a backslash before a bar makes it part of a cell."""
    text = line.text
    if "│" in text or "┃" in text:
        text = text.replace("│", "|").replace("┃", "|")
    cells: list[Span] = []
    start = text.find("|") + 1 if text.lstrip().startswith("|") else 0
    while start <= len(text) and len(cells) < _MAX_COLUMNS:
        bar = _next_bar(text, start)
        piece = text[start:bar]
        if bar == len(text) and not piece.strip():
            break
        content = piece.strip()
        first = line.start + start + (piece.find(content) if content else 0)
        cells.append(Span(first, first + len(content)))
        start = bar + 1
    return tuple(cells)


def _next_bar(text: str, start: int) -> int:
    """Return the place of the next bar that no backslash precedes, the length where there is none."""
    bar = text.find("|", start)
    while bar > 0 and text[bar - 1] == "\\":
        bar = text.find("|", bar + 1)
    return bar if bar >= 0 else len(text)


def _passage_height(lines: list[Line], index: int) -> int:
    """Return how many lines belong to the passage that starts at `index`."""
    if (
        index + 1 < len(lines)
        and _UNDERLINE.match(lines[index + 1].text)
        and len(lines[index].text) <= _MAX_HEADING
    ):
        return 2
    if is_heading(lines[index].text) and not _ITEM.match(lines[index].text):
        return 1
    height = 1
    wide = _width(lines[index])
    while index + height < len(lines) and not _starts_new(lines, index + height):
        # Chinese, Japanese and Korean text is wrapped at one width; lines of a cover are set one by one.
        last, text = lines[index + height - 1], lines[index + height].text
        if (_CJK.search(last.text) or _CJK.search(text)) and _width(last) < _WRAP * max(
            wide, _width(lines[index + height])
        ):
            break
        wide = max(wide, _width(last))
        height += 1
    return height


def _width(line: Line) -> int:
    text = line.text.strip()
    return len(text) + len(_CJK.findall(text))


def _starts_new(lines: list[Line], index: int) -> bool:
    text = lines[index].text
    underlined = index + 1 < len(lines) and _UNDERLINE.match(lines[index + 1].text) is not None
    return bool(_ITEM.match(text)) or is_heading(text) or is_bar_row(text) or underlined


def is_heading(line: str) -> bool:
    """Tell whether a line is numbered like a heading, short, and no sentence."""
    stripped = line.strip()
    if _VALUE.match(stripped):
        return False
    return (
        len(stripped) <= _MAX_HEADING and not stripped.endswith(_SENTENCE_END) and bool(_NUMBERED.match(line))
    )


def _passage(lines: list[Line]) -> Passage:
    first = lines[0]
    underlined = len(lines) == 2 and _UNDERLINE.match(lines[1].text) is not None
    last = lines[0] if underlined else lines[-1]
    start = first.start + len(first.text) - len(first.text.lstrip())
    end = last.start + len(last.text.rstrip())
    if underlined or is_heading(first.text):
        number = typed_number(first.text.strip())
        level = number.count(".") + 1 if number else 0
        return Passage(Span(start, end), "heading", number, level)
    marker = _ITEM.match(first.text)
    if marker and marker.end() < len(first.text):
        return Passage(Span(first.start + marker.end(), end), "item")
    return Passage(Span(start, end), "paragraph")
