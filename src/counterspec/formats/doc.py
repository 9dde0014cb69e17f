"""Word documents of the older binary format: paragraphs, headings and tables."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Passage, Source, Span, Table
from counterspec.safe.limits import MAX_TABLE_CELLS
from counterspec.safe.office import COMPOUND
from counterspec.safe.text import Text
from counterspec.syntax.compose import Composer, flat
from counterspec.syntax.word_binary import Paragraph, read_paragraphs

_SUFFIXES = (".doc", ".dot", ".wps")
_PROSE = 20


def _claim(head: Head) -> int:
    return 95 if head.suffix in _SUFFIXES and head.data.startswith(COMPOUND) else 0


@dataclass(slots=True)
class _Writer:
    """The document in the making; `cells` is the row being read, `parts` its last cell's paragraphs."""

    out: Composer = field(default_factory=Composer)
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rows: list[tuple[Span, ...]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, paragraph: Paragraph) -> None:
        if not paragraph.in_table:
            self.end_table()
            self._paragraph(paragraph)
        elif paragraph.row_end:
            self._row()
        else:
            self.parts.append(flat(paragraph.text))
            if paragraph.mark == "\x07":
                self.cells.append(" ".join(part for part in self.parts if part))
                self.parts = []

    def _paragraph(self, paragraph: Paragraph) -> None:
        content = flat(paragraph.text)
        if content:
            kind = "heading" if 1 <= paragraph.style <= 9 else "paragraph"
            self.passages.append(Passage(self.out.line(content), kind))

    def _row(self) -> None:
        self.count += len(self.cells)
        if self.cells and self.count <= MAX_TABLE_CELLS:
            spans = self.out.row(self.cells)
            self.rows.append(tuple(spans))
            self.passages.extend(Passage(span, "cell") for span in spans if span.end - span.start > _PROSE)
        self.cells, self.parts = [], []

    def end_table(self) -> None:
        """Keep the table read so far."""
        if self.cells or self.parts:
            self.cells.append(" ".join(part for part in self.parts if part))
            self._row()
        if self.rows:
            self.tables.append(Table(tuple(self.rows)))
            self.out.line("")
        self.rows = []


def _read(source: Source, text: Text | None) -> Document:
    writer = _Writer()
    try:
        for paragraph in read_paragraphs(source.data, source.path):
            writer.add(paragraph)
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableError(f"{source.path}: the Word document is damaged: {error}") from error
    writer.end_table()
    if not writer.passages and not writer.tables:
        raise UnreadableError(f"{source.path}: no text in the document")
    content = writer.out.text()
    first = next((passage.span for passage in writer.passages if passage.kind == "heading"), None)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="doc",
        media_type="application/msword",
        kind="text",
        text=content,
        passages=tuple(writer.passages),
        tables=tuple(writer.tables),
        title=content[first.start : first.end] if first else None,
    )


ENTRY = Format(
    id="doc",
    title="Word document (97 to 2003)",
    kind="text",
    media_type="application/msword",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Paragraphs, headings and tables, notes and headers after the text.",
    binary=True,
)
