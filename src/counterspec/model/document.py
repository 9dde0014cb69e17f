"""What a format reader makes of a source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counterspec.model.declaration import Declaration, Note
from counterspec.model.facts import Bibliography, Citation, Clause, Party
from counterspec.model.problem import Problem
from counterspec.model.span import Box, Span
from counterspec.model.words import Word


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants a source read.

    `pages` are the pages to read, from 1; None for all. `recognition` says when text is
    recognised from page images: "auto" where a page has no usable text layer, "off" never,
    "force" on every page. `engine` is the id of a recognition engine, None for the best one
    installed. `dpi` is the resolution pages are rendered at for it. `cache` says whether recognised
    pages are kept on disk and used again. `whole` asks for texts without any term of the vocabulary to
    be read in full, too: what they cite counts. `thorough` asks the same of schemas, code and data: a
    comparison lists every element. `by_page` names pages that an engine of their own recognises,
    whatever text they hold: somebody found that it reads them better.
    """

    pages: frozenset[int] | None = None
    recognition: Literal["auto", "off", "force"] = "auto"
    engine: str | None = None
    dpi: int = 200
    cache: bool = True
    whole: bool = False
    thorough: bool = False
    by_page: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file as given: `path` is how the user reached it, with "/" between archive and member.

    `rel` is the path from the root that the user named; ids are made of it, so that they do not
    depend on where the root lies.
    """

    path: str
    data: bytes
    sha256: str
    rel: str = ""
    wishes: Wishes = Wishes()


@dataclass(frozen=True, slots=True)
class Recognition:
    """How the text of a page was recognised from its image: what to know before relying on it.

    `confidence` is the mean over its words, 0 to 1. `turn` is the clockwise quarter turns and
    `skew` the angle in degrees the image was set right by; boxes are on the page as it was.
    """

    engine: str
    version: str
    languages: tuple[str, ...]
    dpi: int
    confidence: float
    turn: int = 0
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its range of the text, its size in points, and its words.

    `recognition` is set where the text is machine-read from an image, None where the file holds it.
    """

    number: int
    span: Span
    width: float = 0.0
    height: float = 0.0
    words: Sequence[Word] = ()
    recognition: Recognition | None = None


ASIDES = frozenset({"header", "footer", "watermark", "hidden"})
"""Kinds of passages that are kept apart from what the document says."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text, in reading order.

    `kind` is "heading", "paragraph", "item", "cell", "caption" (names a table or figure), "note"
    (a footnote), "code" for fenced code, or one of ASIDES: running "header" and "footer",
    "watermark", and "hidden" text that the page does not show (invisible, white, off the page).
    `number` is a heading's or clause's number as printed ("5.3.2", "B.1", "第三章"), `level` its
    depth from 1; 0 where it has none. `goes_on` marks a paragraph or item that continues the last
    one of an earlier page (see `syntax.flow`).
    """

    span: Span
    kind: str = "paragraph"
    number: str | None = None
    level: int = 0
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class TablePart:
    """What of a table stands on one page: its box, the edges of its grid, and which rows.

    `rows` is a half-open range of the table's rows. `xs` and `ys` are the edges in points.
    """

    page: int
    box: Box
    rows: tuple[int, int]
    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, row by row; a cell is a span of the text, empty where the cell is.

    `caption` is the text that names the table, `header` whether the source marks the first row
    as one (None: it does not say). Cells merged over several places repeat their span.
    A table that goes on over pages is one; `parts` say what stands where, `joins` are rows that
    continue the row before them (cut by the page's end), `repeats` header rows printed again.
    `sheet` is the sheet of a workbook that holds it, `origin` the place of its first cell there
    (row and column from 0).
    `by` says what showed the grid: "rules" drawn lines, "alignment" of words, "markup" the file's
    own structure.
    """

    rows: tuple[tuple[Span, ...], ...]
    caption: Span | None = None
    header: bool | None = None
    sheet: str | None = None
    parts: tuple[TablePart, ...] = ()
    joins: frozenset[int] = frozenset()
    repeats: frozenset[int] = frozenset()
    by: Literal["rules", "alignment", "markup"] = "markup"
    origin: tuple[int, int] | None = None

    def moved(self, by: int) -> Table:
        """Return the table as it is in a text with `by` code points more before it."""
        rows = tuple(tuple(Span(span.start + by, span.end + by) for span in row) for row in self.rows)
        caption = Span(self.caption.start + by, self.caption.end + by) if self.caption else None
        return replace(self, rows=rows, caption=caption)


@dataclass(frozen=True, slots=True)
class Document:
    """A source that was read; all offsets are code points of `text`, lines and pages from 1.

    `format` is the reader's id, `kind` the kind of document ("schema", "code", "label set",
    "data", "text"). `pages` is empty for line-based documents. `preamble` holds what speaks for
    the whole document: package or namespace, title, first comment. `title`, `number` and
    `date` are None where the document does not state them. `matched_only` says that the text
    held no term of the vocabulary and was therefore not parsed further.
    """

    path: str
    sha256: str
    format: str
    media_type: str
    kind: str
    text: str
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    preamble: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    number: str | None = None
    date: str | None = None
    matched_only: bool = False
    bibliography: Bibliography | None = None
    parties: tuple[Party, ...] = ()
    citations: tuple[Citation, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """Return the page that holds a place, or ends last before it; None where there is none."""
        index = bisect_right(self.pages, offset, key=lambda page: page.span.start) - 1
        while index > 0 and self.pages[index].span.start == self.pages[index].span.end == offset:
            index -= 1
        return self.pages[index] if index >= 0 else None

    @property
    def body(self) -> tuple[Passage, ...]:
        """What the document says: its passages without running headers, watermarks and hidden text."""
        return tuple(passage for passage in self.passages if passage.kind not in ASIDES)
