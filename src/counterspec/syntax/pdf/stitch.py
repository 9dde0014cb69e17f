"""Join the parts of a table that goes on over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterspec.model import Span, Table, TablePart
from counterspec.syntax.pdf.grid import Grid

_FEW = 3
"""Lines that may stand between a table and the edge of its page where the table goes on overleaf."""


@dataclass(slots=True)
class PlacedTable:
    """A table on its page; `before` and `after` count the lines of text around it."""

    rows: list[tuple[Span, ...]]
    texts: list[tuple[str, ...]]
    grid: Grid
    page: int
    before: int
    after: int = 0


@dataclass(slots=True)
class _Whole:
    """A table in the making; `last` is its part on the last page so far."""

    last: PlacedTable
    heads: tuple[str, ...]
    rows: list[tuple[Span, ...]]
    parts: list[TablePart]
    repeats: set[int]

    @classmethod
    def of(cls, part: PlacedTable) -> _Whole:
        whole = cls(part, part.texts[0] if part.texts else (), [], [], set())
        whole.add(part)
        return whole

    def add(self, part: PlacedTable) -> None:
        first = len(self.rows)
        if self.parts and part.texts and part.texts[0] == self.heads:
            self.repeats.add(first)
        self.rows += part.rows
        self.parts.append(
            TablePart(part.page, part.grid.box, (first, len(self.rows)), part.grid.xs, part.grid.ys)
        )
        self.last = part

    def table(self) -> Table:
        return Table(tuple(self.rows), parts=tuple(self.parts), repeats=frozenset(self.repeats), by="rules")


def stitched(placed: Iterable[PlacedTable]) -> Iterator[Table]:
    """Yield the tables of a document, in order, those that go on overleaf as one."""
    whole: _Whole | None = None
    for part in placed:
        if whole is not None and _goes_on(whole.last, part):
            whole.add(part)
            continue
        if whole is not None:
            yield whole.table()
        whole = _Whole.of(part)
    if whole is not None:
        yield whole.table()


def _goes_on(last: PlacedTable, part: PlacedTable) -> bool:
    one, two = last.grid.xs, part.grid.xs
    alike = len(one) == len(two) and all(abs(a - b) <= 3 for a, b in zip(one, two, strict=True))
    return alike and part.page == last.page + 1 and last.after <= _FEW and part.before <= _FEW
