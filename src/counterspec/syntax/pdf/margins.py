"""What pages say again and again: running headers and footers, page numbers, watermarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from counterspec.syntax.captions import is_caption
from counterspec.syntax.numbering import numbered
from counterspec.syntax.pdf.content import SLANTED, Style
from counterspec.syntax.pdf.lines import Line, same_line

_ZONE = 0.25
"""The share of a page's height, at top and bottom, where running lines stand."""
_OUTER = 0.15
"""Where they stand that are known by less than the same words on other pages."""
_MOST = 5
_NEAR = 4.0
_DIGITS = re.compile(r"\d+|(?<![A-Za-z])[ivxlIVXL]{1,6}(?![A-Za-z])|[Ⅰ-ⅿ]+")
_PAGE = re.compile(
    r"[-—–·•|~_\s]*(?:(?:第|共|总|page|pag\.?|p\.|seite|página|pagina|стр\.?|страница|of|von|de|di|из|sur|页|頁|"
    r"쪽|صفحة|[/,，、0\s|()（）:：-]|[-—–]){1,16})[-—–·•|~_\s]*",
    re.IGNORECASE,
)
_HUGE = 1.8


@dataclass(slots=True)
class EdgeRow:
    """A row near the top or bottom of a page: its pieces, its words without numbers, its distance to the edge."""

    pieces: list[Line]
    key: str
    far: float
    style: Style
    gap: float = 1e9
    outer: bool = False
    sure: bool = False


@dataclass(slots=True)
class Edges:
    """The rows near the top and near the bottom of a page, the outermost first."""

    top: list[EdgeRow] = field(default_factory=list)
    bottom: list[EdgeRow] = field(default_factory=list)

    def bare(self) -> Edges:
        """Return the same without the pieces, to remember."""
        return Edges(
            *(
                [EdgeRow([], r.key, r.far, r.style, r.gap, r.outer) for r in rows]
                for rows in (self.top, self.bottom)
            )
        )


def edges_of(lines: Sequence[Line], height: float) -> Edges:
    """Return the outer rows of a page; `lines` are sorted from top to bottom."""
    # The first row of the text beyond shows how much white a running line keeps from it.
    zone = 2 * _ZONE * height
    top = _edge_rows([line for line in lines if line.box.y1 < zone], 0.0, 1)
    bottom = _edge_rows([line for line in reversed(lines) if line.box.y0 > height - zone], height, -1)
    top, bottom = ([row for row in rows if row.far < _ZONE * height] for rows in (top, bottom))
    for row in (*top, *bottom):
        row.outer = row.far < _OUTER * height
    return Edges(top, bottom)


def _edge_rows(lines: list[Line], edge: float, sign: int) -> list[EdgeRow]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and same_line(rows[-1][0].box, line.box):
            rows[-1].append(line)
        elif len(rows) <= _MOST + 1:
            rows.append([line])
        else:
            break
    made = []
    for row in rows:
        row.sort(key=lambda line: line.box.x0)
        text = " ".join(line.text for line in row)
        key = "".join((text if _is_clause(text) else _DIGITS.sub("0", text)).split())
        far = sign * (
            min(line.box.y0 for line in row) - edge if sign > 0 else max(line.box.y1 for line in row) - edge
        )
        made.append(EdgeRow(row, key, far, row[0].style))
    for one, two in pairwise(made):
        one.gap = two.far - one.far
    return made


def _is_clause(text: str) -> bool:
    """Tell whether a row bears a clause's number: the same but for the number is another clause."""
    number = numbered(text)
    return number is not None and not number.bare


def running(rows: list[EdgeRow], others: list[list[EdgeRow]], body: Style) -> list[EdgeRow]:
    """Return the outermost rows that run over pages; `others` are the same edge of pages nearby."""
    found: list[EdgeRow] = []
    for row in rows[:_MOST]:
        if not _runs(row, others, body, outermost=not found):
            break
        found.append(row)
    while found and not found[-1].sure and _is_text_like(found[-1], rows[len(found) : len(found) + 1]):
        found.pop()
    return found


def _is_text_like(row: EdgeRow, after: list[EdgeRow]) -> bool:
    """Tell whether a row stands as close to the next, and is set like it, as lines of a paragraph."""
    return (
        bool(after)
        and row.gap < 2.0 * max(row.style.size, 6.0)
        and (abs(after[0].style.size - row.style.size) < 0.05 * max(row.style.size, 1.0))
    )


def _runs(row: EdgeRow, others: list[list[EdgeRow]], body: Style, *, outermost: bool) -> bool:
    words = " ".join(line.text for line in row.pieces)
    if is_caption(words):
        return False
    if (
        row.outer
        and is_page_number(row.key)
        and (outermost or any(is_page_number(r.key) for o in others for r in o))
    ):
        row.sure = True
        return True
    placed = [other for rows in others for other in rows if abs(other.far - row.far) <= _NEAR]
    same = sum(other.key == row.key for other in placed)
    row.sure = same >= max(3, 0.7 * len(others))
    if len(row.key) < 2 or not same:
        return outermost and row.outer and not _is_clause(words) and _stands_apart(row, others, placed, body)
    # Further in, forms repeat lines of their own: a running line has white between it and the text.
    if not row.outer:
        return row.gap >= 2.5 * max(row.style.size, 6.0) and same >= max(3, 0.7 * len(others))
    alike = sum(other.style == row.style for other in placed)
    return same >= 2 or len(others) <= 2 or (alike >= 3 and row.style[:2] != body[:2])


def _stands_apart(row: EdgeRow, others: list[list[EdgeRow]], placed: list[EdgeRow], body: Style) -> bool:
    """Tell whether other pages have a line just here, set unlike running text: a header that changes."""
    alike = sum(other.style == row.style for other in placed)
    differs = row.style.size and row.style[:2] != body[:2]
    return (
        bool(differs) and len(others) >= 4 and alike >= 0.7 * len(others) and row.gap > 1.8 * row.style.size
    )


def is_page_number(key: str) -> bool:
    """Tell whether a row's words, numbers made 0, are a page number and no more."""
    return "0" in key and len(key) <= 24 and _PAGE.fullmatch(key) is not None


def is_watermark(line: Line, body: float) -> bool:
    """Tell whether a line is drawn across the page, or pale and large: no part of what is said."""
    style = line.style
    large = line.size > _HUGE * max(body, 6.0)
    if style.turn == SLANTED:
        return large or style.pale
    return style.pale and large
