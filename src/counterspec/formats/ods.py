"""OpenDocument workbooks, packed or flat."""

from __future__ import annotations

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.opendocument.package import open_file
from counterspec.syntax.opendocument.sheets import Sheet, sheets
from counterspec.syntax.opendocument.styles import Styles
from counterspec.syntax.workbook.book import Book

_SUFFIXES = (".ods", ".ots", ".fods", ".sxc")
_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _claim(head: Head) -> int:
    flat = head.suffix in _SUFFIXES and head.data.startswith(b"<?xml")
    if head.office is None and (_MEDIA_TYPE.encode() in head.data[:4096] or flat):
        return 98
    return head.office_claim(("ods",), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    file = open_file(source.data, source.path)
    book = Book(source.path)
    for sheet in sheets(file.content, Styles.of(file.styles, file.content)):
        if book.is_full(sheet.grid.number):
            break
        _tell(book, sheet)
        book.sheet(sheet.grid)
    return book.document(source, "ods", _MEDIA_TYPE, file.stated)


def _tell(book: Book, sheet: Sheet) -> None:
    grid = sheet.grid
    rows = [f"row {row}" for row in sheet.hidden_rows]
    book.tell_hidden(grid.number, grid.name, visible=sheet.visible, rows_and_columns=rows)
    if sheet.cut:
        book.problem("too-large", f"the sheet {grid.name!r} has more cells than are read", grid.number)


ENTRY = Format(
    id="ods",
    title="OpenDocument workbook",
    kind="data",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Cells of every sheet, hidden ones too, as shown, as tables between empty rows; merged cells in every place; "
    "notes at cells.",
    binary=True,
)
