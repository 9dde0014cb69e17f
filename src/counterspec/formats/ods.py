"""OpenDocument workbooks, packed or flat."""

from __future__ import annotations

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.opendocument.package import open_file
from counterspec.syntax.opendocument.sheets import Sheet, sheets
from counterspec.syntax.opendocument.styles import Styles
from counterspec.syntax.titles import stated_title
from counterspec.syntax.workbook.book import MAX_SHEETS, Book

_SUFFIXES = (".ods", ".ots", ".fods", ".sxc")
_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMED = 20


def _claim(head: Head) -> int:
    flat = head.suffix in _SUFFIXES and head.data.startswith(b"<?xml")
    if head.office is None and (_MEDIA_TYPE.encode() in head.data[:4096] or flat):
        return 98
    return head.office_claim(("ods",), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    file = open_file(source.data, source.path)
    book = Book(source.path)
    for sheet in sheets(file.content, Styles.of(file.styles, file.content)):
        if sheet.grid.number > MAX_SHEETS:
            book.problem("too-large", f"only the first {MAX_SHEETS} sheets were read")
            break
        _tell(book, sheet)
        book.sheet(sheet.grid)
    if not book.pages:
        raise UnreadableError(f"{source.path}: no sheet of the workbook can be read")
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="ods",
        media_type=_MEDIA_TYPE,
        kind="data",
        text=book.out.text(),
        pages=tuple(book.pages),
        passages=tuple(book.passages),
        tables=tuple(book.tables),
        problems=tuple(book.problems),
        title=book.title or stated_title(file.stated),
    )


def _tell(book: Book, sheet: Sheet) -> None:
    grid = sheet.grid
    if not sheet.visible:
        reason = f"the sheet {grid.name!r} is hidden in the workbook; read all the same"
        book.problem("hidden-sheet", reason, grid.number)
    if sheet.hidden_rows:
        named = ", ".join(f"row {row}" for row in sheet.hidden_rows[:_NAMED])
        more = f" and {len(sheet.hidden_rows) - _NAMED} more" if len(sheet.hidden_rows) > _NAMED else ""
        reason = f"hidden in the sheet {grid.name!r}, read all the same: {named}{more}"
        book.problem("hidden-cells", reason, grid.number)
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
