"""The property changes of a binary Word document: which stretch of bytes has which."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterspec.syntax.rows import Row

_PAGE = 512
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION, _LARGE_DEFINITION = 0xD608, 0xD606
_IN_DATA = (0x6645, 0x6646)
_MOST_CHANGES = 2000
_WHITE_INDEX = 8


@dataclass(slots=True)
class ParagraphProperties:
    """What the changes of a paragraph say; None and -1 where they say nothing."""

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    nesting: int = 0
    inner_cell: bool = False
    inner_row_end: bool = False
    level: int | None = None
    list_index: int | None = None
    list_level: int = -1
    row: Row = field(default_factory=Row)


@dataclass(frozen=True, slots=True)
class RunProperties:
    """What the changes of a run say that matters for its text; `sign` is a symbol with its font's number."""

    hidden: bool = False
    deleted: bool = False
    white: bool = False
    style: int | None = None
    sign: int | None = None

    @property
    def plain(self) -> bool:
        return not (self.hidden or self.deleted or self.white or self.sign is not None)


class Stretches:
    """Stretches of the main stream, by their first byte, each with the bytes of its changes."""

    def __init__(self, found: list[tuple[int, int, bytes]]) -> None:
        found.sort(key=lambda stretch: stretch[:2])
        self.found = found
        self._starts = [start for start, _, _ in found]

    def at(self, place: int) -> bytes | None:
        """Return the changes at a byte, None where no stretch covers it."""
        index = bisect_right(self._starts, place) - 1
        return self.found[index][2] if index >= 0 and place < self.found[index][1] else None


def stretches(main: bytes, plc: bytes, *, paragraphs: bool) -> Stretches:
    """Read the pages of properties that a table of them names."""
    count = min(max((len(plc) - 4) // 8, 0), len(main) // _PAGE + 1)
    found: list[tuple[int, int, bytes]] = []
    for index in range(count):
        number = struct.unpack_from("<I", plc, 4 * ((len(plc) - 4) // 8 + 1) + 4 * index)[0] & 0x3FFFFF
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            found.extend(_of_page(page, 13 if paragraphs else 1))
    return Stretches(found)


def _of_page(page: bytes, width: int) -> Iterator[tuple[int, int, bytes]]:
    count = page[-1]
    if count * (4 + width) + 4 > _PAGE:
        return
    for index in range(count):
        start, end = struct.unpack_from("<II", page, 4 * index)
        offset = page[4 * (count + 1) + width * index] * 2
        changes = b""
        if 0 < offset < _PAGE - 3:
            if width == 1:
                changes = page[offset + 1 : offset + 1 + page[offset]]
            else:
                size = page[offset] * 2 - 1 if page[offset] else page[offset + 1] * 2
                changes = page[offset + 1 if page[offset] else offset + 2 :][: max(size, 0)]
        yield start, end, changes


def changes_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the code and the operand of each property change."""
    position, count = 0, 0
    while position + 3 <= len(data) and count < _MOST_CHANGES:
        code = struct.unpack_from("<H", data, position)[0]
        position += 2
        size = _OPERANDS.get(code >> 13)
        if size is None and code in (_TABLE_DEFINITION, _LARGE_DEFINITION):
            size = int.from_bytes(data[position : position + 2], "little") + 1
        elif size is None:
            size = data[position] + 1
        yield code, data[position : position + size]
        position += size
        count += 1


def paragraph_properties(data: bytes, more: bytes) -> ParagraphProperties:
    """Read a paragraph's properties; large ones stand in the stream of data, `more`."""
    made = ParagraphProperties(style=int.from_bytes(data[:2], "little"))
    apply_paragraph(made, data[2:], more)
    return made


def apply_paragraph(made: ParagraphProperties, changes: bytes, more: bytes, depth: int = 0) -> None:
    """Take in the changes of a paragraph or of its style."""
    for code, operand in changes_of(changes):
        first = operand[0] if operand else 0
        if code in _SWITCHES:
            setattr(made, _SWITCHES[code], first != 0)
        elif code in _NUMBERS:
            setattr(made, _NUMBERS[code], int.from_bytes(operand[:4], "little", signed=True))
        elif code == 0x260A:
            made.list_level = first
        elif code == 0x2640:
            made.level = first + 1 if first < 9 else 0
        elif code in _IN_DATA and depth == 0:
            place = int.from_bytes(operand[:4], "little")
            size = int.from_bytes(more[place : place + 2], "little")
            apply_paragraph(made, more[place + 2 : place + 2 + size], more, 1)
        else:
            _apply_row(made.row, code, operand)


_SWITCHES = {0x2416: "in_table", 0x2417: "row_end", 0x244B: "inner_cell", 0x244C: "inner_row_end"}
_NUMBERS = {0x6649: "nesting", 0x460B: "list_index"}


def _apply_row(row: Row, code: int, operand: bytes) -> None:
    """Take in a change of a row's definition."""
    if code in (_TABLE_DEFINITION, _LARGE_DEFINITION):
        _define(row, operand[2:])
    elif code == 0x3404:
        row.header = operand[:1] != b"\0"
    elif code == 0xD62B and len(operand) >= 3:
        _merge_down(row, operand[1], operand[2])
    elif code == 0x5624 and len(operand) >= 2:
        _merge_left(row, operand[0], operand[1])


def _define(row: Row, operand: bytes) -> None:
    """Read the definition of a row: edges in twips, then for each cell how it is merged."""
    count = min(operand[0], 63) if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    row.left, row.edges = edges[0], list(edges[1:])
    row.downwards, row.leftwards = [False] * count, [False] * count
    start = 1 + 2 * (count + 1)
    for index in range(min(count, (len(operand) - start) // 20)):
        flags = int.from_bytes(operand[start + 20 * index : start + 20 * index + 2], "little")
        row.leftwards[index] = flags & 3 == 2
        row.downwards[index] = (flags >> 5) & 3 == 1


def _merge_down(row: Row, index: int, flags: int) -> None:
    if index < len(row.downwards):
        row.downwards[index] = flags & 3 == 1


def _merge_left(row: Row, first: int, after: int) -> None:
    for index in range(first + 1, min(after, len(row.leftwards))):
        row.leftwards[index] = True


def run_properties(changes: bytes) -> RunProperties:
    """Read the properties of a run."""
    hidden = deleted = white = False
    style: int | None = None
    sign: int | None = None
    for code, operand in changes_of(changes):
        first = operand[0] if operand else 0
        if code == 0x083C:
            hidden = first in (1, 0x81)
        elif code == 0x0800:
            deleted = first in (1, 0x81)
        elif code == 0x2A42:
            white = first == _WHITE_INDEX
        elif code == 0x6870:
            white = operand[:3] == b"\xff\xff\xff" and operand[3:4] != b"\xff"
        elif code in (0xCA71, 0x4866, 0x2A0C):
            white = False
        elif code == 0x4A30:
            style = int.from_bytes(operand[:2], "little")
        elif code == 0x6A09:
            sign = int.from_bytes(operand[2:4], "little")
    return RunProperties(hidden, deleted, white, style, sign)
