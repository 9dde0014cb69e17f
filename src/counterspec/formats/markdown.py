"""Markdown: headings, paragraphs, lists, bar tables, HTML tables, fenced code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from counterspec.formats import Format, Head
from counterspec.model import Document, Passage, Problem, Source, Span, Table
from counterspec.safe.text import Text
from counterspec.syntax.blocks import CAPTION, typed_number
from counterspec.syntax.cells import plain
from counterspec.syntax.markup import read_markup
from counterspec.syntax.prose_lines import Line, bar_cells, lines_of

_MAX_CAPTION = 200
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|(?=[^\x00-\x7f]))")
_SETEXT = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_DELIMITER = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BREAK = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}$")
_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")
_HTML_BLOCK = re.compile(
    r" {0,3}<(/?)(table|div|p|ul|ol|dl|h[1-6]|center|details|section|figure|style|script|pre)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reading:
    """What was found so far, and the lines of the paragraph or item being read."""

    text: str
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    block: list[Line] = field(default_factory=list)
    kind: str = "paragraph"
    skip_to: int = 0
    unclosed: set[str] = field(default_factory=set)
    cut: bool = False

    def flush(self, level: int = 0) -> None:
        """Keep the block being read as a passage; `level` is a heading's."""
        if self.block:
            first, last = self.block[0], self.block[-1]
            lead = (_ITEM if self.kind == "item" else _QUOTE).match(first.text)
            start = first.start + (lead.end() if lead else 0)
            content = self.text[start : last.end]
            start += len(content) - len(content.lstrip())
            end = start + len(content.strip())
            if end > start:
                number = typed_number(self.text[start:end]) if level else None
                self.passages.append(Passage(Span(start, end), self.kind, number, level))
        self.block = []
        self.kind = "paragraph"


def _claim(head: Head) -> int:
    return 80 if head.text is not None and head.suffix in _SUFFIXES else 0


def _read(source: Source, text: Text | None) -> Document:
    content = text.text if text is not None else ""
    reading = _Reading(content)
    lines = list(lines_of(content))
    index = 0
    while index < len(lines):
        index += _step(reading, lines, index)
    reading.flush()
    reading.passages.sort(key=lambda passage: passage.span)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="markdown",
        media_type="text/markdown",
        kind="text",
        text=content,
        encoding=text.encoding if text is not None else None,
        passages=tuple(reading.passages),
        tables=tuple(reading.tables),
        problems=_problems(source, reading),
        title=_title(reading),
    )


def _step(reading: _Reading, lines: list[Line], index: int) -> int:
    """Read the line at `index` and what belongs to it; return how many lines that was."""
    line = lines[index]
    if line.start < reading.skip_to:
        return 1
    before = lines[index - 1].end if index else 0
    if reading.block and _empty_between(reading.text, before, line.start):
        reading.flush()
    fence = _FENCE.match(line.text)
    if fence:
        return _fenced(reading, lines, index, fence.group(1))
    if _HTML_BLOCK.match(line.text):
        return _html(reading, line)
    if index + 1 < len(lines) and "|" in line.text and _is_delimiter(lines[index + 1].text):
        return _table(reading, lines, index)
    return _prose(reading, lines, index)


def _empty_between(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return between.count("\n") > 1 or between.count("\r") > 1 + between.count("\n")


def _fenced(reading: _Reading, lines: list[Line], index: int, mark: str) -> int:
    """Keep the lines up to the closing fence as one passage of code."""
    reading.flush()
    last = index + 1
    while last < len(lines) and not lines[last].text.lstrip().startswith(mark):
        last += 1
    if last > index + 1:
        reading.passages.append(Passage(Span(lines[index + 1].start, lines[last - 1].end), "code"))
    return min(last, len(lines) - 1) - index + 1


def _html(reading: _Reading, line: Line) -> int:
    """Read an HTML block: a table to its end, anything else to the next empty line."""
    reading.flush()
    block = _HTML_BLOCK.match(line.text)
    name = block.group(2).lower() if block else ""
    end = _block_end(reading, line.start, name)
    found = read_markup(reading.text, line.start, end)
    reading.passages.extend(found.passages)
    reading.tables.extend(found.tables)
    reading.cut = reading.cut or found.cut
    reading.skip_to = end
    return 1


def _block_end(reading: _Reading, start: int, name: str) -> int:
    """Return where the HTML block ends: with its own end tag, else before the next empty line."""
    if name in ("table", "style", "script", "pre") and name not in reading.unclosed:
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(reading.text, start)
        if closing:
            return closing.end()
        reading.unclosed.add(name)
    empty = _EMPTY_LINE.search(reading.text, start)
    return empty.start() if empty else len(reading.text)


def _is_delimiter(line: str) -> bool:
    return "-" in line and _DELIMITER.match(line) is not None and ("|" in line or ":" in line or "--" in line)


def _table(reading: _Reading, lines: list[Line], index: int) -> int:
    reading.flush()
    height = 2
    while index + height < len(lines) and "|" in lines[index + height].text:
        before, line = lines[index + height - 1], lines[index + height]
        if _empty_between(reading.text, before.end, line.start):
            break
        height += 1
    header = bar_cells(lines[index])
    rows = [header]
    for line in lines[index + 2 : index + height]:
        cells = bar_cells(line)[: len(header)]
        rows.append(cells + (Span(line.end, line.end),) * (len(header) - len(cells)))
    reading.tables.append(Table(tuple(rows), _caption(reading), True))
    spans = (span for row in rows for span in row)
    reading.passages.extend(Passage(span, "cell") for span in spans if span.end - span.start > 20)
    return height


def _caption(reading: _Reading) -> Span | None:
    """Return the last block's place if it names the table that follows."""
    last = reading.passages[-1] if reading.passages else None
    if last is None or last.kind != "paragraph" or last.span.end - last.span.start > _MAX_CAPTION:
        return None
    if not CAPTION.match(reading.text[last.span.start : last.span.end].lstrip("*_ ")):
        return None
    reading.passages[-1] = Passage(last.span, "caption")
    return last.span


def _prose(reading: _Reading, lines: list[Line], index: int) -> int:
    line = lines[index]
    heading = _HEADING.match(line.text)
    if heading:
        reading.flush()
        content = line.text[heading.end() :].rstrip().rstrip("#").rstrip()
        start = line.start + heading.end()
        if content:
            level = heading.group().count("#")
            span = Span(start, start + len(content))
            reading.passages.append(Passage(span, "heading", typed_number(content), level))
        return 1
    if _SETEXT.match(line.text) and len(reading.block) == 1 and reading.kind == "paragraph":
        reading.kind = "heading"
        reading.flush(1 if "=" in line.text else 2)
        return 1
    if _BREAK.match(line.text):
        reading.flush()
        return 1
    if _ITEM.match(line.text):
        reading.flush()
        reading.kind = "item"
    reading.block.append(line)
    return 1


def _title(reading: _Reading) -> str | None:
    heading = next((passage for passage in reading.passages if passage.kind == "heading"), None)
    return plain(reading.text[heading.span.start : heading.span.end], "markdown") if heading else None


def _problems(source: Source, reading: _Reading) -> tuple[Problem, ...]:
    if not reading.cut:
        return ()
    reason = "tables with more cells than are read were left out"
    return (Problem(source.path, "too-large", reason, "Split the file.", lost=False),)


ENTRY = Format(
    id="markdown",
    title="Markdown",
    kind="text",
    media_type="text/markdown",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Headings, paragraphs, list items, bar tables, HTML tables inside the text, fenced code as it is.",
    eager=True,
)
