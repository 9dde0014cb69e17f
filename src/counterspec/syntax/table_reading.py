"""What the extractors share: a table's cells as text, what stands above it, and declarations in one list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from counterspec.model import Declaration, Document, Note, Passage, Span, Table
from counterspec.syntax.cells import Cell, read_cell
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.plain import EAST_ASIAN

_CAPTION = re.compile(
    r"\s*(?P<number>(?:表|图表|附表|Table|Tab\.|Tableau|Tabelle|Tabla|Tabela|Таблица|Tablo|Anexo|Annexe?|Anhang|Anlage|"
    r"Exhibit)\s*(?:[A-ZА-Я]?[.\-–]?[\d一二三四五六七八九十]+(?:[.\-–—]\d+)*|[A-Z]\b))"
    r"(?:\s*[（(](?:续|續|continued|suite|fortsetzung)[^（()）]{0,10}[)）])?\s*[:：.．—–\-]?\s*",
    re.IGNORECASE,
)
_CAPTION_LINE = re.compile(r"[^\s][^\r\n]*")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.:\-]*[_.:\-A-Z]\w*")
_WIDE = re.compile(f"[{EAST_ASIAN}\uac00-\ud7a3]")
_NEAR = 6
_SHORT = 60
_MAX_NAME = 120
_TOO_LONG = 4000


class Tables:
    """The tables of a document with their cells read once each and what stands above them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._passages = [p for p in document.body if p.kind != "code"]
        self._starts = [passage.span.start for passage in self._passages]
        self._headings = [p for p in self._passages if p.kind == "heading"]
        self._heading_starts = [p.span.start for p in self._headings]

    def rows(self, table: Table, start: int = 0, stop: int | None = None) -> list[list[Cell]]:
        """Return rows of a table as plain text with their places.

        Rows are counted as printed. A header printed again is left out, and a row that the page's
        end cut is one again, its cells' places those of their first parts.
        """
        read: list[list[Cell]] = []
        stop = len(table.rows) if stop is None else min(stop, len(table.rows))
        for index in range(start, stop):
            if index in table.repeats:
                continue
            cells = [self._cell(span) for span in table.rows[index]]
            if index in table.joins and read:
                read[-1] = [_rejoined(*pair) for pair in zip(read[-1], cells, strict=True)]
            else:
                read.append(cells)
        return read

    def _cell(self, span: Span) -> Cell:
        whole = span if span.end - span.start < _TOO_LONG else _cut(span)
        return read_cell(self.document.text, whole, self.document.format)

    def above(self, table: Table) -> Cell | None:
        """Return what names a table: its caption, else the heading or short line close above it."""
        if table.caption is not None:
            return self._named(table.caption)
        start = first_place(table)
        if start is None:
            return None
        index = bisect_left(self._starts, start)
        for passage in reversed(self._passages[max(0, index - _NEAR) : index]):
            cell = self._named(passage.span)
            if passage.kind == "heading" or self._is_caption(passage, cell):
                return cell
            if passage.kind == "cell":
                break
        return self.heading_above(start)

    def heading_above(self, start: int) -> Cell | None:
        """Return the last heading before a place of the text."""
        index = bisect_left(self._heading_starts, start)
        return self._named(self._headings[index - 1].span) if index else None

    def _named(self, span: Span) -> Cell:
        return read_cell(self.document.text, span, self.document.format)

    @staticmethod
    def _is_caption(passage: Passage, cell: Cell) -> bool:
        if passage.kind not in ("paragraph", "item") or not cell.text:
            return False
        return bool(_CAPTION.match(cell.text)) or (
            len(cell.text) <= _SHORT and cell.text[-1] not in "。.;；,，!？?"
        )


def _rejoined(upper: Cell, lower: Cell) -> Cell:
    """Return two parts of one cell as one; a merged cell that both rows show stands once."""
    if not lower.text or lower.span == upper.span:
        return upper
    if not upper.text:
        return lower
    gap = "" if _WIDE.match(lower.text) and _WIDE.match(upper.text[-1]) else " "
    return Cell(upper.text + gap + lower.text, upper.span)


def _cut(span: Span) -> Span:
    return Span(span.start, span.start + _TOO_LONG)


def first_place(table: Table) -> int | None:
    """Return where a table's first cell with text begins."""
    return min((span.start for row in table.rows for span in row if span.end > span.start), default=None)


def owner_above(drafts: Drafts, tables: Tables, table: Table, above: Sequence[Sequence[Cell]]) -> Draft:
    """Declare the record that a table describes.

    It is named by a row of one cell above the header, by the caption or the heading above the
    table, else by the file.
    """
    lone = [row for row in above if len({cell.span for cell in row if cell.text}) == 1]
    inside = next((cell for row in reversed(lone) for cell in row if cell.text), None)
    cell = inside or tables.above(table)
    if cell is None or not cell.text:
        start = first_place(table) or 0
        return drafts.add("record", stem(tables.document.path), (start, start))
    return _named_record(drafts, tables.document.text, cell)


def _named_record(drafts: Drafts, text: str, cell: Cell) -> Draft:
    """Declare a record by a caption of one or more lines: the line that is an identifier names it."""
    lines = list(_CAPTION_LINE.finditer(text, cell.span.start, cell.span.end))
    name = next((line for line in lines if _IDENTIFIER.fullmatch(line.group())), None)
    if len(lines) < 2 or name is None:
        return _numbered(drafts, text, cell)
    record = drafts.add("record", name.group(), name.span(), extent=cell.span)
    for line in lines:
        if line is not name:
            record.note(Note(clip(line.group()), Span(*line.span()), "description"))
    return record


def _numbered(drafts: Drafts, text: str, cell: Cell) -> Draft:
    """Declare a record by its caption; "Table 4 — Persons" is number and name."""
    match = _CAPTION.match(text, cell.span.start, cell.span.end)
    rest = _CAPTION.sub("", cell.text, count=1) if match else ""
    if match is None or not any(map(str.isalpha, rest)):
        return drafts.add("record", short_name(cell.text), cell.span)
    record = drafts.add("record", short_name(rest), (match.end(), cell.span.end), extent=cell.span)
    record.number = match.group("number")
    return record


def extent(cells: Sequence[Cell]) -> Span:
    """Return the range from the first to the last cell with text."""
    filled = [cell.span for cell in cells if cell.text]
    if not filled:
        return cells[0].span if cells else Span(0, 0)
    return Span(min(span.start for span in filled), max(span.end for span in filled))


def short_name(text: str) -> str:
    """Return a caption as a name: cut where it grows into a sentence."""
    return text if len(text) <= _MAX_NAME else text[:_MAX_NAME]


def stem(path: str) -> str:
    """Return a file's name without folder and suffix."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def appended(declarations: Sequence[Declaration], base: int) -> tuple[Declaration, ...]:
    """Return the declarations with their parents counted on from `base`."""
    return tuple(
        declaration if declaration.parent is None else replace(declaration, parent=declaration.parent + base)
        for declaration in declarations
    )
