"""Read the XML of Word documents into text, passages and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from counterspec.errors import LimitError, UnreadableError
from counterspec.model import Passage, Problem, Span, Table
from counterspec.safe.limits import MAX_DEPTH, MAX_TABLE_CELLS
from counterspec.syntax.compose import Composer, flat

_MAX_PART = 96 * 1024 * 1024
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr"}
)
_HEADING_NAME = re.compile(
    r"\s*(?:heading|title|标题|標題|見出し|제목|titre|titel|überschrift|título|titolo|заголовок)", re.I
)
_MAX_SPAN = 500
_PROSE = 20


def parse_part(data: bytes, name: str, path: str) -> Element:
    """Return the root element of one part.

    Raises:
        UnreadableError: not well formed, or with a document type (office files have none).
        LimitError: larger than is parsed.
    """
    if len(data) > _MAX_PART:
        raise LimitError(f"{path}: the part {name} has {len(data)} bytes, more than {_MAX_PART}")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableError(f"{path}: the part {name} declares entities, which office files never do")
    try:
        return ElementTree.fromstring(data)  # noqa: S314  (without a document type nothing can expand)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableError(f"{path}: the part {name} is damaged: {error}") from error


def element_text(data: bytes, local: str, path: str) -> str | None:
    """Return the text of the first element called `local`, None where there is none or it is empty."""
    for element in parse_part(data, local, path).iter():
        if _local(element) == local:
            return flat(element.text or "") or None
    return None


@dataclass(frozen=True, slots=True)
class Styles:
    """The ids of the styles that make a paragraph a heading."""

    headings: frozenset[str] = frozenset()

    @classmethod
    def of(cls, data: bytes | None) -> Styles:
        """Read the style sheet; without one, headings are known by the usual ids."""
        try:
            root = parse_part(data, "styles", "") if data else None
        except (UnreadableError, LimitError):
            root = None
        return cls(frozenset(_heading_ids(root)) if root is not None else frozenset())

    def is_heading(self, style: str) -> bool:
        return style in self.headings or bool(_HEADING_NAME.match(style))


def _heading_ids(root: Element) -> Iterator[str]:
    for style in root:
        name = next((_value(child) for child in style if _local(child) == "name"), "")
        outline = any(_local(child) == "outlineLvl" and _value(child) < "9" for child in style.iter())
        if outline or _HEADING_NAME.match(name):
            yield next((value for key, value in style.attrib.items() if key.endswith("styleId")), "")


@dataclass(slots=True)
class _Cell:
    text: str
    columns: int
    continues: bool


@dataclass(slots=True)
class WordText:
    """The text of a document in the making, with what lies in it."""

    styles: Styles
    out: Composer = field(default_factory=Composer)
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hidden: int = 0
    too_deep: bool = False
    cells: int = 0

    def part(self, root: Element) -> None:
        """Append one part: the body, or notes, headers, footers."""
        self._blocks(root, 0)

    def first_heading(self) -> str | None:
        """Return the words of the first heading."""
        heading = next((passage.span for passage in self.passages if passage.kind == "heading"), None)
        return self.out.text()[heading.start : heading.end] if heading else None

    def problems(self, path: str) -> Iterator[Problem]:
        """Yield what was left out."""
        if self.hidden:
            reason = f"{self.hidden} runs of hidden text were left out of the reading"
            yield Problem(path, "hidden-text", reason, lost=False)
        if self.too_deep:
            yield Problem(
                path, "too-deep", f"what is nested deeper than {MAX_DEPTH} was left out", lost=False
            )
        if self.cells >= MAX_TABLE_CELLS:
            yield Problem(
                path, "too-large", f"only the first {MAX_TABLE_CELLS} table cells were read", lost=False
            )

    def _blocks(self, parent: Element, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.too_deep = True
            return
        for child in parent:
            local = _local(child)
            if local == "p":
                self._paragraph(child, depth)
            elif local == "tbl":
                self._table(child, depth)
            elif local not in _LEFT_OUT:
                self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        boxes: list[Element] = []
        content = flat(self._inline(paragraph, boxes))
        if content:
            span = self.out.line(content)
            self.passages.append(Passage(span, self._kind(paragraph)))
        for box in boxes:
            self._blocks(box, depth + 1)

    def _kind(self, paragraph: Element) -> str:
        properties = next((child for child in paragraph if _local(child) == "pPr"), None)
        kind = "paragraph"
        for child in properties if properties is not None else ():
            local = _local(child)
            if (local == "pStyle" and self.styles.is_heading(_value(child))) or local == "outlineLvl":
                return "heading"
            if local == "numPr":
                kind = "item"
        return kind

    def _inline(self, element: Element, boxes: list[Element]) -> str:
        """Return the text of a paragraph's runs; text boxes met on the way are put aside."""
        parts: list[str] = []
        stack: list[Iterator[Element]] = [iter(element)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            local = _local(child)
            if local == "txbxContent":
                boxes.append(child)
            elif local == "r" and _is_hidden(child):
                self.hidden += 1
            elif local in _TEXT_OF:
                parts.append(_TEXT_OF[local] or child.text or "")
            elif local not in _LEFT_OUT:
                stack.append(iter(child))
        return "".join(parts)

    def _table(self, table: Element, depth: int) -> None:
        nested: list[Element] = []
        above: list[Span] = []
        rows: list[tuple[Span, ...]] = []
        header: bool | None = None
        for row in _within(table, "tr"):
            cells = list(self._cells(row, nested))
            if not rows and any(_local(child) == "tblHeader" for child in row.iter()):
                header = True
            self.cells += sum(cell.columns for cell in cells)
            if self.cells >= MAX_TABLE_CELLS:
                break
            above = self._row(cells, above)
            rows.append(tuple(above))
        self.out.line("")
        if any(rows):
            self.tables.append(Table(tuple(rows), None, header))
        for element in nested:
            if depth < MAX_DEPTH:
                self._table(element, depth + 1)

    def _row(self, cells: list[_Cell], above: list[Span]) -> list[Span]:
        """Write one row; a cell that continues the one above it repeats that one's span."""
        written = self.out.row("" if cell.continues else cell.text for cell in cells)
        spans: list[Span] = []
        for cell, span in zip(cells, written, strict=True):
            column = len(spans)
            place = above[column] if cell.continues and column < len(above) else span
            spans.extend([place] * cell.columns)
            if not cell.continues and span.end - span.start > _PROSE:
                self.passages.append(Passage(span, "cell"))
        return spans

    def _cells(self, row: Element, nested: list[Element]) -> Iterator[_Cell]:
        before = next((_number(child) for child in row.iter() if _local(child) == "gridBefore"), 0)
        if before:
            yield _Cell("", min(before, _MAX_SPAN), False)
        for cell in _within(row, "tc"):
            columns, continues = 1, False
            for child in next((child for child in cell if _local(child) == "tcPr"), ()):
                local = _local(child)
                if local == "gridSpan":
                    columns = min(max(_number(child), 1), _MAX_SPAN)
                elif local == "vMerge":
                    continues = _value(child) in ("", "continue")
            yield _Cell("" if continues else self._cell_text(cell, nested), columns, continues)

    def _cell_text(self, cell: Element, nested: list[Element]) -> str:
        """Return the paragraphs of a cell in one line; tables inside are put aside."""
        parts: list[str] = []
        stack: list[Element] = list(reversed(cell))
        while stack:
            child = stack.pop()
            local = _local(child)
            if local == "p":
                boxes: list[Element] = []
                parts.append(flat(self._inline(child, boxes)))
                stack.extend(reversed(boxes))
            elif local == "tbl":
                nested.append(child)
            elif local not in _LEFT_OUT and local != "tcPr":
                stack.extend(reversed(child))
        return " ".join(part for part in parts if part)


_TEXT_OF = {
    "t": "",
    "tab": " ",
    "br": " ",
    "cr": " ",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
    "ptab": " ",
}


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _number(element: Element) -> int:
    value = _value(element)
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _is_hidden(run: Element) -> bool:
    properties = next((child for child in run if _local(child) == "rPr"), None)
    if properties is None:
        return False
    return any(_local(child) == "vanish" and _value(child) not in ("0", "false") for child in properties)


def _within(parent: Element, local: str) -> Iterator[Element]:
    """Yield the nearest descendants called `local`, through content controls but not through other tables."""
    stack = list(reversed(parent))
    while stack:
        child = stack.pop()
        name = _local(child)
        if name == local:
            yield child
        elif name not in _LEFT_OUT and name != "tbl":
            stack.extend(reversed(child))
