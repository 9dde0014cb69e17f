"""The blocks of a binary Word document in reading order."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterspec.model import Problem
from counterspec.syntax.blocks import Blocks
from counterspec.syntax.compose import flat
from counterspec.syntax.doc.file import Piece, WordFile
from counterspec.syntax.doc.lists import numbering_of
from counterspec.syntax.doc.properties import (
    ParagraphProperties,
    RunProperties,
    Stretches,
    paragraph_properties,
    run_properties,
    stretches,
)
from counterspec.syntax.doc.styles import Style, styles_of
from counterspec.syntax.rows import OpenTable
from counterspec.syntax.word.numbering import Label
from counterspec.syntax.word.symbols import symbol

_END_MARK = re.compile(r"[\r\x07\x0c]")
_FIELD = re.compile(r"\x13[^\x13-\x15]*\x14|\x13[^\x13-\x15]*\x15")
_SEQUENCE = re.compile(r"\x13\s{0,9}SEQ\s", re.IGNORECASE)
_MAX_FIELD_DEPTH = 20
_CONTROLS = {0x0B: " ", 0x0E: " ", 0x1E: "-", 0x1F: None, 0x15: None, 0x14: None, 0x13: None, 0x01: None, 0x08: None,
             0x02: None, 0x05: None, 0x03: None, 0x04: None, 0xAD: None}  # fmt: skip
_FOOTERS = frozenset({2, 3, 5})
_SEPARATORS = 6


@dataclass(slots=True)
class _Open:
    """The paragraph being read."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


