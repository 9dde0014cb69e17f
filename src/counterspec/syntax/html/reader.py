"""Read HTML into the text a browser shows: blocks, lists, tables with merged cells, and what it hides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from counterspec.model import Passage, Span, Table
from counterspec.safe.limits import MAX_DEPTH, MAX_TABLE_CELLS
from counterspec.syntax.blocks import CAPTION, typed_number
from counterspec.syntax.html.elements import (
    BLOCK_KIND,
    HEADINGS,
    INLINE,
    TABLE_PARTS,
    VOID,
    count,
    for_layout,
    is_hidden,
)
from counterspec.syntax.html.stack import Stack
from counterspec.syntax.html.tables import OpenCell, OpenTable, laid_out
from counterspec.syntax.html.tokens import Tokens
from counterspec.syntax.html.writer import Writer
from counterspec.syntax.prose_lines import read_lines

_CHECKBOX = re.compile(r"type\s{0,4}=\s{0,4}[\"']?(?:checkbox|radio)\b", re.I)
_CHECKED = re.compile(r"(?<![\w\-])checked\b", re.I)
_MAX_CAPTION = 200


@dataclass(slots=True)
class HtmlText:
    """What was read. `title` is the page's title element, `cut` says that tables were left out as too large."""

    text: str = ""
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    title: str = ""
    hidden: int = 0
    cut: bool = False
    nested: bool = False

    def first(self, *kinds: str) -> str | None:
        """Return the words of the first passage of some kinds."""
        span = next((passage.span for passage in self.passages if passage.kind in kinds), None)
        return self.text[span.start : span.end] if span else None


