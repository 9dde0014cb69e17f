"""Pages drawn with letters and box-drawing signs, read as a PDF's would be; what they hold is invented.

A sign is 6 points wide, a Chinese character two signs, and a line 14 high. Pages are parted by a
line of "~". Lines are drawn in short pieces, as many programs draw them.
"""

from __future__ import annotations

import re
import unicodedata

from counterspec.model import Box, Document
from counterspec.syntax.pdf.content import PageContent, Ruling, Run, split_evenly
from counterspec.syntax.pdf.layout import Layout
from counterspec.syntax.table_reading import Tables

_LEFT, _RIGHT, _UP, _DOWN = "─┼┬┴┤┐┘", "─┼┬┴├┌└", "│┼┴├┤└┘", "│┼┬├┤┌┐"
_WIDTH, _HEIGHT = 6.0, 14.0
_FILLER = "\ue000"
_WORD = re.compile(r"[^\s─│┌┐└┘├┤┬┴┼]+")


def drawn(art: str) -> Document:
    """Return the document that pages of art show."""
    layout = Layout()
    pages = re.split(r"^~+\n", art, flags=re.MULTILINE)
    for number, page in enumerate(pages, start=1):
        layout.page(number, _content(page), split_evenly)
    problems = [f"problem {page}: {code}" for page, code, _ in layout.problems]
    tables = tuple(layout.tables())
    return Document(
        "drawn.pdf", "0" * 64, "pdf", "application/pdf", "text", layout.out.text(),
        pages=tuple(layout.pages), passages=tuple(layout.passages), tables=tables, title="\n".join(problems),
    )  # fmt: skip


def _content(page: str) -> PageContent:
    lines = [_spread(line) for line in page.splitlines()]
    height = max(len(lines), 20) * _HEIGHT
    content = PageContent(max([40, *map(len, lines)]) * _WIDTH, height)
    for row, line in enumerate(lines):
        top = row * _HEIGHT
        for place in _WORD.finditer(line):
            box = Box(place.start() * _WIDTH, top + 2, place.end() * _WIDTH - 1, top + 12)
            word = place.group().replace(_FILLER, "")
            content.runs.append(Run(word, box, row, False, False, len(content.runs)))
        for column, sign in enumerate(line):
            _draw(content, sign, column * _WIDTH + 3, top + 7)
    return content


def _spread(line: str) -> str:
    """Return a line with as many signs as it is wide: Chinese characters are two signs wide."""
    return "".join(sign + _FILLER if unicodedata.east_asian_width(sign) in "WF" else sign for sign in line)


def _draw(content: PageContent, sign: str, x: float, y: float) -> None:
    if sign in _LEFT:
        content.horizontal.append(Ruling(y, x - 3, x))
    if sign in _RIGHT:
        content.horizontal.append(Ruling(y, x, x + 3))
    if sign in _UP:
        content.vertical.append(Ruling(x, y - 7, y))
    if sign in _DOWN:
        content.vertical.append(Ruling(x, y, y + 7))


def shown(document: Document) -> str:
    """Return the tables of a document as a case writes them.

    A row that goes on with the one before begins with ">", a header printed again with "=".
    """
    out: list[str] = []
    for table in document.tables:
        caption = document.text[table.caption.start : table.caption.end] if table.caption else "-"
        pages = " ".join(str(part.page) for part in table.parts)
        out.append(f"{table.by} on {pages}: {caption}")
        for index, row in enumerate(table.rows):
            mark = ">" if index in table.joins else "=" if index in table.repeats else " "
            out.append(f"{mark} " + " | ".join(document.text[span.start : span.end] for span in row))
        Tables(document).rows(table)
    return "\n".join([*out, *filter(None, (document.title or "").split("\n"))])
