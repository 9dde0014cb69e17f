"""Where a picture that was set right lies on the page: from its pixels to points of the page as it was."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from counterspec.model import Box, Page, Table, TablePart, Word, Words


@dataclass(frozen=True, slots=True)
class Placing:
    """How a page's picture was set right: turned by `turn` clockwise quarters, then back by `skew` degrees.

    `width` and `height` are the page's own, in points; the upright frame has points, too.
    """

    width: float
    height: float
    turn: int = 0
    skew: float = 0.0

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height of the page as it stands after the turn."""
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where on the page a point of the upright frame lies."""
        across, down = self.upright
        if self.skew:
            angle = math.radians(self.skew)
            dx, dy = x - across / 2, y - down / 2
            x = across / 2 + dx * math.cos(angle) - dy * math.sin(angle)
            y = down / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        if self.turn == 1:
            x, y = y, across - x
        elif self.turn == 2:
            x, y = across - x, down - y
        elif self.turn == 3:
            x, y = down - y, x
        return min(max(x, 0.0), self.width), min(max(y, 0.0), self.height)

    def box(self, box: Box) -> Box:
        """Return the box on the page around a box of the upright frame."""
        corners = [self.point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))

    @property
    def changes(self) -> bool:
        """Whether boxes of the upright frame differ from those on the page."""
        return bool(self.turn or self.skew)


def page_as_it_was(page: Page, placing: Placing) -> Page:
    """Return a page that was laid out upright with its words where they stand on the page as it was."""
    words = Words.of(Word(word.span, placing.box(word.box), word.confidence) for word in page.words)
    return replace(page, width=placing.width, height=placing.height, words=words)


def tables_as_they_were(tables: Iterable[Table], placings: dict[int, Placing]) -> tuple[Table, ...]:
    """Return tables with their parts where they stand on pages as they were; `placings` is by page number."""
    return tuple(
        replace(table, parts=tuple(_part(part, placings.get(part.page)) for part in table.parts))
        if any(part.page in placings for part in table.parts)
        else table
        for table in tables
    )


def _part(part: TablePart, placing: Placing | None) -> TablePart:
    if placing is None:
        return part
    middle_x, middle_y = (part.box.x0 + part.box.x1) / 2, (part.box.y0 + part.box.y1) / 2
    columns = [placing.point(x, middle_y) for x in part.xs]
    rows = [placing.point(middle_x, y) for y in part.ys]
    if placing.turn % 2:
        columns, rows = rows, columns
    xs, ys = sorted(x for x, _ in columns), sorted(y for _, y in rows)
    return replace(part, box=placing.box(part.box), xs=tuple(xs), ys=tuple(ys))
