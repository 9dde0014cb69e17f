"""A binary Word document: its streams, and the pieces its text is put together from."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from counterspec.errors import UnreadableError
from counterspec.safe.compound import Compound
from counterspec.syntax.charsets import of_language

MAGIC = (0xA5EC, 0xA5DC, 0xA5DB)
_ENCRYPTED, _SECOND_TABLE, _COMPLEX = 0x0100, 0x0200, 0x0004
_FIRST_UNICODE = 0xC0
"""From this version of the format on, text is Unicode: Word 97."""
_MAX_PIECES = 200_000
_EARLY_HEADER = 0x168
_STORIES = ("", "note", "header", "macro", "note", "note", "box", "header")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: where it stands in the stream, in bytes of `width` per character, and in the document."""

    text: str
    place: int
    width: int
    start: int


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of a document. `version` is that of the format; `stories` are ends of text by kind."""

    main: bytes
    table: bytes
    data: bytes
    version: int
    flags: int
    language: int

    @property
    def early(self) -> bool:
        """Whether the document is of a version before 97."""
        return self.version < _FIRST_UNICODE

    def part(self, index: int) -> bytes:
        """Return the part of the table stream that an entry of the header names."""
        start, size = struct.unpack_from("<II", self.main, 0x9A + 8 * index)
        return self.table[start : start + size]

    def after(self, index: int) -> bytes:
        """Return the part of an entry with all that follows it."""
        start, size = struct.unpack_from("<II", self.main, 0x9A + 8 * index)
        return self.table[start:] if size else b""

    def stories(self) -> Iterator[tuple[int, str]]:
        """Yield where each kind of text ends, in characters, in order."""
        end = 0
        for index, kind in enumerate(_STORIES):
            end += max(struct.unpack_from("<i", self.main, 0x4C + 4 * index)[0], 0)
            yield end, kind

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the text in order."""
        if self.early:
            yield from self._early_pieces()
        else:
            yield from self._pieces(self.part(33), "cp1252")

    def _early_pieces(self) -> Iterator[Piece]:
        encoding = of_language(self.language)
        start, end = struct.unpack_from("<II", self.main, 0x18)
        if self.flags & _COMPLEX:
            place, size = struct.unpack_from("<II", self.main, 0x160)
            found = list(self._pieces(self.main[place : place + size], encoding, single=True))
            if found:
                yield from found
                return
        count = sum(max(struct.unpack_from("<i", self.main, 0x34 + 4 * index)[0], 0) for index in range(8))
        stop = min(end, start + count) if count else end
        yield Piece(self.main[start:stop].decode(encoding, "replace"), start, 1, 0)

    def _pieces(self, clx: bytes, encoding: str, *, single: bool = False) -> Iterator[Piece]:
        position = 0
        while position + 3 <= len(clx) and clx[position] == 1:
            position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
        if position + 5 > len(clx) or clx[position] != 2:
            return
        body = clx[position + 5 :]
        count = min((len(body) - 4) // 12, _MAX_PIECES)
        left = len(self.main)
        for index in range(max(count, 0)):
            first, after = struct.unpack_from("<II", body, 4 * index)
            place = struct.unpack_from("<I", body, 4 * (count + 1) + 8 * index + 2)[0]
            size = min(max(after - first, 0), left)
            left -= size
            if single or place & 0x40000000:
                begin = place if single else (place & 0x3FFFFFFF) // 2
                yield Piece(self.main[begin : begin + size].decode(encoding, "replace"), begin, 1, first)
            else:
                text = self.main[place : place + 2 * size].decode("utf-16-le", "surrogatepass")
                yield Piece(text, place, 2, first)


def open_word(data: bytes, path: str) -> WordFile:
    """Open a document.

    Raises:
        UnreadableError: no Word document, one of a version before 6, damaged, or encrypted.
    """
    file = Compound(data, path)
    main = file.stream("WordDocument")
    magic = struct.unpack_from("<H", main)[0] if main is not None and len(main) >= _EARLY_HEADER else 0
    if main is None or magic not in MAGIC:
        raise UnreadableError(
            f"{path}: no Word document inside", hint="Open it in an office program and save it as DOCX."
        )
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & _ENCRYPTED:
        hint = "Save a copy without the password."
        raise UnreadableError(f"{path}: locked with a password", hint=hint, code="encrypted")
    version, language = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 6)[0]
    if magic == MAGIC[0] and len(main) < 0x1AA:
        raise UnreadableError(f"{path}: the Word document is damaged: its header is cut off")
    version = max(version, _FIRST_UNICODE) if magic == MAGIC[0] else min(version, 104)
    table = file.stream("1Table" if flags & _SECOND_TABLE else "0Table") or b""
    return WordFile(main, table, file.stream("Data") or b"", version, flags, language)
