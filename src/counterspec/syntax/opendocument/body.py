"""The blocks of an OpenDocument text or presentation in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.model import Page, Problem, Span
from counterspec.syntax.blocks import Blocks, Cell
from counterspec.syntax.compose import flat
from counterspec.syntax.office_parts import attribute, number
from counterspec.syntax.opendocument.inline import DEEPEST, PASSED_OVER, Inline
from counterspec.syntax.opendocument.styles import Counter, Styles
from counterspec.syntax.word.styles import is_caption_name, is_title_name

_MOST_ROWS = 1000


@dataclass(slots=True)
class Body:
    """The text of a document in the making."""

    styles: Styles
    blocks: Blocks = field(default_factory=Blocks)
    pages: list[Page] = field(default_factory=list)
    aside: str = ""
    hidden: int = 0
    deleted: int = 0
    too_deep: bool = False
    counters: dict[str, Counter] = field(default_factory=dict)
    inline: Inline = field(init=False)

    def __post_init__(self) -> None:
        self.inline = Inline(self.styles)

    def read(self, content: Element) -> None:
        """Read the body of a text, or the slides of a presentation as pages, then the notes."""
        body = next(content.iter("body"), None)
        for region in content.iter("changed-region"):
            if region.find("deletion") is not None:
                self.inline.deletions.add(attribute(region, "id"))
        for part in body if body is not None else ():
            if part.tag == "presentation":
                self._slides(part)
            else:
                self._blocks(part, 0)
        self.aside = "note"
        for note in self.inline.notes:
            self._blocks(note, 0)
        for changes in content.iter("tracked-changes"):
            for deletion in changes.iter("deletion"):
                self._apart("".join("".join(p.itertext()) + " " for p in deletion.iter("p")), deleted=True)
        self.blocks.flush_apart()

    def running(self, styles: Element | None) -> None:
        """Read the headers and footers of the pages' masters."""
        seen: set[str] = set()
        for master in styles.iter("master-page") if styles is not None else ():
            for part in master:
                kind = part.tag.partition("-")[0]
                words = "".join(part.itertext()).strip()
                if kind in {"header", "footer"} and words and words not in seen:
                    seen.add(words)
                    self.aside = kind
                    self._blocks(part, 0)

    def problems(self, path: str) -> Iterator[Problem]:
        """Return what was kept apart or left out."""
        deepest = DEEPEST if self.too_deep or self.inline.too_deep else None
        return self.blocks.problems(path, hidden=self.hidden, deleted=self.deleted, deepest=deepest)

    def _slides(self, part: Element) -> None:
        for slide, element in enumerate(part.iter("page"), start=1):
            start = self.blocks.out.length
            self._blocks(element, 0)
            self.pages.append(Page(slide, Span(start, self.blocks.out.length)))
            self.blocks.out.page_end()

    def _blocks(self, parent: Element, depth: int, label: tuple[str, bool] | None = None) -> None:
        if depth > DEEPEST:
            self.too_deep = True
            return
        for element in parent:
            tag = element.tag
            if tag in {"p", "h"}:
                self._paragraph(element, label, depth)
                label = None
            elif tag == "table":
                self._table(element, depth)
            elif tag == "list":
                self._list(element, [], depth)
            elif tag == "notes":
                self.inline.notes.append(element)
            elif tag not in PASSED_OVER:
                self._blocks(element, depth + 1)

    def _list(self, element: Element, above: list[str], depth: int) -> None:
        """Read a list; `above` are the list styles of those around it, the outermost first."""
        if depth > DEEPEST:
            self.too_deep = True
            return
        name = attribute(element, "style-name") or (above[-1] if above else "")
        counter = self._counter(
            name, fresh=not above and not attribute(element, "continue-numbering"), element=element
        )
        for item in element:
            label: tuple[str, bool] | None = None
            if item.tag == "list-item":
                given = attribute(item, "start-value")
                label = counter.next(len(above), number(item, "start-value") if given else None)
            for part in item:
                if part.tag == "list":
                    self._list(part, [*above, name], depth + 1)
                elif part.tag in {"p", "h"}:
                    self._paragraph(part, label, depth, len(above) + 1)
                    label = None
                else:
                    self._blocks(part, depth + 1)

    def _counter(self, name: str, *, fresh: bool, element: Element) -> Counter:
        go_on = attribute(element, "continue-list") or attribute(element, "continue-numbering") == "true"
        if name not in self.counters or (fresh and not go_on):
            self.counters[name] = Counter(self.styles.lists.get(name, {}))
        return self.counters[name]

    def _paragraph(
        self, element: Element, label: tuple[str, bool] | None, depth: int, level: int = 0
    ) -> None:
        style = attribute(element, "style-name")
        line = self.inline.read(element, self.styles.is_hidden(style))
        names = self.styles.names(style)
        text = line.text
        if self.aside:
            self.blocks.line(text, self.aside)
        elif element.tag == "h":
            self._heading(element, text, label)
        elif line.counted or is_caption_name(names):
            self.blocks.line(text, "caption")
        elif is_title_name(names[0]):
            self.blocks.line(text, "heading")
        elif label is not None:
            shown = (
                label[0].rstrip(".") or None if label[0][:1].isalnum() or label[0][:1] in "(（第" else None
            )
            kind = "item" if label[1] else "paragraph"
            self.blocks.line(text, kind, label=label[0], number=shown, level=0 if label[1] else level)
        else:
            self.blocks.line(text)
        self._apart("".join(line.hidden))
        self._apart("".join(line.deleted), deleted=True)
        self.blocks.flush_apart()
        for part in line.apart:
            self._blocks(part, depth + 1)

    def _heading(self, element: Element, text: str, label: tuple[str, bool] | None) -> None:
        level = max(number(element, "outline-level"), 1)
        if label is None and self.styles.outline and attribute(element, "is-list-header") != "true":
            counter = self.counters.setdefault("", Counter(self.styles.outline))
            label = counter.next(level - 1) if text else None
        printed = label[0] if label else ""
        self.blocks.line(text, "heading", label=printed, number=printed.rstrip(".") or None, level=level)

    def _apart(self, text: str, *, deleted: bool = False) -> None:
        text = flat(" ".join(text.split()))
        if text:
            self.deleted += deleted
            self.hidden += not deleted
            self.blocks.apart.append((text, "hidden"))

    # -- tables --------------------------------------------------------------------------------

    def _table(self, table: Element, depth: int) -> None:
        nested: list[Element] = []
        rows: list[list[Cell]] = []
        header: bool | None = None
        for row, marked in _rows(table):
            header = True if marked and not rows else header
            cells = [self._cell(cell, nested, depth) for cell in row if cell.tag == "table-cell"]
            times = max(1, min(number(row, "number-rows-repeated"), _MOST_ROWS))
            if cells and (times == 1 or any(cell.text for cell in cells)):
                rows.append(cells)
        self.blocks.table(rows, header)
        self.blocks.flush_apart()
        for element in nested:
            self._blocks(element, depth + 1)

    def _cell(self, cell: Element, nested: list[Element], depth: int) -> Cell:
        parts: list[str] = []
        self._cell_parts(cell, parts, nested, depth)
        columns = number(cell, "number-columns-spanned") or number(cell, "number-columns-repeated") or 1
        return Cell(
            " ".join(part for part in parts if part), columns, number(cell, "number-rows-spanned") or 1
        )

    def _cell_parts(self, element: Element, parts: list[str], nested: list[Element], depth: int) -> None:
        if depth > DEEPEST:
            self.too_deep = True
            return
        for inner in element:
            if inner.tag in {"p", "h"}:
                line = self.inline.read(inner, self.styles.is_hidden(attribute(inner, "style-name")))
                parts.append(line.text)
                self._apart("".join(line.hidden))
                self._apart("".join(line.deleted), deleted=True)
                nested.extend(line.apart)
            elif inner.tag == "table":
                holder = Element("holder")
                holder.append(inner)
                nested.append(holder)
            elif inner.tag == "list":
                self._cell_list(inner, parts, nested, depth)
            elif inner.tag not in PASSED_OVER:
                self._cell_parts(inner, parts, nested, depth + 1)

    def _cell_list(self, element: Element, parts: list[str], nested: list[Element], depth: int) -> None:
        name = attribute(element, "style-name")
        counter = self._counter(name, fresh=True, element=element)
        for item in element:
            own: list[str] = []
            self._cell_parts(item, own, nested, depth + 1)
            label = counter.next(0)[0] if item.tag == "list-item" else ""
            parts.append(f"{label} {' '.join(own)}".strip())


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table and whether they are marked as its header; not those of tables inside."""
    stack = [(inner, False) for inner in reversed(table)]
    while stack:
        element, marked = stack.pop()
        if element.tag == "table-row":
            yield element, marked
        elif element.tag in {"table-header-rows", "table-rows", "table-row-group"}:
            stack.extend((inner, marked or element.tag == "table-header-rows") for inner in reversed(element))
