"""A document as read, for a terminal: what it says of itself, then page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.text import Text

from counterspec.model import ASIDES, Excerpt, Page, Passage, Span, Table
from counterspec.rendering import Reading, Rendering, View
from counterspec.syntax.printed import Part, Places, parts_of
from counterspec.syntax.stated import stated
from counterspec.terminal.look import NUMBER, QUIET, WARN
from counterspec.terminal.printer import Printer

_LABEL = 14
_NARROWEST = 4


def _write(reading: Reading, out: TextIO, view: View) -> None:
    shown = _Shown(reading, Printer(out, colour=view.colour, width=view.width), view)
    shown.heading()
    if view.pages is None:
        shown.about()
    shown.content()
    shown.problems()


class _Shown:
    """One reading on its way to the terminal."""

    def __init__(self, reading: Reading, printer: Printer, view: View) -> None:
        self.reading = reading
        self.document = reading.document
        self.printer = printer
        self.view = view
        self.places = Places(reading.document)
        self.marks = sorted({finding.evidence.span for finding in reading.findings})
        self.parts = list(parts_of(self.document.tables, self.places))

    # -- what the document says of itself ------------------------------------------------------

    def heading(self) -> None:
        document = self.document
        kind = document.bibliography.kind if document.bibliography else document.kind
        size = (
            f"{len(document.pages)} pages" if document.pages else f"{document.text.count(chr(10)) + 1} lines"
        )
        recognised = [page.recognition for page in document.pages if page.recognition]
        about = [kind, document.format, size]
        if recognised:
            mean = sum(r.confidence for r in recognised) / len(recognised)
            about.append(f"{len(recognised)} recognised by {recognised[0].engine}, confidence {mean:.2f}")
        self.printer.line(Text.assemble((document.path, "bold"), "   ", (", ".join(about), QUIET)))
        self.printer.line()

    def about(self) -> None:
        """Print what the document says of itself, each fact with its page."""
        last = ""
        for label, value, span in stated(self.document):
            page = f"   p{self.places.page(span)}" if self.document.pages and span.end else ""
            head = Text(f"  {label if label != last else '':<{_LABEL}}  ", QUIET)
            self.printer.hanging(head, Text.assemble(value, (page, NUMBER)))
            last = label
        self.printer.line()

    # -- page by page --------------------------------------------------------------------------

    def content(self) -> None:
        """Print the passages and tables in reading order, with the words of findings marked."""
        document = self.document
        if not document.pages:
            self._passages(document.passages, self.parts)
            return
        for page in document.pages:
            if self.view.shows(page.number):
                self._page_head(page)
                parts = [part for part in self.parts if part.page == page.number]
                self._passages(self.places.passages(page), parts)

    def _page_head(self, page: Page) -> None:
        title = f"── page {page.number} "
        if page.recognition:
            title += f"· recognised, confidence {page.recognition.confidence:.2f} "
        self.printer.line(Text(title + "─" * max(0, self.printer.width - cell_len(title)), QUIET))
        self.printer.line()

    def _passages(self, passages: Iterable[Passage], parts: list[Part]) -> None:
        waiting = sorted(((part.range.start, part) for part in parts), key=lambda pair: pair[0])
        inside = [part.range for part in parts]
        for passage in passages:
            while waiting and waiting[0][0] <= passage.span.start:
                self._table(waiting.pop(0)[1])
            if passage.kind != "cell" and not any(a <= passage.span.start < b for a, b in inside):
                self._passage(passage)
        for _, part in waiting:
            self._table(part)

    def _passage(self, passage: Passage) -> None:
        first = Text("  ")
        if passage.kind in ASIDES or passage.kind in ("note", "caption"):
            first = Text(f"  [{passage.kind}] ", QUIET)
        elif passage.kind == "item":
            first = Text("    ")
        body = self._marked(passage.span)
        if passage.kind == "heading":
            body.stylize("bold")
        elif passage.kind in ASIDES:
            body.stylize(QUIET)
        self.printer.hanging(first, body)
        self.printer.line()

    def _marked(self, span: Span) -> Text:
        text = self.places.quote(span)
        inside = (mark for mark in self.marks if mark.start < span.end and span.start < mark.end)
        marks = (Span(max(m.start - span.start, 0), min(m.end - span.start, len(text))) for m in inside)
        return self.printer.marked(Excerpt(text, tuple(marks)), 1_000_000)

    def _table(self, part: Part) -> None:
        table = self.document.tables[part.table]
        self._table_head(table, part)
        cells = [[self._cell(span) for span in row] for row in _without_repeats(part)]
        widths = self._widths(cells)
        for row in cells:
            self._row(row, widths)
        self.printer.line()

    def _table_head(self, table: Table, part: Part) -> None:
        names = [f"table {part.table + 1}", f"{len(part.rows)} rows"]
        if part.first:
            names.append("continued")
        if table.by == "alignment":
            names.append("columns by alignment, without ruled lines")
        if table.sheet:
            names.append(f"sheet {table.sheet}")
        self.printer.line(Text(f"  [{', '.join(names)}]", QUIET))

    def _widths(self, cells: list[list[Text]]) -> list[int]:
        """Return the columns' widths: what their cells need, the widest cut until all fit."""
        columns = max((len(row) for row in cells), default=0)
        needs = [max((row[c].cell_len for row in cells if c < len(row)), default=1) for c in range(columns)]
        room = max(self.printer.width - 2 - 3 * columns, columns * _NARROWEST)
        cap = max(needs, default=1)
        while cap > _NARROWEST and sum(min(need, cap) for need in needs) > room:
            cap -= 1
        return [max(1, min(need, cap)) for need in needs]

    def _cell(self, span: Span) -> Text:
        return self._marked(span) if span.end > span.start else Text()

    def _row(self, row: list[Text], widths: list[int]) -> None:
        """Print one row, its cells wrapped to their columns."""
        wrapped = [self.printer.wrapped(cell, width) for cell, width in zip(row, widths, strict=False)]
        for line in range(max(map(len, wrapped), default=0)):
            shown = Text("  ")
            for lines, width in zip(wrapped, widths, strict=False):
                piece = lines[line] if line < len(lines) else Text()
                shown.append("│ ", QUIET)
                shown.append_text(piece)
                shown.append(" " * (width - piece.cell_len + 1))
            self.printer.line(shown)

    # -- what was not read ---------------------------------------------------------------------

    def problems(self) -> None:
        """Print what could not be read, with its place and what to do."""
        for problem in self.reading.problems:
            if self.view.shows(problem.page):
                page = f"page {problem.page}: " if problem.page else ""
                line = f"line {problem.line}: " if problem.line else ""
                label = "Not read" if problem.lost else "Note"
                words = f"{page}{line}{problem.reason}. {problem.remedy}".rstrip()
                self.printer.hanging(Text(f"{label:<8}  ", WARN), words)


def _without_repeats(part: Part) -> Iterator[list[Span]]:
    """Yield the rows, a merged cell only in the first place it covers."""
    seen: set[Span] = set()
    for row in part.rows:
        yield [span if span not in seen and span not in row[:i] else Span(0, 0) for i, span in enumerate(row)]
        seen.update(row)


ENTRY = Rendering(id="text", title="For reading in a terminal", write=_write)
