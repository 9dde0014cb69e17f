"""Word documents and Excel workbooks that are kept as one XML file."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.office_parts import parse_part
from counterspec.syntax.word.body import Body
from counterspec.syntax.word.numbering import Numbering
from counterspec.syntax.word.styles import Styles
from counterspec.syntax.workbook.book import Book
from counterspec.syntax.workbook.xml_sheets import xml_sheets

_SUFFIXES = (".xml", ".doc", ".xls")
_MARKS = (
    b"schemas.microsoft.com/office/word/2003/wordml", b"urn:schemas-microsoft-com:office:spreadsheet",
    b"schemas.microsoft.com/office/2006/xmlPackage",
)  # fmt: skip


def _claim(head: Head) -> int:
    start = head.data.lstrip(b"\xef\xbb\xbf \r\n\t")[:4096]
    if not start.startswith((b"<?xml", b"<w:", b"<Workbook", b"<ss:")) or b"<html" in start[:1000]:
        return 0
    root = b"wordDocument" in start or b"Workbook" in start or b"pkg:package" in start
    return 92 if root and any(mark in start for mark in _MARKS) else 0


def _read(source: Source, text: Text | None) -> Document:
    root = parse_part(source.data, "document", source.path)
    return _workbook(source, root) if root.tag == "Workbook" else _document(source, root)


def _document(source: Source, root: Element) -> Document:
    found = next(root.iter("body"), None)
    if found is None:
        raise UnreadableError(f"{source.path}: no document inside")
    styles, lists = next(root.iter("styles"), None), next(root.iter("numbering"), None)
    body = Body(
        Styles.of(tostring(styles) if styles is not None else None),
        Numbering.of(tostring(lists) if lists is not None else None, {}),
    )
    body.part(found)
    for kind in ("hdr", "ftr"):
        for part in root.iter(kind):
            body.part(part, {"hdr": "header", "ftr": "footer"}[kind])
    return body.blocks.document(source, "office-xml", "application/xml", problems=body.problems(source.path))


def _workbook(source: Source, root: Element) -> Document:
    book = Book(source.path)
    for grid, visible in xml_sheets(root):
        if book.is_full(grid.number):
            break
        book.tell_hidden(grid.number, grid.name, visible=visible)
        book.sheet(grid)
    return book.document(source, "xlsx", "application/xml")


ENTRY = Format(
    id="office-xml",
    title="Word document or workbook as XML",
    kind="text",
    media_type="application/xml",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="What Word and Excel of 2003 and later keep as one XML file: as of a DOCX or a workbook.",
    binary=True,
)
