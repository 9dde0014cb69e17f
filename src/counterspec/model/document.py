"""What a format reader makes of a source."""

from __future__ import annotations

from dataclasses import dataclass

from counterspec.model.declaration import Declaration, Note
from counterspec.model.problem import Problem
from counterspec.model.span import Box, Span


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


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text on a page with its place."""

    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its range of the text, its size in points, and its words."""

    number: int
    span: Span
    width: float = 0.0
    height: float = 0.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of prose. `kind` is "heading", "paragraph", "item", "cell", or "code" for fenced code."""

    span: Span
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, row by row; a cell is a span of the text, empty where the cell is.

    `caption` is the text that names the table, `header` whether the source marks the first row
    as one (None: it does not say). Cells merged over several places repeat their span.
    """

    rows: tuple[tuple[Span, ...], ...]
    caption: Span | None = None
    header: bool | None = None
    sheet: str | None = None


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
