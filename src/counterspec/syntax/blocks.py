"""Put together the text of an office document: paragraphs, tables, and what is kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from counterspec.model import Document, Page, Passage, Problem, Source, Span, Table
from counterspec.safe.limits import MAX_TABLE_CELLS
from counterspec.syntax.compose import Composer, flat
from counterspec.syntax.titles import stated_title

PROSE = 20
"""Cells longer than this are passages, too: they may hold sentences."""
_MAX_COLUMNS = 1024
_MAX_SPAN = 1000
CAPTION = re.compile(
    r"\s*(?:续?\s*表|附表|表格|續表|Table|Tab\.|Tableau|Tabelle|Tabla|Tabela|Tabella|Таблица|표)"
    r"\s*(?:[A-ZА-Я一二三四五六七八九十]{1,2}[.\-–—．]?)?[\d一二三四五六七八九十A-Z]{1,4}(?![\w])",
    re.IGNORECASE,
)
_TYPED_NUMBER = re.compile(
    r"(?:第\s?[一二三四五六七八九十百零〇\d]{1,6}\s?[章节節条條篇部]|附\s?[录錄]\s?[A-Z]|Annex\s[A-Z]|Appendix\s[A-Z\d]|"
    r"[A-Z](?:\.\d{1,3}){1,6}|\d{1,3}(?:\.\d{1,3}){0,6})(?=\.?(?:\s|$|[^\w.,:%\-–/]|[\u2e80-\uffef]))"
)
_MAX_CAPTION = 200
_FIRST = 10


@dataclass(slots=True)
class Cell:
    """A cell while a table is read.

    It covers `columns` and `rows` from its place on; `continues` repeats the cell above it, as
    Word writes cells merged downwards.
    """

    text: str = ""
    columns: int = 1
    rows: int = 1
    continues: bool = False
    span: Span | None = None


@dataclass(slots=True)
class Blocks:
    """The document in the making. `apart` waits to be written after the block being read."""

    out: Composer = field(default_factory=Composer)
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    cells: int = 0
    cut: bool = False

    def line(
        self,
        text: str,
        kind: str = "paragraph",
        *,
        label: str = "",
        number: str | None = None,
        level: int = 0,
    ) -> Span | None:
        """Write one block after its `label`, the number or bullet that the program prints before it.

        A list item's place begins after the label, any other's with it. Nothing is written where
        there is no text.
        """
        content = flat(text)
        if not content:
            return None
        if label and kind == "item":
            self.out.add(label + " ")
            span = self.out.line(content)
        else:
            span = self.out.line(f"{label} {content}" if label else content)
        if kind == "heading" and number is None and not label:
            number = typed_number(content)
        self.passages.append(Passage(span, kind, number, level))
        return span

    def flush_apart(self) -> None:
        """Write what was kept apart so far: each text on its own line, in its kind."""
        for text, kind in self.apart:
            self.line(text, kind)
        self.apart.clear()

    def caption(self) -> Span | None:
        """Return the last block's place if it names the table that follows."""
        last = self.passages[-1] if self.passages else None
        if last is None or last.span.end - last.span.start > _MAX_CAPTION:
            return None
        if last.kind == "caption":
            return last.span
        words = self.out.tail(last.span) if last.kind in ("paragraph", "heading") else None
        if words is None or not CAPTION.match(words):
            return None
        self.passages[-1] = Passage(last.span, "caption")
        return last.span

    def table(
        self,
        rows: Sequence[Sequence[Cell]],
        header: bool | None = None,
        caption: Span | None = None,
        sheet: str | None = None,
    ) -> None:
        """Write a table, merged cells in every place they cover."""
        caption = caption or self.caption()
        grid: list[tuple[Span, ...]] = []
        hanging: dict[int, tuple[int, Cell]] = {}
        above: list[Cell] = []
        for row in rows:
            if not row and not hanging:
                continue
            places, hanging = _places(row, above, hanging)
            self.cells += len(places)
            if self.cells > MAX_TABLE_CELLS:
                self.cut = True
                break
            self._write(row)
            grid.append(tuple(cell.span or Span(self.out.length, self.out.length) for cell in places))
            above = places
        if any(span.end > span.start for places in grid for span in places):
            self.out.line("")
            self.tables.append(Table(tuple(grid), caption, header, sheet))

    def _write(self, row: Sequence[Cell]) -> None:
        spans = self.out.row("" if cell.continues else cell.text for cell in row)
        for cell, span in zip(row, spans, strict=True):
            cell.span = span
            if span.end - span.start > PROSE:
                self.passages.append(Passage(span, "cell"))

    def title(self, stated: str | None = None) -> str | None:
        """Return how the document calls itself: by its title or first heading, else by its metadata.

        A numbered heading is a chapter's; it speaks for the whole only where nothing else does.
        """
        headings = [passage for passage in self.passages if passage.kind == "heading"]
        set_so = next((h for h in headings[:_FIRST] if not h.level and not h.number), None)
        first = set_so or (headings[0] if headings else None)
        words = self.out.text()[first.span.start : first.span.end] if first else None
        return words if first and not first.number else stated_title(stated) or words

    def document(
        self,
        source: Source,
        format_id: str,
        media_type: str,
        *,
        problems: Iterable[Problem],
        pages: Iterable[Page] = (),
        stated: str | None = None,
    ) -> Document:
        """Return the document that was put together; `stated` is the title of its metadata."""
        return Document(
            path=source.path,
            sha256=source.sha256,
            format=format_id,
            media_type=media_type,
            kind="text",
            text=self.out.text(),
            pages=tuple(pages),
            passages=tuple(self.passages),
            tables=tuple(self.tables),
            problems=tuple(problems),
            title=self.title(stated),
        )

    def problems(
        self, path: str, *, hidden: int = 0, deleted: int = 0, deepest: int | None = None
    ) -> Iterator[Problem]:
        """Yield how much was kept apart, and what was left out: below a depth, for want of room."""
        if hidden:
            reason = f"{hidden} passages are hidden or white; they were kept apart from the text"
            yield Problem(path, "hidden-text", reason, lost=False)
        if deleted:
            reason = f"tracked changes: {deleted} deletions were kept apart, insertions read as text"
            yield Problem(path, "tracked-changes", reason, "Accept or reject the changes.", lost=False)
        if deepest is not None:
            reason = f"what is nested deeper than {deepest} was left out"
            yield Problem(path, "too-deep", reason, lost=False)
        if self.cut:
            reason = f"only the first {MAX_TABLE_CELLS} table cells were read"
            yield Problem(path, "too-large", reason, "Split the document.", lost=False)


def _places(
    row: Sequence[Cell], above: list[Cell], hanging: dict[int, tuple[int, Cell]]
) -> tuple[list[Cell], dict[int, tuple[int, Cell]]]:
    """Return which cell stands in each column of a row, and what hangs on into the next one."""
    places: list[Cell] = []
    below = {column: (left - 1, cell) for column, (left, cell) in hanging.items() if left > 1}

    def hang() -> None:
        while len(places) in hanging:
            places.append(hanging[len(places)][1])

    for cell in row:
        hang()
        column = len(places)
        shown = above[column] if cell.continues and column < len(above) else cell
        for place in range(column, min(column + max(1, min(cell.columns, _MAX_SPAN)), _MAX_COLUMNS)):
            places.append(shown)
            if cell.rows > 1:
                below[place] = (cell.rows - 1, shown)
    hang()
    last = max(hanging, default=-1)
    while len(places) <= last:  # a cell hangs in further right, beyond a gap
        places.append(hanging[len(places)][1] if len(places) in hanging else Cell())
    return places, below


def typed_number(content: str) -> str | None:
    """Return the number a heading's own words begin with, None where they do not."""
    match = _TYPED_NUMBER.match(content)
    return match.group().replace(" ", "") if match and not match.group().isalpha() else None
