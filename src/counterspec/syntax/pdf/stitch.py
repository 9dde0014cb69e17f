"""Join the parts of a table that goes on over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from counterspec.model import Span, Table, TablePart
from counterspec.syntax.pdf.columns import Edges, laid_over, same_columns
from counterspec.syntax.pdf.placed import Near, PlacedTable
from counterspec.syntax.pdf.running import Running, running_tables
from counterspec.syntax.pdf.seams import Seam, repeated_rows
from counterspec.syntax.table_captions import CaptionText, read_caption

_UNIT = 40
_FREE = 0.3
"""A row that does not fit leaves at most so much of the page free, or its own height."""


@dataclass(slots=True)
class _Whole:
    """A table in the making: its parts, and the columns of all of them."""

    parts: list[PlacedTable] = field(default_factory=list)
    xs: Edges = ()

    @property
    def last(self) -> PlacedTable:
        return self.parts[-1]

    def add(self, part: PlacedTable) -> None:
        self.parts.append(part)
        if len(part.grid.xs) > len(self.xs):
            self.xs = part.grid.xs

    def table(self) -> Table:
        rows: list[tuple[Span, ...]] = []
        parts: list[TablePart] = []
        repeats: set[int] = set()
        joins: set[int] = set()
        before: PlacedTable | None = None
        for part in self.parts:
            first = len(rows)
            over = laid_over(part.grid.xs, self.xs)
            laid = [tuple(row[column] for column in over) for row in part.rows]
            if before is not None:
                heads = repeated_rows(self.parts[0], part)
                repeats.update(range(first, first + heads))
                if heads < len(part.rows):
                    seam = Seam(before, laid_over(before.grid.xs, self.xs), part, over, heads)
                    cut = seam.is_cut()
                    joins.update([first + heads] if cut else [])
                    laid = seam.merged(laid, rows[-1], cut=cut)
            rows += laid
            parts.append(TablePart(part.page, part.grid.box, (first, len(rows)), part.grid.xs, part.grid.ys))
            before = part
        caption = next((part.caption for part in self.parts if part.caption is not None), None)
        by = self.parts[0].grid.by
        return Table(
            tuple(rows),
            caption,
            parts=tuple(parts),
            joins=frozenset(joins),
            repeats=frozenset(repeats),
            by=by,
        )


def stitched(placed: Iterable[PlacedTable], running: Running) -> Iterator[Table]:
    """Yield the tables of a document in order, those that go on overleaf as one.

    A table inside a cell of another one comes after it; one that runs over the pages as their
    header or footer comes once.
    """
    placed = list(placed)
    over_pages = running_tables(placed)
    told: set[str] = set()
    whole = _Whole()
    inner: list[Table] = []
    for _, tables in groupby(placed, key=lambda part: part.page):
        page = list(tables)
        for part in page:
            key = over_pages.get(id(part))
            if key in told:
                continue
            if key is not None or any(_is_within(part, other) for other in page):
                told.update([key] if key else [])
                inner.append(_Whole([part], part.grid.xs).table())
                continue
            if whole.parts and not _Seen(whole, running).goes_on_in(part):
                yield whole.table()
                whole = _Whole()
                yield from inner
                inner = []
            whole.add(part)
    if whole.parts:
        yield whole.table()
    yield from inner


def _is_within(part: PlacedTable, other: PlacedTable) -> bool:
    box, outer = part.grid.box, other.grid.box
    return (
        part is not other
        and outer.x0 <= box.x0
        and box.x1 <= outer.x1
        and outer.y0 <= box.y0
        and box.y1 <= outer.y1
        and (box.x1 - box.x0) * (box.y1 - box.y0) < (outer.x1 - outer.x0) * (outer.y1 - outer.y0)
    )


@dataclass(slots=True)
class _Seen:
    """A table so far, and what runs over its pages."""

    whole: _Whole
    running: Running

    def goes_on_in(self, part: PlacedTable) -> bool:
        """Tell whether a part overleaf is of the same table: nothing between, and the same columns."""
        last = self.whole.last
        if part.page != last.page + 1 or last.grid.by != part.grid.by:
            return False
        if any(not self._runs(near, last) for near in last.near[last.at :]):
            return False
        said = self._said_between(part)
        if said is None:
            return False
        sure = said.continued or repeated_rows(self.whole.parts[0], part) > 0
        if not same_columns(self.whole.xs, part.grid.xs, sure=sure):
            return False
        return sure or self._fills_page(last, part)

    def _runs(self, near: Near, table: PlacedTable) -> bool:
        return self.running.is_running(near, table.page, table.height)

    def _said_between(self, part: PlacedTable) -> CaptionText | None:
        """Return what stands above the part: its caption if it names this table, or nothing to speak of.

        None where something stands there that begins another table.
        """
        said = CaptionText(None, continued=False)
        for near in part.near[: part.at]:
            if self._runs(near, part):
                continue
            here = read_caption(near.text)
            if here is not None and self._is_of_this(here):
                said = CaptionText(here.number, continued=True)
            elif not (said.continued and len(near.text) <= _UNIT):
                return None
        if part.said is not None and not said.continued:
            return CaptionText(part.said.number, continued=True) if self._is_of_this(part.said) else None
        return said

    def _is_of_this(self, here: CaptionText) -> bool:
        mine = next((part.said for part in self.whole.parts if part.said is not None), None)
        number = mine.number if mine else None
        if here.number is None or number is None:
            return here.continued
        return here.number == number

    @staticmethod
    def _fills_page(last: PlacedTable, part: PlacedTable) -> bool:
        """Tell whether the next row would not have fitted on the page of the last part."""
        free = 0.93 * last.height - last.grid.ys[-1]
        tall = part.grid.ys[1] - part.grid.ys[0]
        return free <= max(_FREE * last.height, 1.3 * tall)
