"""Workbooks: Excel (new and old) and OpenDocument, sheet by sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from html import unescape

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from counterspec.errors import LimitError, UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Page, Passage, Problem, Source, Span, Table
from counterspec.safe import limits
from counterspec.safe.office import Package, is_locked, locked
from counterspec.safe.text import Text
from counterspec.syntax.compose import Composer, flat
from counterspec.syntax.table_roles import find_roles

_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".et", ".ods", ".fods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET_ROWS = 5000
_MAX_AREA = 20_000_000
"""Cells of the rectangle that a sheet's outermost cells span; the reader below lays it all out."""
_PLACE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_MAX_SHEETS = 1000
_MAX_COLUMNS = 1024
_PROSE = 20

Value = str | float | int | bool | date | time | datetime | timedelta


def _claim(head: Head) -> int:
    if head.suffix not in _SUFFIXES:
        return 0
    return 95 if head.data.startswith((b"PK\x03\x04", _OLE)) else 0


Merged = dict[tuple[int, int], tuple[int, int]]
"""Place of a covered cell → place of the cell that covers it; rows and columns from 0."""


class _Book:
    """The document in the making."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.out = Composer()
        self.pages: list[Page] = []
        self.passages: list[Passage] = []
        self.tables: list[Table] = []
        self.problems: list[Problem] = []
        self.cells = 0

    def sheet(self, number: int, name: str, rows: list[list[str]], merged: Merged) -> None:
        """Write one sheet: its name as a heading, then its blocks of rows between empty ones."""
        start = self.out.length
        self.passages.append(Passage(self.out.line(name), "heading"))
        for first, last in _blocks(rows):
            self._block(name, rows, range(first, last), merged)
        self.pages.append(Page(number, Span(start, self.out.length)))
        self.out.page_end()

    def _block(self, name: str, rows: list[list[str]], block: range, merged: Merged) -> None:
        captions = _captions(rows, block)
        caption: Span | None = None
        for index in range(block.start, block.start + captions):
            span = self.out.line(next(cell for cell in rows[index] if cell))
            self.passages.append(Passage(span, "paragraph"))
            caption = Span(caption.start if caption else span.start, span.end)
        table = [self._row(index, rows[index], merged) for index in range(block.start + captions, block.stop)]
        self.out.line("")
        width = max((len(row) for row in table), default=0)
        table = [row + [Span(row[-1].end, row[-1].end)] * (width - len(row)) for row in table]
        placed = self._place_merged(table, block.start + captions, merged)
        if table:
            self.cells += width * len(table)
            self.tables.append(Table(placed, caption, None, sheet=name))

    def _row(self, index: int, row: list[str], merged: Merged) -> list[Span]:
        cells = ["" if merged.get((index, column), (index, column)) != (index, column) else cell
                 for column, cell in enumerate(row)]  # fmt: skip
        spans = self.out.row(cells) or [Span(self.out.length, self.out.length)]
        self.passages.extend(Passage(span, "cell") for span in spans if span.end - span.start > _PROSE)
        return spans

    def _place_merged(
        self, table: list[list[Span]], first: int, merged: Merged
    ) -> tuple[tuple[Span, ...], ...]:
        for (row, column), (from_row, from_column) in merged.items():
            inside = 0 <= row - first < len(table) and 0 <= from_row - first < len(table)
            if inside and column < len(table[row - first]) and from_column < len(table[from_row - first]):
                table[row - first][column] = table[from_row - first][from_column]
        return tuple(tuple(row) for row in table)


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


def _read(source: Source, text: Text | None) -> Document:
    book = _Book(source.path)
    title = _check_package(source) if source.data.startswith(b"PK") else None
    workbook = _open(source)
    try:
        for number, name in enumerate(workbook.sheet_names[:_MAX_SHEETS], start=1):
            _sheet(book, workbook, number, name)
    finally:
        workbook.close()
    if not book.pages:
        raise UnreadableError(f"{source.path}: no sheet of the workbook can be read")
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        kind="data",
        text=book.out.text(),
        pages=tuple(book.pages),
        passages=tuple(book.passages),
        tables=tuple(book.tables),
        problems=tuple(book.problems),
        title=title,
    )


def _check_package(source: Source) -> str | None:
    """Refuse packages that would unpack or lay out beyond bounds; return the title they state."""
    package = Package(source.data, source.path)
    package.check_xml()
    for name in package.parts:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            with suppress(UnreadableError):
                _check_area(source.path, name, package.read(name) or b"")
    core = b""
    with suppress(UnreadableError):
        core = package.read("docProps/core.xml") or b""
    match = re.search(rb"<dc:title>([^<]{1,400})</dc:title>", core)
    return unescape(match.group(1).decode("utf-8", "replace")).strip() or None if match else None


def _check_area(path: str, name: str, xml: bytes) -> None:
    columns, rows = set(), 0
    for column, row in _PLACE.findall(xml):
        columns.add(column)
        rows = max(rows, int(row))
    width = max((_column_number(column) for column in columns), default=0)
    if width * rows > _MAX_AREA:
        raise LimitError(f"{path}: the sheet {name} spans {rows} rows and {width} columns")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open(source: Source) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_object(io.BytesIO(source.data))
    except CalamineError as error:
        if is_locked(source.data) or "assword" in f"{type(error).__name__} {error}":
            raise locked(source.path) from error
        raise UnreadableError(f"{source.path}: the workbook is damaged: {error}") from error
    except BaseException as error:
        raise _panic(error, source.path) from error


def _panic(error: BaseException, path: str) -> BaseException:
    """Return what to raise: the reader's own failures derive from BaseException, as interrupts do."""
    if type(error).__name__ == "PanicException":
        return UnreadableError(f"{path}: the workbook is damaged: {error}")
    return error