class _Reader:
    def __init__(self, text: str) -> None:
        self.source = text
        self.out = Writer(text)
        self.found = HtmlText()
        self.stack = Stack(self._flush)
        self.tables: list[OpenTable] = []
        self.block = "p"
        self.label = ""
        self.cells = 0
        self.pre: int | None = None

    def run(self) -> HtmlText:
        for start, stop, end, name, attributes in Tokens(self.source, 0, len(self.source)):
            if stop > start:
                self._text(start, stop)
            if not name or name in INLINE or ":" in name:
                self._inline(name, end, attributes)
            elif end:
                self._end_tag(name)
            else:
                self._start_tag(name, attributes)
        self._flush()
        while self.tables:
            self._close_table()
        self.found.text = self.out.text()
        self.found.nested = self.stack.nested
        self.found.passages.sort(key=lambda passage: passage.span)
        return self.found

    def _inline(self, name: str, end: bool, attributes: str) -> None:
        """Keep track of inline elements only where they hide what stands in them."""
        inside = self.stack.is_inside(name)
        if end and inside:
            self.stack.close(name)
        elif not end and (inside or (attributes and is_hidden(attributes))):
            self.stack.open(name, attributes)

    # -- text ----------------------------------------------------------------------------------

    def _text(self, start: int, stop: int) -> None:
        piece = self.source[start:stop]
        if self.pre is None and piece.isspace():
            self.out.space()
            return
        if self.block == "title":
            self.found.title = self.found.title or " ".join(unescape(piece).split())
            return
        if self.pre is None:
            start += len(piece) - len(piece.lstrip())
        self.out.say(unescape(piece) if "&" in piece else piece, start)

    def _flush(self) -> None:
        """End the block being read and keep it as a passage."""
        if not self.out.pending:
            self.label = ""
            return
        inside = self.tables[-1] if self.tables and self.tables[-1].cell is not None else None
        span = self.out.end_block(self.label, in_cell=inside is not None)
        self.label = ""
        if span is None:
            return
        kind = self._kind()
        aside = self.stack.aside
        if inside is not None and inside.cell is not None and aside != "hidden":
            inside.cell.grow(span)
        if self.pre is not None and not aside:
            return
        if aside:
            self.found.hidden += aside == "hidden"
            self.found.passages.append(Passage(span, aside))
            return
        level = int(self.block[1]) if self.block in HEADINGS else 0
        number = typed_number(self.out.words(span)) if kind == "heading" else self.out.label
        if inside is not None and kind not in {"heading", "caption"}:
            inside.blocks.append((len(self.found.passages), kind))
            kind = "cell"
        elif kind == "caption" and self.tables and self.block == "caption":
            self.tables[-1].caption = span
        self.found.passages.append(Passage(span, kind, number, level))

    def _kind(self) -> str:
        if self.block in HEADINGS:
            return "heading"
        return BLOCK_KIND.get(self.block, "paragraph")

    # -- elements ------------------------------------------------------------------------------

    def _start_tag(self, name: str, attributes: str) -> None:
        if name in VOID:
            self._void(name, attributes)
            return
        self._flush()
        self.stack.implied_ends(name)
        if name == "table":
            self._open_table(attributes)
        elif name in TABLE_PARTS and self.tables:
            self._table_part(name, attributes)
        self.stack.open(name, attributes)
        self.block = name
        if name == "li":
            self.label = self.stack.number(attributes)
        elif name == "pre" and self.pre is None:
            self.pre = len(self.found.passages)
            self.out.begin_verbatim()

    def _void(self, name: str, attributes: str) -> None:
        if name == "br" and self.pre is None:
            if self.tables and self.tables[-1].cell is not None:
                self.out.space()
            else:
                self._flush()
        elif name == "hr":
            self._flush()
        elif name == "input" and _CHECKBOX.search(attributes):
            self.out.say("☑ " if _CHECKED.search(attributes) else "☐ ", None)

    def _end_tag(self, name: str) -> None:
        if name in VOID:
            if name == "br":
                self._void("br", "")
            return
        self._flush()
        if name == "pre" and self.pre is not None:
            self._end_pre()
        if name == "table" and self.tables:
            self._close_table()
        elif name in {"td", "th", "tr"} and self.tables:
            self.tables[-1].cell = None
        self.stack.close(name)
        self.block = "p"

    def _end_pre(self) -> None:
        """Read the lines of preformatted text as those of a plain text."""
        self.pre = None
        span = self.out.end_verbatim()
        if span is None or self.stack.aside:
            return
        lines = read_lines(self.out.words(span))
        for passage in lines.passages:
            place = Span(passage.span.start + span.start, passage.span.end + span.start)
            self.found.passages.append(Passage(place, passage.kind, passage.number, passage.level))

    # -- tables --------------------------------------------------------------------------------

    def _open_table(self, attributes: str) -> None:
        if len(self.tables) < MAX_DEPTH:
            self.tables.append(OpenTable(self._caption_above(), for_layout(attributes)))

    def _caption_above(self) -> Span | None:
        last = self.found.passages[-1] if self.found.passages else None
        if last is None or last.kind not in {"paragraph", "heading", "cell"}:
            return None
        if last.kind == "cell" and not (self.tables and self.tables[-1].cell is not None):
            return None
        words = self.out.words(last.span) if last.span.end - last.span.start <= _MAX_CAPTION else ""
        if not CAPTION.match(words):
            return None
        self.found.passages[-1] = Passage(last.span, "caption")
        return last.span

    def _table_part(self, name: str, attributes: str) -> None:
        table = self.tables[-1]
        if name == "tr":
            table.begin_row(shown=not is_hidden(attributes))
            self.out.row_begins()
        elif name in {"td", "th"}:
            if not table.rows and not table.row:
                table.begin_row(shown=True)
            head = name == "th" or any(e.name == "thead" for e in self.stack.elements[-3:])
            table.cell = OpenCell(head, count(attributes, "colspan"), count(attributes, "rowspan", 10_000))
            table.row.append(table.cell)
            self.out.cell_begins()

    def _close_table(self) -> None:
        table = self.tables.pop()
        self.out.table_ended()
        edges = table.edges()
        if self.tables and edges is not None:
            outer = self.tables[-1]
            outer.holds_tables = True
            if outer.cell is not None:
                outer.cell.grow(edges)
        if table.only_places():
            for index, kind in table.blocks:
                passage = self.found.passages[index]
                if passage.kind == "cell":
                    self.found.passages[index] = Passage(passage.span, kind, passage.number, passage.level)
            return
        rows = laid_out(table.rows, MAX_TABLE_CELLS - self.cells)
        if rows is None:
            self.found.cut = True
        elif any(span.end > span.start for row in rows for span in row):
            self.cells += sum(map(len, rows))
            self.found.tables.append(Table(rows, table.caption, table.has_header()))


def read_html(text: str) -> HtmlText:
    """Return what a page shows. Its text has the source's lines: what stands on line 7 there does so here."""
    return _Reader(text).run()
