"""The blocks of a Word document in reading order: paragraphs, tables, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from counterspec.model import ASIDES, Problem
from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.blocks import Blocks, Cell, typed_number
from counterspec.syntax.compose import flat
from counterspec.syntax.office_parts import child, is_on, number, value, within
from counterspec.syntax.word.numbering import Label, Numbering
from counterspec.syntax.word.runs import Line, Runs
from counterspec.syntax.word.styles import Style, Styles, numbered

_DEEPEST = MAX_DEPTH // 4
_LEFT_OUT = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "sdtPr", "tcPr"})
_MAX_SPAN = 500
_CAPTION_BEFORE_NUMBER = re.compile(r"(?:表|图|table|figure|tableau|tabelle|abbildung)", re.I)
_PLAIN = Style()


class _Row(NamedTuple):
    cells: list[Cell]
    header: bool


@dataclass(slots=True)
class Body:
    """The text of a document in the making. `aside` is the kind of running headers, notes and comments."""

    styles: Styles
    numbering: Numbering
    blocks: Blocks = field(default_factory=Blocks)
    aside: str = ""
    hidden: int = 0
    deleted: int = 0
    embedded: int = 0
    too_deep: bool = False
    seen: set[tuple[str, str]] = field(default_factory=set)
    runs: Runs = field(init=False)

    def __post_init__(self) -> None:
        self.runs = Runs(self.styles)

    def part(self, root: Element, aside: str = "") -> None:
        """Append one part: the body, or notes, headers, footers in their kind."""
        self.aside = aside
        self.runs.fields.clear()
        self._blocks(root, 0)
        self.blocks.flush_apart()

    def problems(self, path: str) -> Iterator[Problem]:
        """Return what was kept apart or left out."""
        deepest = _DEEPEST if self.too_deep or self.runs.too_deep else None
        return self.blocks.problems(path, hidden=self.hidden, deleted=self.deleted, deepest=deepest)

    def _blocks(self, parent: Element, depth: int) -> None:
        if depth > _DEEPEST:
            self.too_deep = True
            return
        for inner in parent:
            name = inner.tag
            if name == "p":
                self._paragraph(inner, depth)
            elif name == "tbl":
                self._table(inner, depth)
            elif name == "altChunk":
                self.embedded += 1
            elif name in {"del", "moveFrom"}:
                self._apart(Line(deleted=[text.text or "" for text in inner.iter() if text.tag == "delText"]))
            elif name == "AlternateContent":
                self._blocks(next(iter(inner), inner), depth + 1)
            elif name not in _LEFT_OUT:
                self._blocks(inner, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        line = self.runs.read(paragraph)
        style, label = self._style(paragraph), None
        if self.aside:
            self._running(line.text)
        else:
            label = self._label(paragraph, style)
            self._write(line, style, label, paragraph)
        self._apart(line)
        self.blocks.flush_apart()
        for box in line.boxes:
            self._blocks(box, depth + 1)

    def _running(self, text: str) -> None:
        """Write a paragraph of a header, footer or note; sections repeat headers and footers word for word."""
        if self.aside not in ASIDES or (text, self.aside) not in self.seen:
            self.seen.add((text, self.aside))
            self.blocks.line(text, self.aside)

    def _write(self, line: Line, style: Style, label: Label | None, paragraph: Element) -> None:
        text = line.text
        level = self._outline(paragraph, style)
        printed = label.text if label else ""
        number_of = printed.rstrip(".．、 ") or None if label and not _is_bullet(label) else None
        if style.caption or line.counted:
            self.blocks.line(text, "caption", label=printed)
        elif level or style.heading:
            self.blocks.line(text, "heading", label=printed, number=number_of, level=level)
        elif label and label.item:
            self.blocks.line(text, "item", label=printed, number=number_of)
        elif label:
            kind = "caption" if _CAPTION_BEFORE_NUMBER.match(printed) else "paragraph"
            depth = printed.strip(".").count(".") + 1
            self.blocks.line(
                text, kind, label=printed, number=number_of, level=depth if kind != "caption" else 0
            )
        else:
            self.blocks.line(text)

    def _style(self, paragraph: Element) -> Style:
        named = child(paragraph, "pPr", "pStyle")
        return self.styles.of_id(value(named)) if named is not None else _PLAIN

    def _outline(self, paragraph: Element, style: Style) -> int:
        own = child(paragraph, "pPr", "outlineLvl")
        if own is None:
            return style.level
        return int(value(own)) + 1 if value(own) in tuple("012345678") else 0

    def _label(self, paragraph: Element, style: Style) -> Label | None:
        """Count the paragraph in its list; its own properties go before those of its style."""
        properties = child(paragraph, "pPr")
        own = numbered(child(properties, "numPr"))
        named = child(properties, "pStyle")
        style_id = value(named) if named is not None else ""
        list_id, depth = own or ("", -1)
        if not list_id and style.number:
            list_id = style.number[0]
            depth = depth if depth >= 0 else style.number[1]
        if not list_id:
            list_id, depth = self.numbering.by_style.get(style_id, ("", 0)) if own is None else ("", 0)
        if list_id == "0":
            return None
        if not list_id or list_id not in self.numbering.lists:
            return Label("", True) if own else None
        if depth < 0:
            depth = self.numbering.level_of_style(list_id, style_id)
        return self.numbering.next(list_id, depth)

    def _apart(self, line: Line) -> None:
        for parts, kind in ((line.hidden, "hidden"), (line.deleted, "deleted")):
            text = flat("".join(parts))
            if text:
                self.hidden += kind == "hidden"
                self.deleted += kind == "deleted"
                self.blocks.apart.append((text, "hidden"))

    # -- tables --------------------------------------------------------------------------------

    def _table(self, table: Element, depth: int) -> None:
        if depth > _DEEPEST:
            self.too_deep = True
            return
        nested: list[Element] = []
        named = child(table, "tblPr", "tblStyle") is not None or child(table, "tblPr", "shd") is not None
        rows = [self._row(row, nested, named, depth) for row in within(table, "tr", _LEFT_OUT)]
        rows = [row for row in rows if row.cells]
        header = True if rows and rows[0].header else None
        self.blocks.table([row.cells for row in rows], header)
        self.blocks.flush_apart()
        for element in nested:
            self._table(element, depth + 1)

    def _row(self, row: Element, nested: list[Element], named: bool, depth: int) -> _Row:
        properties = child(row, "trPr")
        before = child(properties, "gridBefore")
        cells = [Cell("", min(number(before), _MAX_SPAN))] if before is not None and number(before) else []
        gone = child(properties, "del") is not None
        for cell in within(row, "tc", _LEFT_OUT):
            made = self._cell(cell, nested, named, depth)
            if gone:
                self._apart(Line(deleted=[made.text]))
            elif not _merged_left(cell):
                cells.append(made)
            elif cells:
                cells[-1].columns += made.columns
        marked = child(properties, "tblHeader")
        return _Row([] if gone else cells, marked is not None and is_on(marked))

    def _cell(self, cell: Element, nested: list[Element], named: bool, depth: int) -> Cell:
        properties = child(cell, "tcPr")
        span, merged = child(properties, "gridSpan"), child(properties, "vMerge")
        columns = min(max(number(span), 1), _MAX_SPAN) if span is not None else 1
        if merged is not None and value(merged) in {"", "continue"}:
            return Cell("", columns, continues=True)
        white_shows = named or child(properties, "shd") is not None
        return Cell(self._cell_text(cell, nested, white_shows, depth), columns)

    def _cell_text(self, cell: Element, nested: list[Element], white_shows: bool, depth: int) -> str:
        """Return the paragraphs of a cell in one line; tables inside are put aside."""
        parts: list[str] = []
        stack = [(inner, depth) for inner in reversed(cell)]
        while stack:
            inner, level = stack.pop()
            name = inner.tag
            if level > _DEEPEST:
                self.too_deep = True
            elif name == "p":
                line = self.runs.read(inner, white_shows=white_shows)
                label = self._label(inner, self._style(inner)) if not self.aside else None
                parts.append(flat(f"{label.text} {line.text}" if label else line.text))
                self._apart(line)
                stack.extend((box, level + 1) for box in reversed(line.boxes))
            elif name == "tbl":
                nested.append(inner)
            elif name not in _LEFT_OUT:
                stack.extend((deeper, level + 1) for deeper in reversed(inner))
        return " ".join(part for part in parts if part)


def _is_bullet(label: Label) -> bool:
    return len(label.text) == 1 and not label.text.isalnum() and typed_number(label.text) is None


def _merged_left(cell: Element) -> bool:
    merged = child(cell, "tcPr", "hMerge")
    return merged is not None and value(merged) in {"", "continue"}
