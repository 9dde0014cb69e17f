"""Write a workbook's sheets as pages: blocks of rows as tables, lines above them as captions, notes after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counterspec.errors import UnreadableError
from counterspec.model import Document, Page, Passage, Problem, Source, Span, Table
from counterspec.safe.limits import MAX_TABLE_CELLS
from counterspec.syntax.blocks import PROSE
from counterspec.syntax.compose import Composer
from counterspec.syntax.table_roles import find_roles
from counterspec.syntax.titles import stated_title

MAX_SHEETS = 1000
MAX_COLUMNS = 1024
_DATA_ROWS = 20_000
_DATA_CELLS = 400_000
"""Of a sheet that is no dictionary, as many rows as show what its columns hold."""
_MAX_TITLE = 120
_NAMED = 20

Merged = Mapping[tuple[int, int], tuple[int, int]]
"""Place of a covered cell → place of the cell that covers it; rows and columns from 0."""


@dataclass(slots=True)
class Grid:
    """A sheet as read: its cells as shown, from the cell at `origin` (row and column from 0) on.

    `merged` counts from the first cell of `rows`; `notes` are the comments at cells, by place in the sheet.
    """

    number: int
    name: str
    rows: list[list[str]]
    merged: Merged = field(default_factory=dict)
    origin: tuple[int, int] = (0, 0)
    notes: Sequence[str] = ()


@dataclass(slots=True)
class Book:
    """The document in the making."""

    path: str
    out: Composer = field(default_factory=Composer)
    pages: list[Page] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cells: int = 0
    title: str | None = None

    def problem(self, code: str, reason: str, page: int | None = None, remedy: str = "") -> None:
        """Say something about a sheet that is read all the same."""
        self.problems.append(Problem(self.path, code, reason, remedy, page=page, lost=False))

    def is_full(self, sheet: int) -> bool:
        """Tell whether a sheet, by its number from 1, is one too many, and say so."""
        if sheet <= MAX_SHEETS:
            return False
        self.problem("too-large", f"only the first {MAX_SHEETS} sheets were read")
        return True

    def tell_hidden(
        self, sheet: int, name: str, *, visible: bool = True, rows_and_columns: Sequence[str] = ()
    ) -> None:
        """Say that a sheet, or some of it, is hidden in the workbook."""
        if not visible:
            reason = f"the sheet {name!r} is hidden in the workbook; read all the same"
            self.problem("hidden-sheet", reason, sheet)
        if rows_and_columns:
            named, rest = ", ".join(rows_and_columns[:_NAMED]), len(rows_and_columns) - _NAMED
            more = f" and {rest} more" if rest > 0 else ""
            reason = f"hidden in the sheet {name!r}, read all the same: {named}{more}"
            self.problem("hidden-cells", reason, sheet)

    def document(
        self, source: Source, format_id: str, media_type: str, stated: str | None = None
    ) -> Document:
        """Return the document that was put together; `stated` is the title of its metadata.

        Raises:
            UnreadableError: no sheet was read.
        """
        if not self.pages:
            raise UnreadableError(f"{source.path}: no sheet of the workbook can be read")
        return Document(
            path=source.path,
            sha256=source.sha256,
            format=format_id,
            media_type=media_type,
            kind="data",
            text=self.out.text(),
            pages=tuple(self.pages),
            passages=tuple(self.passages),
            tables=tuple(self.tables),
            problems=tuple(self.problems),
            title=self.title or stated_title(stated),
        )

    def sheet(self, grid: Grid) -> None:
        """Write one sheet: its name as a heading, then its blocks of rows between empty ones, then its notes."""
        rows = grid.rows[: self._kept(grid)]
        start = self.out.length
        self.passages.append(Passage(self.out.line(grid.name), "heading"))
        if self.title is None:
            self.title = _title(rows)
        for first, last in _blocks(rows):
            self._block(grid, rows, range(first, last))
        for note in grid.notes:
            self.passages.append(Passage(self.out.line(note), "note"))
        self.pages.append(Page(grid.number, Span(start, self.out.length)))
        self.out.page_end()

    def _kept(self, grid: Grid) -> int:
        """Return how many rows are read: all of a dictionary, of data as many as show what the columns hold."""
        width = max(len(grid.rows[0]), 1) if grid.rows else 1
        kept = min(len(grid.rows), max(MAX_TABLE_CELLS - self.cells, 0) // width)
        sample = min(_DATA_ROWS, max(_DATA_CELLS // width, 1000))
        if kept > sample and find_roles([[cell.strip() for cell in row] for row in grid.rows[:60]]) is None:
            kept = sample
        if kept < len(grid.rows):
            reason = f"the first {kept} of {len(grid.rows)} rows of the sheet were read as cells"
            self.problem("rows-sampled", reason, grid.number)
        return kept

    def _block(self, grid: Grid, rows: list[list[str]], block: range) -> None:
        lines = _captions(rows, block)
        caption: Span | None = None
        for index in range(block.start, block.start + lines):
            span = self.out.line(next(cell for cell in rows[index] if cell))
            self.passages.append(Passage(span, "caption"))
            caption = Span(caption.start if caption else span.start, span.end)
        block = range(block.start + lines, block.stop)
        left, right = _edges(rows, block, grid.merged)
        table = [self._row(index, rows[index][left:right], left, grid.merged) for index in block]
        self.out.line("")
        width = max((len(row) for row in table), default=0)
        table = [row + [Span(row[-1].end, row[-1].end)] * (width - len(row)) for row in table]
        _place_merged(table, block.start, left, grid.merged)
        if table:
            self.cells += width * len(table)
            placed = tuple(tuple(row) for row in table)
            origin = (grid.origin[0] + block.start, grid.origin[1] + left)
            self.tables.append(Table(placed, caption, None, sheet=grid.name, origin=origin))

    def _row(self, index: int, row: list[str], left: int, merged: Merged) -> list[Span]:
        if merged:
            row = ["" if merged.get((index, column), (index, column)) != (index, column) else cell
                   for column, cell in enumerate(row, start=left)]  # fmt: skip
        spans = self.out.row(row) or [Span(self.out.length, self.out.length)]
        self.passages.extend(Passage(span, "cell") for span in spans if span.end - span.start > PROSE)
        return spans


def _place_merged(table: list[list[Span]], first: int, left: int, merged: Merged) -> None:
    for (row, column), (from_row, from_column) in merged.items():
        inside = 0 <= row - first < len(table) and 0 <= from_row - first < len(table)
        if inside and 0 <= column - left < len(table[0]) and 0 <= from_column - left < len(table[0]):
            table[row - first][column - left] = table[from_row - first][from_column - left]


def _title(rows: list[list[str]]) -> str | None:
    """Return the words that stand alone above everything else in the first sheet."""
    first = next((row for row in rows if any(row)), [])
    filled = [cell for cell in first if cell]
    words = filled[0] if len(filled) == 1 and sum(any(row) for row in rows) > 1 else ""
    return words if 1 < len(words) <= _MAX_TITLE and any(letter.isalpha() for letter in words) else None


def _edges(rows: list[list[str]], block: range, merged: Merged) -> tuple[int, int]:
    """Return the columns that hold anything in these rows, as a half-open range."""
    width = max((len(rows[index]) for index in block), default=0)
    left, right = width, 0
    for index in block:
        row = rows[index]
        first = next((column for column, cell in enumerate(row) if cell), None)
        if first is not None:
            left = min(left, first)
            last = len(row)
            while last > right and not row[last - 1]:
                last -= 1
            right = max(right, last)
        if left == 0 and right == width:
            break
    for (row_index, column), _ in merged.items() if merged else ():
        if row_index in block and left <= column < width:
            right = max(right, column + 1)
    return (left, right) if left < right else (0, width)


def _blocks(rows: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of rows that are one table each, with the lines above it."""
    for start, end in _filled(rows):
        cuts = _repeated_headers(rows, start, end)
        yield from zip([start, *cuts], [*cuts, end], strict=True)


def _repeated_headers(rows: list[list[str]], start: int, end: int) -> list[int]:
    """Return where the first row of several cells comes again below lines of one cell: a further table."""
    lone = [sum(1 for cell in rows[index] if cell) == 1 for index in range(start, end)]
    header = next((index for index in range(start, end) if not lone[index - start]), None)
    cuts: list[int] = []
    for index in range(start if header is None else header + 1, end):
        if header is not None and rows[index] == rows[header] and lone[index - 1 - start]:
            first = index - 1
            while first > start and lone[first - 1 - start]:
                first -= 1
            cuts.append(first)
    return cuts


def _filled(rows: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of rows between empty ones."""
    start: int | None = None
    for index, row in enumerate(rows):
        if any(row):
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(rows)


def _captions(rows: list[list[str]], block: range) -> int:
    """Return how many leading rows hold one cell only, above rows that hold more."""
    count = 0
    while count < len(block) and sum(1 for cell in rows[block[count]] if cell) == 1:
        count += 1
    return count if count < len(block) else 0
