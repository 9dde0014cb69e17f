"""Readers: bytes → Document, one file per format, each with one ENTRY of type Format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counterspec.model import Document, Source
from counterspec.safe.text import Text


@dataclass(frozen=True, slots=True)
class Head:
    """What a reader sees before it claims a source.

    `name` is the file's name in lower case, `suffix` its last extension with the dot, `data` the
    first 64 KiB, `text` the same decoded, None where the bytes are binary. `office` is the kind of
    office file by what lies inside it ("docx", "xls", "odt" …), None where it is none.
    """

    name: str
    suffix: str
    data: bytes
    text: str | None
    office: str | None = None

    def office_claim(self, kinds: tuple[str, ...], suffixes: tuple[str, ...]) -> int:
        """Return the claim of a reader of office files: by what lies inside, else by the name."""
        if self.office is not None:
            return 97 if self.office in kinds else 0
        packed = self.data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
        return 95 if packed and self.suffix in suffixes else 0


@dataclass(frozen=True, slots=True)
class Format:
    """A reader of one format.

    `claim` says how sure the reader is that a source is its own: 0 not at all, up to 39 by name
    alone, 40 to 69 by content alone, 70 to 100 by both or by a signature that nothing else has;
    the highest claim reads, ties go to the lower id. `read` gets the decoded text, None for
    formats marked `binary`; it raises `UnreadableError` where nothing at all can be read and
    otherwise returns what could be, with problems. `eager` formats, or their files of the
    suffixes given, are parsed even where the raw text holds no term of the vocabulary. `reads` is
    one sentence for the documentation.
    `picture` draws a page (from 1) as a Pillow image in RGB, with dpi / 72 pixels for each of its
    points; None for formats without pages of their own.
    """

    id: str
    title: str
    kind: str
    media_type: str
    suffixes: tuple[str, ...]
    claim: Callable[[Head], int]
    read: Callable[[Source, Text | None], Document]
    reads: str
    binary: bool = False
    eager: bool | tuple[str, ...] = False
    picture: Callable[[Source, int, int], Any] | None = None
