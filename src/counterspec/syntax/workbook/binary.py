"""What a binary workbook (Excel 5 to 2003) says beside the values: number formats, hidden rows and columns."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from counterspec.errors import UnreadableError
from counterspec.safe.compound import Compound
from counterspec.syntax.workbook.number_formats import built_in
from counterspec.syntax.workbook.package import SheetPart

_BOUND_SHEET, _FORMAT, _XF, _END = 0x85, 0x41E, 0xE0, 0x0A
_ROW, _COLUMNS, _NUMBER, _RK, _MANY_RK, _FORMULA = 0x208, 0x7D, 0x203, 0x27E, 0xBD, 0x06
_MOST_RECORDS = 20_000_000
_GENERAL = {"general", "@", "standard", "g/通用格式", "g/標準", "g/표준"}


class BinaryExtras:
    """What the workbook says of its sheets, in its order; a damaged one says nothing."""

    def __init__(self, data: bytes, path: str) -> None:
        self._stream = b""
        self._styles: list[str] = []
        self._places: list[int] = []
        try:
            file = Compound(data, path)
            self._stream = file.stream("Workbook") or file.stream("Book") or b""
            self._globals()
        except (UnreadableError, struct.error, IndexError):
            self._places = []

    def sheet(self, index: int) -> SheetPart:
        """Return what is said of a sheet, by its index in the workbook from 0."""
        part = SheetPart("")
        told = {style: code for style, code in enumerate(self._styles) if code}
        with suppress(struct.error, IndexError):
            for kind, body in self._records(self._places[index]):
                _sheet_record(part, told, kind, body)
        return part

    def _records(self, position: int) -> Iterator[tuple[int, bytes]]:
        """Yield the records from a place to the end of the stream's part."""
        for _ in range(_MOST_RECORDS):
            if position + 4 > len(self._stream):
                return
            kind, size = struct.unpack_from("<HH", self._stream, position)
            if kind == _END:
                return
            yield kind, self._stream[position + 4 : position + 4 + size]
            position += 4 + size

    def _globals(self) -> None:
        formats: dict[int, str] = {}
        numbers: list[int] = []
        for kind, body in self._records(0):
            if kind == _BOUND_SHEET:
                self._places.append(struct.unpack_from("<I", body)[0])
            elif kind == _FORMAT:
                formats[struct.unpack_from("<H", body)[0]] = _text(body[2:])
            elif kind == _XF:
                numbers.append(struct.unpack_from("<H", body, 2)[0])
        codes = [formats.get(number, built_in(number)) for number in numbers]
        self._styles = ["" if code.lower() in _GENERAL else code for code in codes]


def _text(data: bytes) -> str:
    """Return a format's code: two bytes of length and a flag, or one byte of length in older files."""
    length = struct.unpack_from("<H", data)[0]
    if len(data) == 3 + length and data[2] == 0:
        return data[3:].decode("latin-1")
    if len(data) == 3 + 2 * length and data[2] == 1:
        return data[3:].decode("utf-16-le", "replace")
    return data[1 : 1 + data[0]].decode("latin-1")


def _sheet_record(part: SheetPart, told: dict[int, str], kind: int, body: bytes) -> None:
    if kind in (_NUMBER, _RK, _FORMULA):
        row, column, style = struct.unpack_from("<HHH", body)
        if style in told:
            part.formats[row, column] = told[style]
    elif kind == _MANY_RK:
        row, first = struct.unpack_from("<HH", body)
        for index in range((len(body) - 6) // 6):
            style = struct.unpack_from("<H", body, 4 + 6 * index)[0]
            if style in told:
                part.formats[row, first + index] = told[style]
    elif kind == _ROW and len(body) >= 14 and struct.unpack_from("<H", body, 12)[0] & 0x20:
        part.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _COLUMNS and len(body) >= 10 and body[8] & 1:
        first, last = struct.unpack_from("<HH", body)
        part.hidden_columns.extend(range(first + 1, min(last, first + 100) + 2))
