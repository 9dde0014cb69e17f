"""The paragraphs and tables of a rich text, as their control words end them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from counterspec.model import Problem
from counterspec.syntax.blocks import Blocks
from counterspec.syntax.compose import flat
from counterspec.syntax.rows import OpenTable, Row
from counterspec.syntax.rtf.tables import Style
from counterspec.syntax.word.symbols import symbol


@dataclass(slots=True)
class Paragraph:
    """The paragraph being read: its properties and text."""

    style: int = 0
    level: int = 0
    in_table: bool = False
    nesting: int = 1
    shaded: bool = False
    label: str = ""
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    counted: bool = False


class Paragraphs:
    """What was read so far; `open` is the paragraph being read, `pending` notes and boxes to stand after it."""

    def __init__(self, styles: Mapping[int, Style]) -> None:
        self.styles = styles
        self.blocks = Blocks()
        self.open = Paragraph()
        self.pending: list[tuple[str, str]] = []
        self.hidden = self.deleted = 0
        self._tables: dict[int, OpenTable] = {}
        self._seen: set[tuple[str, str]] = set()

    def end(self) -> None:
        """End the text: what is open and what waits is written."""
        self.end_paragraph()
        self._end_tables(0)
        for kind, text in self.pending:
            self._running(kind, text)

    def table(self, nesting: int) -> OpenTable:
        """Return the table being read on a level of nesting."""
        return self._tables.setdefault(max(nesting, 1), OpenTable())

    def _pard(self, number: int | None) -> None:
        kept = self.open
        self.open = Paragraph(
            label=kept.label, shown=kept.shown, hidden=kept.hidden, deleted=kept.deleted, counted=kept.counted
        )

    def _style(self, number: int | None) -> None:
        self.open.style = number or 0

    def _outline(self, number: int | None) -> None:
        self.open.level = (number or 0) + 1 if (number or 0) < 9 else 0

    def _in_table(self, number: int | None) -> None:
        self.open.in_table = True

    def _nesting(self, number: int | None) -> None:
        self.open.nesting = min(number if number is not None else 1, 50)
        self.open.in_table = self.open.in_table or self.open.nesting > 0

    def _shading(self, number: int | None) -> None:
        self.open.shaded = bool(number)

    def _par(self, number: int | None) -> None:
        self.end_paragraph()

    def _take(self) -> str:
        """Return the paragraph's text and begin another with its properties; what is hidden goes apart."""
        paragraph = self.open
        text = flat("".join(paragraph.shown))
        for parts, kind in ((paragraph.hidden, "hidden"), (paragraph.deleted, "deleted")):
            words = flat("".join(parts))
            if words:
                self.hidden += kind == "hidden"
                self.deleted += kind == "deleted"
                self.blocks.apart.append((words, "hidden"))
        label = flat(paragraph.label)
        self.open = replace(paragraph, label="", shown=[], hidden=[], deleted=[], counted=False)
        if paragraph.in_table:
            return f"{label} {text}".strip()
        self._write(text, label, paragraph)
        return ""

    def end_paragraph(self) -> None:
        """End the paragraph being read, and write what waits to stand after it."""
        paragraph = self.open
        if paragraph.in_table:
            text = self._take()
            if text:
                self.table(paragraph.nesting).parts.append(text)
            return
        if paragraph.shown or paragraph.hidden or paragraph.deleted or self._tables:
            self._end_tables(0)
        self._take()
        self.blocks.flush_apart()
        for kind, text in self.pending:
            self._running(kind, text)
        self.pending.clear()

    def _running(self, kind: str, text: str) -> None:
        if kind not in {"header", "footer"} or (kind, text) not in self._seen:
            self._seen.add((kind, text))
            self.blocks.line(text, kind)

    def _write(self, text: str, label: str, paragraph: Paragraph) -> None:
        style = self.styles.get(paragraph.style, Style())
        level = paragraph.level or style.level
        number = (
            label.rstrip(".．、 ") or None if label and any(letter.isalnum() for letter in label) else None
        )
        if style.caption or paragraph.counted:
            self.blocks.line(text, "caption", label=label)
        elif level or style.heading:
            self.blocks.line(text, "heading", label=label, number=number, level=level)
        elif label and number and "." in number.strip("."):
            self.blocks.line(text, label=label, number=number, level=number.count(".") + 1)
        else:
            sign = symbol(label, "") if len(label) == 1 else label
            self.blocks.line(text, "item" if label else "paragraph", label=sign, number=number)

    # -- tables --------------------------------------------------------------------------------

    def _row_begins(self, number: int | None) -> None:
        self.table(self.open.nesting).row = Row()

    def _cell(self, number: int | None) -> None:
        self.open.in_table = True
        table = self.table(1)
        self._end_tables(1)
        table.end_cell(self._take())

    def _nested_cell(self, number: int | None) -> None:
        self.table(self.open.nesting).end_cell(self._take())

    def _row(self, number: int | None) -> None:
        table = self.table(1)
        table.end_row(table.row)

    def _nested_row(self, number: int | None) -> None:
        table = self.table(self.open.nesting)
        table.end_row(table.row)

    def _end_tables(self, above: int) -> None:
        """Write the tables nested deeper than `above`, the inner ones after the outer ones."""
        for nesting in sorted(level for level in self._tables if level > above):
            self._tables.pop(nesting).finish(self.blocks)

    def problems(self, path: str) -> list[Problem]:
        """Return what was kept apart or is missing."""
        found: list[Problem] = []
        if self.hidden:
            reason = f"{self.hidden} passages are hidden or white; they were kept apart from the text"
            found.append(Problem(path, "hidden-text", reason, lost=False))
        if self.deleted:
            reason = f"tracked changes: {self.deleted} deletions were kept apart, insertions read as text"
            found.append(
                Problem(path, "tracked-changes", reason, "Accept or reject the changes.", lost=False)
            )
        return [*found, *self.blocks.problems(path)]


HANDLERS: dict[str, Callable[[Paragraphs, int | None], None]] = {
    "par": Paragraphs._par,
    "sect": Paragraphs._par,
    "page": Paragraphs._par,
    "pard": Paragraphs._pard,
    "s": Paragraphs._style,
    "outlinelevel": Paragraphs._outline,
    "intbl": Paragraphs._in_table,
    "itap": Paragraphs._nesting,
    "trowd": Paragraphs._row_begins,
    "cell": Paragraphs._cell,
    "nestcell": Paragraphs._nested_cell,
    "row": Paragraphs._row,
    "nestrow": Paragraphs._nested_row,
    "cbpat": Paragraphs._shading,
    "shading": Paragraphs._shading,
}
"""What each control word of paragraphs and tables does."""