def _sheet(book: _Book, workbook: CalamineWorkbook, number: int, name: str) -> None:
    metadata = workbook.sheets_metadata[number - 1]
    if metadata.typ != SheetTypeEnum.WorkSheet:
        return
    if metadata.visible != SheetVisibleEnum.Visible:
        reason = f"the sheet {name!r} is hidden in the workbook; read all the same"
        book.problems.append(Problem(book.path, "hidden-sheet", reason, page=number, lost=False))
    try:
        sheet = workbook.get_sheet_by_index(number - 1)
        values = sheet.to_python(nrows=limits.MAX_TABLE_CELLS // max(sheet.width, 1))
        rows = [[_shown(value) for value in row[:_MAX_COLUMNS]] for row in values]
    except (CalamineError, ValueError) as error:
        book.problems.append(
            Problem(book.path, "damaged", f"a sheet cannot be read: {error}", page=number, lost=False)
        )
        return
    except BaseException as error:
        raise _panic(error, book.path) from error
    kept = _kept_rows(book, number, rows)
    book.sheet(number, name, rows[:kept], _merged(sheet))


def _kept_rows(book: _Book, number: int, rows: list[list[str]]) -> int:
    """Return how many rows are read: all of a dictionary, of data as many as show what the columns hold."""
    allowed = (limits.MAX_TABLE_CELLS - book.cells) // max(len(rows[0]), 1) if rows else 0
    kept = min(len(rows), allowed)
    if kept > _SHEET_ROWS and find_roles([[cell.strip() for cell in row] for row in rows[:60]]) is None:
        kept = _SHEET_ROWS
    if kept < len(rows):
        reason = f"the first {kept} of {len(rows)} rows of the sheet were read as cells"
        book.problems.append(Problem(book.path, "rows-sampled", reason, page=number, lost=False))
    return kept


def _merged(sheet: CalamineSheet) -> Merged:
    """Return the covered places, counted from the first cell that is not empty."""
    top, left = sheet.start or (0, 0)
    covered: Merged = {}
    for (row, column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        area = (last_row - row + 1) * (last_column - column + 1)
        if len(covered) + area > limits.MAX_TABLE_CELLS // 10:
            break
        for down in range(row, last_row + 1):
            for across in range(column, last_column + 1):
                covered[down - top, across - left] = (row - top, column - left)
    return covered


def _shown(value: Value) -> str:
    """Return a cell's value as text, the same on every machine."""
    if isinstance(value, str):
        return flat(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat() if isinstance(value, date | time) else str(value)


ENTRY = Format(
    id="xlsx",
    title="Workbook",
    kind="data",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Cells of every sheet, hidden ones too, as tables between empty rows; merged cells in every place.",
    binary=True,
)
