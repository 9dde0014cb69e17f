"""The tables of an HTML page: cells while they are read, and the grid they make."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterspec.model import Span

_PLACING_CHARS = 1500
_MAX_COLUMNS = 2000


@dataclass(slots=True)
class OpenCell:
    """A cell while it is read; `first` and `last` are the edges of its text, -1 while it has none."""

    is_header: bool
    columns: int
    rows: int
    first: int = -1
    last: int = -1

    def grow(self, span: Span) -> None:
        """Take in a block of text."""
        self.first = span.start if self.first < 0 else self.first
        self.last = max(self.last, span.end)


@dataclass(slots=True)
class OpenTable:
    """A table while it is read. `blocks` are its passages by index with the kind they have outside a table."""

    caption: Span | None = None
    layout: bool = False
    rows: list[list[OpenCell]] = field(default_factory=list)
    cell: OpenCell | None = None
    blocks: list[tuple[int, str]] = field(default_factory=list)
    holds_tables: bool = False
    row: list[OpenCell] = field(default_factory=list)

    def begin_row(self, *, shown: bool) -> None:
        """Begin a row; a hidden one is read and dropped."""
        self.cell, self.row = None, []
        if shown:
            self.rows.append(self.row)

    def edges(self) -> Span | None:
        """Return the range of text the table covers, None where it has none."""
        filled = [cell for row in self.rows for cell in row if cell.first >= 0]
        return Span(min(c.first for c in filled), max(c.last for c in filled)) if filled else None

    def only_places(self) -> bool:
        """Tell whether the table is no table of cells but places the parts of a page."""
        filled = [cell for row in self.rows for cell in row if cell.first >= 0]
        if self.layout or len(filled) < 2:
            return True
        if any(cell.is_header for cell in filled):
            return False
        long = any(cell.last - cell.first > _PLACING_CHARS for cell in filled)
        return self.holds_tables and (long or max(map(len, self.rows)) == 1)

    def has_header(self) -> bool | None:
        """Return True where the source marks the first row as one; None where it does not say."""
        first = next((row for row in self.rows if row), [])
        return all(cell.is_header for cell in first) or None


def laid_out(rows: list[list[OpenCell]], allowed: int) -> tuple[tuple[Span, ...], ...] | None:
    """Lay the cells out, merged ones in every place they cover; None where that would be too many."""
    grid: list[tuple[Span, ...]] = []
    hanging: dict[int, tuple[int, Span]] = {}  # column → rows still covered from above, and the cell
    for row in rows:
        if not row and not hanging:
            continue
        line: list[Span] = []
        below: dict[int, tuple[int, Span]] = {}
        for cell in row:
            _hang(line, hanging)
            span = Span(cell.first, cell.last) if cell.first >= 0 else Span(0, 0)
            for column in range(len(line), min(len(line) + cell.columns, _MAX_COLUMNS)):
                line.append(span)
                if cell.rows > 1:
                    below[column] = (cell.rows, span)
        last = max(hanging, default=-1)
        while len(line) <= last:
            _hang(line, hanging)
            if len(line) <= last:
                line.append(Span(0, 0))
        allowed -= len(line)
        if allowed < 0:
            return None
        grid.append(tuple(line))
        below.update(hanging)
        hanging = {column: (left - 1, span) for column, (left, span) in below.items() if left > 1}
    return tuple(grid)


def _hang(line: list[Span], hanging: dict[int, tuple[int, Span]]) -> None:
    """Put the cells that hang into the next columns from above."""
    while len(line) in hanging:
        line.append(hanging[len(line)][1])