class Body:
    """The text of a document in the making."""

    def __init__(self, file: WordFile) -> None:
        self.blocks = Blocks()
        self.hidden = self.deleted = 0
        self._file = file
        self._styles: dict[int, Style] = {} if file.early else styles_of(file.part(1))
        self._numbering = (
            numbering_of(file.after(73), file.part(74)) if not file.early else numbering_of(b"", b"")
        )
        empty = Stretches([])
        self._paragraphs = empty if file.early else stretches(file.main, file.part(13), paragraphs=True)
        self._runs = (
            []
            if file.early
            else list(_special(stretches(file.main, file.part(12), paragraphs=False), self._styles))
        )
        self._run_starts = [start for start, _, _ in self._runs]
        self._headers = [] if file.early else _numbers(file.part(11))
        self._tables: dict[int, OpenTable] = {}
        self._open = _Open()
        self._seen: set[tuple[str, str]] = set()

    def read(self) -> None:
        """Read every piece of the text."""
        ends = [] if self._file.early else list(self._file.stories())
        if not ends or not ends[0][0]:
            ends = [(1 << 40, "")]
        story = 0
        for piece in self._file.pieces():
            begin = 0
            for mark in _END_MARK.finditer(piece.text):
                at = piece.start + mark.start()
                self._say(piece, begin, mark.start())
                begin = mark.end()
                while story < len(ends) - 1 and at >= ends[story][0]:
                    story += 1
                kind = ends[story][1] if at < ends[-1][0] or len(ends) == 1 else "box"
                place = piece.place + mark.start() * piece.width
                self._paragraph(place, mark.group(), self._kind(kind, at, ends))
            self._say(piece, begin, len(piece.text))
        self._paragraph(-1, "\r", "")
        self._end_tables(0)

    def _kind(self, kind: str, at: int, ends: list[tuple[int, str]]) -> str:
        """Tell headers from footers by their place among the stories of a section."""
        if kind != "header" or len(ends) < 3 or at >= ends[2][0]:
            return kind
        begin = ends[1][0]
        story = sum(1 for start in self._headers if start <= at - begin) - 1
        if story < _SEPARATORS:
            return "separator"
        return "footer" if (story - _SEPARATORS) % 6 in _FOOTERS else "header"

    # -- text ----------------------------------------------------------------------------------

    def _say(self, piece: Piece, begin: int, end: int) -> None:
        """Add text of a piece, run by run where some of it is hidden, deleted or a symbol."""
        if begin >= end:
            return
        first, last = piece.place + begin * piece.width, piece.place + end * piece.width
        if not self._runs or not self._any_between(first, last):
            self._open.shown.append(piece.text[begin:end])
            return
        at = first
        for start, stop, properties in self._between(first, last):
            self._put(piece, at, start, None)
            self._put(piece, max(start, at), min(stop, last), properties)
            at = max(at, min(stop, last))
        self._put(piece, at, last, None)

    def _put(self, piece: Piece, first: int, last: int, properties: RunProperties | None) -> None:
        text = piece.text[(first - piece.place) // piece.width : (last - piece.place) // piece.width]
        if not text:
            return
        if properties is None or properties.plain:
            self._open.shown.append(text)
        elif properties.deleted:
            self._open.deleted.append(text)
        elif properties.sign is not None:
            self._open.shown.append(symbol(chr(properties.sign), "Wingdings") * len(text))
        else:
            self._open.hidden.append(text)

    def _any_between(self, first: int, last: int) -> bool:
        return next(iter(self._between(first, last)), None) is not None

    def _between(self, first: int, last: int) -> Iterator[tuple[int, int, RunProperties]]:
        from bisect import bisect_right

        index = max(bisect_right(self._run_starts, first) - 1, 0)
        for start, stop, properties in self._runs[index:]:
            if start >= last:
                return
            if stop > first:
                yield max(start, first), stop, properties

    # -- paragraphs ----------------------------------------------------------------------------

    def _paragraph(self, place: int, mark: str, kind: str) -> None:
        said, self._open = self._open, _Open()
        raw = "".join(said.shown)
        text = flat(_plain(raw))
        for parts, what in ((said.hidden, "hidden"), (said.deleted, "deleted")):
            words = flat(_plain("".join(parts)))
            if words and kind != "separator":
                self.hidden += what == "hidden"
                self.deleted += what == "deleted"
                self.blocks.apart.append((words, "hidden"))
        properties = self._properties(place)
        if kind in {"", "box"} and self._file.early:
            self._early(text, mark)
        elif kind == "" and (properties.in_table or properties.nesting > 0):
            self._in_table(text, mark, properties)
        elif kind != "separator":
            self._outside(text, kind, properties, counted=bool(_SEQUENCE.search(raw)))

    def _properties(self, place: int) -> ParagraphProperties:
        changes = self._paragraphs.at(place) if place >= 0 else None
        return paragraph_properties(changes, self._file.data) if changes else ParagraphProperties()

    def _outside(self, text: str, kind: str, properties: ParagraphProperties, *, counted: bool) -> None:
        self._end_tables(0)
        if kind in {"header", "footer"}:
            if (kind, text) not in self._seen:
                self._seen.add((kind, text))
                self.blocks.line(text, kind)
        elif kind in {"note", "macro"}:
            self.blocks.line(text, "note")
        else:
            self._write(text, properties, counted=counted)
        self.blocks.flush_apart()

    def _write(self, text: str, properties: ParagraphProperties, *, counted: bool) -> None:
        style = self._styles.get(properties.style, _BARE.get(properties.style, Style()))
        level = style.level if properties.level is None else properties.level
        label = self._label(properties, style)
        printed = label.text if label else ""
        number = printed.rstrip(".．、 ") or None if any(sign.isalnum() for sign in printed) else None
        if style.caption or counted:
            self.blocks.line(text, "caption", label=printed)
        elif level or style.heading:
            self.blocks.line(text, "heading", label=printed, number=number, level=level)
        elif label and not label.item:
            self.blocks.line(text, label=printed, number=number, level=printed.strip(".").count(".") + 1)
        else:
            self.blocks.line(text, "item" if label else "paragraph", label=printed, number=number)

    def _label(self, properties: ParagraphProperties, style: Style) -> Label | None:
        index = properties.list_index if properties.list_index is not None else style.list_index
        if not index or index < 0:
            return None
        depth = properties.list_level if properties.list_level >= 0 else max(style.list_level, 0)
        return self._numbering.next(str(index), depth)

    # -- tables --------------------------------------------------------------------------------

    def _in_table(self, text: str, mark: str, properties: ParagraphProperties) -> None:
        nesting = max(properties.nesting, 1)
        table = self._tables.setdefault(nesting, OpenTable())
        if nesting < max(self._tables):
            self._end_tables(nesting)
        if properties.row_end or properties.inner_row_end:
            table.end_row(properties.row)
            return
        label = self._label(properties, self._styles.get(properties.style, Style()))
        words = f"{label.text} {text}".strip() if label else text
        if mark == "\x07" or properties.inner_cell:
            table.end_cell(words)
        elif words:
            table.parts.append(words)

    def _early(self, text: str, mark: str) -> None:
        """Read a paragraph without its properties: a mark right after a cell's ends the row."""
        if mark != "\x07":
            if self._tables and not self._tables[1].cells:
                self._end_tables(0)
            if self._tables:
                self._tables[1].parts.append(text)
            else:
                self.blocks.line(text)
            self.blocks.flush_apart()
            return
        table = self._tables.setdefault(1, OpenTable())
        # A row's mark stands alone; an empty cell looks the same, so that the width of the first row decides.
        width = len(table.rows[0][0]) if table.rows else 0
        full = len(table.cells) == width if width else bool(table.cells)
        if not text and not table.parts and full:
            table.end_row(table.row)
        else:
            table.end_cell(text)

    def _end_tables(self, above: int) -> None:
        for nesting in sorted(level for level in self._tables if level > above):
            self._tables.pop(nesting).finish(self.blocks)

    def problems(self, path: str) -> Iterator[Problem]:
        """Yield what was kept apart or may be read wrongly."""
        if self._file.early:
            reason = "a Word document of before 97: its text was read, headings and list numbers were not"
            yield Problem(path, "old-format", reason, "Save it as DOCX.", lost=False)
        yield from self.blocks.problems(path, hidden=self.hidden, deleted=self.deleted)


_BARE = {level: Style(f"heading {level}", level, heading=True) for level in range(1, 10)}


def _special(found: Stretches, styles: dict[int, Style]) -> Iterator[tuple[int, int, RunProperties]]:
    """Yield the runs whose text is not simply shown."""
    for start, stop, changes in found.found:
        properties = run_properties(changes) if changes else None
        if properties is None:
            continue
        named = styles.get(properties.style or 0) if properties.style else None
        if named is not None and named.hidden:
            properties = RunProperties(hidden=True)
        if not properties.plain:
            yield start, stop, properties


def _plain(text: str) -> str:
    """Return the text as shown: without field codes and marks of pictures."""
    for _ in range(_MAX_FIELD_DEPTH):
        if "\x13" not in text:
            break
        text = _FIELD.sub("", text)
    return text.translate(_CONTROLS)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
