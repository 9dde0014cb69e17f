"""A table on its page, with the lines of text around it and the caption among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterspec.model import Box, Passage, Span
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.table_captions import CaptionText, read_caption

_CLOSE = 2.6
"""A caption stands at most so many times its own height from its table, or from the line between."""
_BETWEEN = 60
"""Characters of a line that may stand between a caption and its table: a unit, a second language."""
_LINES = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A paragraph outside the tables of a page; `passage` is its number in the document."""

    text: str
    span: Span
    box: Box
    passage: int


@dataclass(slots=True)
class PlacedTable:
    """A table on its page.

    `shown` are the grid's rows that hold text; `slack` is the room that the last row's text leaves
    in each column, in letter heights. `near` are the page's paragraphs, of which `at` stand above the
    table; `height` is the page's.
    """

    rows: list[tuple[Span, ...]]
    texts: list[tuple[str, ...]]
    shown: list[int]
    slack: dict[int, float]
    grid: Grid
    page: int
    near: Sequence[Near] = ()
    at: int = 0
    height: float = 0.0
    caption: Span | None = None
    said: CaptionText | None = None

    def cell(self, row: int, column: int) -> int:
        """Return the number of the cell that covers a place, rows counted as shown."""
        return self.grid.cells[self.shown[row]][column]


def set_captions(tables: Sequence[PlacedTable], passages: list[Passage]) -> None:
    """Give the tables of a page their captions: the line close above that names it, else close below."""
    taken: set[int] = set()
    for index, table in enumerate(tables):
        first = tables[index - 1].at if index else 0
        # Tables side by side have the lines above both in common.
        first = 0 if index and _beside(tables[index - 1], table) else first
        lines = [near for near in table.near[first : table.at] if near.passage not in taken]
        _take(table, _above(lines, table.grid.box), taken, passages)
    for index, table in enumerate(tables):
        if table.caption is None:
            last = tables[index + 1].at if index + 1 < len(tables) else len(table.near)
            lines = [near for near in table.near[table.at : last] if near.passage not in taken]
            if len(lines) == 1 and index + 1 < len(tables) and tables[index + 1].caption is None:
                # It may as well name the table below it.
                lines = []
            _take(table, _below(lines, table.grid.box), taken, passages)


def _beside(one: PlacedTable, two: PlacedTable) -> bool:
    return one.at == two.at and one.grid.box.y1 > two.grid.box.y0


def _take(table: PlacedTable, near: Near | None, taken: set[int], passages: list[Passage]) -> None:
    if near is None:
        _inside(table)
        return
    taken.add(near.passage)
    table.caption, table.said = near.span, read_caption(near.text)
    if near.passage < len(passages) and passages[near.passage].span == near.span:
        passages[near.passage] = replace(passages[near.passage], kind="caption", level=0)


def _above(lines: Sequence[Near], box: Box) -> Near | None:
    top = box.y0
    for near in reversed(lines[-_LINES:]):
        height = max(near.box.y1 - near.box.y0, 6.0) / max(1, round((near.box.y1 - near.box.y0) / 14))
        if not _shares_width(near.box, box):
            continue
        if top - near.box.y1 > _CLOSE * height:
            return None
        if read_caption(near.text):
            return near
        if len(near.text) > _BETWEEN:
            return None
        top = near.box.y0
    return None


def _below(lines: Sequence[Near], box: Box) -> Near | None:
    near = lines[0] if lines else None
    if near is None or not _shares_width(near.box, box):
        return None
    close = near.box.y0 - box.y1 <= 1.5 * (near.box.y1 - near.box.y0)
    said = read_caption(near.text) if close else None
    return near if said and said.number and not said.continued else None


def _inside(table: PlacedTable) -> None:
    """Take a first row of one cell that names the table."""
    if table.caption is None and table.texts and len(set(table.rows[0])) == 1:
        said = read_caption(table.texts[0][0])
        if said is not None:
            table.caption, table.said = table.rows[0][0], said


def _shares_width(one: Box, two: Box) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1
