"""Read the text of older Word documents: pieces of text, and what each paragraph is."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from counterspec.errors import UnreadableError
from counterspec.safe.compound import Compound

_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_CLX, _PAPX = 0x01A2, 0x0102
_MAX_PIECES = 200_000
_MAX_FIELD_DEPTH = 20
_PAGE = 512
_IN_TABLE, _ROW_END, _TABLE_DEFINITION = 0x2416, 0x2417, 0xD608
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_END_MARK = re.compile(r"[\r\x07\x0c]")
_FIELD = re.compile(r"\x13[^\x13-\x15]*\x14|\x13[^\x13-\x15]*\x15")
_CONTROLS = {0x0B: " ", 0x1E: "-", 0x1F: None, 0x15: None, 0x14: None, 0x13: None, 0x01: None, 0x08: None, 0x02: None,
             0x05: None, 0x03: None, 0x04: None, 0x28: "("}  # fmt: skip


class Paragraph(NamedTuple):
    """One paragraph; `mark` ends it ("\\r", a cell's "\\x07", a page's "\\f"), `style` 1 to 9 are headings."""

    text: str
    mark: str
    in_table: bool
    row_end: bool
    style: int


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    place: int
    width: int


class _Properties(NamedTuple):
    end: int
    in_table: bool
    row_end: bool
    style: int


def read_paragraphs(data: bytes, path: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document, in order.

    Raises:
        UnreadableError: no Word document, an older version than 97, damaged, or encrypted.
    """
    file = Compound(data, path)
    main = file.stream("WordDocument")
    if main is None or len(main) < _CLX + 8 or struct.unpack_from("<H", main)[0] != _MAGIC:
        raise UnreadableError(f"{path}: no Word document of version 97 or later inside")
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & _ENCRYPTED:
        hint = "Save a copy without the password."
        raise UnreadableError(f"{path}: locked with a password", hint=hint, code="encrypted")
    table = file.stream("1Table" if flags & _SECOND_TABLE else "0Table") or b""
    starts, properties = _properties(main, table)
    pieces = list(_pieces(main, _slice(main, table, _CLX)))
    if not pieces:
        raise UnreadableError(f"{path}: the Word document is damaged: its list of text pieces is missing")
    yield from _paragraphs(pieces, starts, properties)


def _slice(main: bytes, table: bytes, field: int) -> bytes:
    start, size = struct.unpack_from("<II", main, field)
    return table[start : start + size]


def _pieces(main: bytes, clx: bytes) -> Iterator[_Piece]:
    """Yield the pieces of text that the document is put together from."""
    position = 0
    while position + 3 <= len(clx) and clx[position] == 1:
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    if position + 5 > len(clx) or clx[position] != 2:
        return
    body = clx[position + 5 :]
    count = min((len(body) - 4) // 12, _MAX_PIECES)
    left = len(main)
    for index in range(max(count, 0)):
        first, after = struct.unpack_from("<II", body, 4 * index)
        place = struct.unpack_from("<I", body, 4 * (count + 1) + 8 * index + 2)[0]
        size = min(max(after - first, 0), left)
        left -= size
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            yield _Piece(main[start : start + size].decode("cp1252", "replace"), start, 1)
        else:
            yield _Piece(main[place : place + 2 * size].decode("utf-16-le", "replace"), place, 2)


def _paragraphs(
    pieces: list[_Piece], starts: list[int], properties: list[_Properties]
) -> Iterator[Paragraph]:
    parts: list[str] = []
    for piece in pieces:
        begin = 0
        for mark in _END_MARK.finditer(piece.text):
            parts.append(piece.text[begin : mark.start()])
            begin = mark.end()
            known = _known_at(piece.place + mark.start() * piece.width, starts, properties)
            yield Paragraph(_plain("".join(parts)), mark.group(), known.in_table, known.row_end, known.style)
            parts = []
        parts.append(piece.text[begin:])
    if any(parts):
        yield Paragraph(_plain("".join(parts)), "\r", False, False, 0)


def _plain(text: str) -> str:
    """Return the text as shown: without field codes and marks of pictures."""
    for _ in range(_MAX_FIELD_DEPTH):
        if "\x13" not in text:
            break
        text = _FIELD.sub("", text)
    return text.translate(_CONTROLS)


def _known_at(place: int, starts: list[int], properties: list[_Properties]) -> _Properties:
    index = bisect_right(starts, place) - 1
    if index >= 0 and place < properties[index].end:
        return properties[index]
    return _Properties(0, False, False, 0)


def _properties(main: bytes, table: bytes) -> tuple[list[int], list[_Properties]]:
    """Return where each stretch of paragraphs of one kind begins, and its kind, in order of place."""
    plc = _slice(main, table, _PAPX)
    count = max((len(plc) - 4) // 8, 0)
    found: list[tuple[int, _Properties]] = []
    for index in range(min(count, len(main) // _PAGE)):
        number = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)[0] & 0x3FFFFF
        found.extend(_page_of_properties(main[number * _PAGE : (number + 1) * _PAGE]))
    found.sort()
    return [start for start, _ in found], [properties for _, properties in found]


def _page_of_properties(page: bytes) -> Iterator[tuple[int, _Properties]]:
    count = page[-1] if len(page) == _PAGE else 0
    if count * 17 + 4 > _PAGE:
        return
    for index in range(count):
        start, end = struct.unpack_from("<II", page, 4 * index)
        offset = page[4 * (count + 1) + 13 * index] * 2
        if not offset or offset >= _PAGE - 3:
            yield start, _Properties(end, False, False, 0)
            continue
        size = page[offset] * 2 - 1 if page[offset] else page[offset + 1] * 2
        body = page[offset + 1 if page[offset] else offset + 2 :][: max(size, 0)]
        style = int.from_bytes(body[:2], "little")
        in_table, row_end = _changes(body[2:])
        yield start, _Properties(end, in_table, row_end, style)


def _changes(changes: bytes) -> tuple[bool, bool]:
    """Return whether a list of property changes puts the paragraph into a table, and ends a row with it."""
    in_table = row_end = False
    position = 0
    while position + 3 <= len(changes):
        code = struct.unpack_from("<H", changes, position)[0]
        position += 2
        if code == _IN_TABLE:
            in_table = changes[position] != 0
        elif code == _ROW_END:
            row_end = changes[position] != 0
        position += _operand_size(code, changes, position)
    return in_table, row_end


def _operand_size(code: int, changes: bytes, position: int) -> int:
    size = _OPERANDS.get(code >> 13)
    if size is not None:
        return size
    if code == _TABLE_DEFINITION:
        return int.from_bytes(changes[position : position + 2], "little") + 1
    return changes[position] + 1
