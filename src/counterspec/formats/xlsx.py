"""Workbooks: Excel, new and old, sheet by sheet."""

from __future__ import annotations

import io
from dataclasses import replace

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe import limits
from counterspec.safe.office import COMPOUND, Package, is_locked, locked
from counterspec.safe.text import Text
from counterspec.syntax.office_parts import title_property
from counterspec.syntax.workbook.binary import BinaryExtras
from counterspec.syntax.workbook.book import MAX_COLUMNS, Book, Grid, Merged
from counterspec.syntax.workbook.number_formats import plain, shown
from counterspec.syntax.workbook.package import Extras, SheetPart, column_name

_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et")
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _claim(head: Head) -> int:
    return head.office_claim(("xlsx", "xls"), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    book = Book(source.path)
    package = Package(source.data, source.path) if source.data.startswith(b"PK") else None
    extras: Extras | BinaryExtras | None = None
    if package is not None:
        package.check_xml()
        extras = Extras(package.again())
        extras.check_areas()
    elif source.data.startswith(COMPOUND) and not is_locked(source.data):
        extras = BinaryExtras(source.data, source.path)
    workbook = _open(source)
    try:
        for index in range(len(workbook.sheet_names)):
            if book.is_full(index + 1):
                break
            _sheet(book, workbook, index, extras)
    finally:
        workbook.close()
    return book.document(source, "xlsx", _MEDIA_TYPE, title_property(package) if package else None)


def _open(source: Source) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_object(io.BytesIO(source.data))
    except CalamineError as error:
        if is_locked(source.data) or "assword" in f"{type(error).__name__} {error}":
            raise locked(source.path) from error
        hint = "Open it in an office program and save it again."
        raise UnreadableError(f"{source.path}: the workbook is damaged: {error}", hint=hint) from error
    except BaseException as error:
        raise _panic(error, source.path) from error


def _panic(error: BaseException, path: str) -> BaseException:
    """Return what to raise: the reader's own failures derive from BaseException, as interrupts do."""
    if type(error).__name__ == "PanicException":
        return UnreadableError(f"{path}: the workbook is damaged: {error}")
    return error


def _sheet(book: Book, workbook: CalamineWorkbook, index: int, extras: Extras | BinaryExtras | None) -> None:
    metadata, name = workbook.sheets_metadata[index], workbook.sheet_names[index]
    if metadata.typ != SheetTypeEnum.WorkSheet:
        return
    book.tell_hidden(index + 1, name, visible=metadata.visible == SheetVisibleEnum.Visible)
    part = extras.sheet(index) if extras else SheetPart("")
    try:
        grid = _grid(workbook, index, part)
    except (CalamineError, ValueError) as error:
        book.problem("damaged", f"the sheet {name!r} cannot be read: {error}", index + 1)
        return
    except BaseException as error:
        raise _panic(error, book.path) from error
    hidden = [f"row {row}" for row in part.hidden_rows]
    hidden += [f"column {column_name(column - 1)}" for column in part.hidden_columns]
    book.tell_hidden(index + 1, name, rows_and_columns=hidden)
    book.sheet(replace(grid, name=name))


def _grid(workbook: CalamineWorkbook, index: int, part: SheetPart) -> Grid:
    sheet = workbook.get_sheet_by_index(index)
    values = sheet.to_python(nrows=limits.MAX_TABLE_CELLS // max(sheet.width, 1))
    rows = [[plain(value) for value in row[:MAX_COLUMNS]] for row in values]
    top, left = sheet.start or (0, 0)
    for (row, column), code in part.formats.items():
        if 0 <= row - top < len(rows) and 0 <= column - left < len(rows[row - top]):
            rows[row - top][column - left] = shown(values[row - top][column - left], code)
    return Grid(index + 1, "", rows, _merged(sheet), (top, left), part.notes)


def _merged(sheet: CalamineSheet) -> Merged:
    """Return the covered places, counted from the first cell that is not empty."""
    top, left = sheet.start or (0, 0)
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        area = (last_row - row + 1) * (last_column - column + 1)
        if len(covered) + area > limits.MAX_TABLE_CELLS // 10:
            break
        for down in range(row, last_row + 1):
            for across in range(column, last_column + 1):
                covered[down - top, across - left] = (row - top, column - left)
    return covered


ENTRY = Format(
    id="xlsx",
    title="Workbook",
    kind="data",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Cells of every sheet, hidden ones too, as tables between empty rows, numbers and dates as shown; "
    "merged cells in every place; notes at cells.",
    binary=True,
)
