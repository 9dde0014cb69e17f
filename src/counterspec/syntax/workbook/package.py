"""What a spreadsheet package says beside the values: number formats, what is hidden, notes at cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.errors import LimitError, UnreadableError
from counterspec.safe.office import Package
from counterspec.syntax.compose import flat
from counterspec.syntax.office_parts import attribute, number, optional_part, relations
from counterspec.syntax.workbook.number_formats import built_in

_MAX_AREA = 20_000_000
"""Cells of the rectangle that a sheet's outermost cells span; the library that reads them lays it all out."""
_PLACE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb'<row\b[^>]{0,300}?\br="(\d{1,7})"[^>]{0,300}?\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\b([^>]{0,400})>")
_BOUND = re.compile(rb'\b(min|max)="(\d{1,5})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_MAX_NOTES = 5000
_NOTES = {"comments": "comment", "threadedComment": "threadedComment"}
"""How the elements are called that hold a note, by the kind of their part."""


@dataclass(slots=True)
class SheetPart:
    """One sheet's part. `formats` are number formats of single cells, by row and column from 0."""

    name: str
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Extras:
    """What a package says of its sheets, in the order of the workbook."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.formats = _formats(optional_part(package, "xl/styles.xml"))
        self.sheets = list(self._sheet_names())

    def sheet(self, index: int) -> SheetPart:
        """Return what is said of a sheet, by its index in the workbook from 0.

        Raises:
            LimitError: the sheet spans more cells than are laid out.
        """
        name = self.sheets[index] if index < len(self.sheets) else ""
        part = SheetPart(name)
        try:
            xml = self.package.read(name) or b"" if name else b""
        except UnreadableError:
            return part
        _check_area(self.package.path, name, xml)
        head = xml[: xml.find(b"<sheetData")]
        part.hidden_columns = list(_hidden_columns(head))
        part.hidden_rows = [int(row) for row in _HIDDEN_ROW.findall(xml)] if b"hidden=" in xml else []
        part.formats = self._cell_formats(xml)
        part.notes = list(self._notes(name))
        return part

    def check_areas(self) -> None:
        """Refuse the workbook where a sheet spans more than is laid out.

        Raises:
            LimitError: it does.
        """
        for name in self.package.parts:
            if name.startswith("xl/worksheets/") and name.endswith(".xml") and name not in self.sheets:
                try:
                    _check_area(self.package.path, name, self.package.read(name) or b"")
                except UnreadableError:
                    continue

    def _sheet_names(self) -> Iterator[str]:
        root = optional_part(self.package, "xl/workbook.xml")
        related = relations(self.package, "xl/workbook.xml")
        for element in root.iter("sheet") if root is not None else ():
            yield related.get(attribute(element, "id"), ("", ""))[1]

    def _cell_formats(self, xml: bytes) -> dict[tuple[int, int], str]:
        told = {index: code for index, code in self.formats.items() if code}
        if not told:
            return {}
        wanted = "|".join(map(str, told)).encode()
        places = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(' + wanted + rb')"')
        return {
            (int(row) - 1, column_number(column) - 1): told[int(style)]
            for column, row, style in places.findall(xml)
        }

    def _notes(self, name: str) -> Iterator[str]:
        """Yield the notes at a sheet's cells, without the names of those who wrote them."""
        count = 0
        for kind, target in relations(self.package, name).values() if name else ():
            root = optional_part(self.package, target) if kind in _NOTES else None
            if root is None:
                continue
            authors = [author for e in root.iter("author") if (author := flat(e.text or ""))]
            for element in root.iter(_NOTES[kind]):
                words = flat("".join(part.text or "" for part in element.iter() if part.tag in {"t", "text"}))
                for author in authors:
                    words = words.removeprefix(f"{author}:").removeprefix(f"{author}：").strip()
                if words and not words.startswith("[Threaded comment]") and count < _MAX_NOTES:
                    count += 1
                    yield words


def _formats(root: Element | None) -> dict[int, str]:
    """Return the number format of each cell style, by index; "" for the general one."""
    if root is None:
        return {}
    own = {number(e, "numFmtId"): attribute(e, "formatCode") for e in root.iter("numFmt")}
    styles = root.find("cellXfs")
    found: dict[int, str] = {}
    for index, style in enumerate(styles if styles is not None else ()):
        number_id = number(style, "numFmtId")
        code = own.get(number_id, built_in(number_id))
        found[index] = "" if code.lower() in {"general", "@", "standard"} else code
    return found


def _hidden_columns(head: bytes) -> Iterator[int]:
    for match in _COLUMN.finditer(head):
        bounds = dict(_BOUND.findall(match.group(1)))
        if _HIDDEN.search(match.group(1)) and len(bounds) == 2:
            yield from range(int(bounds[b"min"]), min(int(bounds[b"max"]), int(bounds[b"min"]) + 100) + 1)


def _check_area(path: str, name: str, xml: bytes) -> None:
    columns, rows = set(), 0
    for column, row in _PLACE.findall(xml):
        columns.add(column)
        rows = max(rows, int(row))
    width = max((column_number(column) for column in columns), default=0)
    if width * rows > _MAX_AREA:
        raise LimitError(f"{path}: the sheet {name} spans {rows} rows and {width} columns")


def column_number(letters: bytes) -> int:
    """Return a column's number from 1."""
    result = 0
    for letter in letters:
        result = result * 26 + letter - 64
    return result


def column_name(index: int) -> str:
    """Return a column's letters, from its index from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
