"""Where things stand: pages and boxes of spans, the tables of a page, the elements of a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from counterspec.model import Box, Declaration, Document, Page, Passage, Span, Table


class Places:
    """Finds pages and boxes of spans of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def page(self, span: Span) -> int:
        """Return the page a span begins on; 1 for documents without pages."""
        page = self._page(span)
        return page.number if page else 1

    def boxes(self, span: Span) -> list[Box]:
        """Return the boxes of a span's words on the page it begins on, in order."""
        page = self._page(span)
        if page is None:
            return []
        words = page.words
        first = bisect_left(words, span.start, key=lambda word: word.span.end)
        found = []
        for word in words[first:]:
            if word.span.start >= span.end:
                break
            if word.span.end > span.start:
                found.append(word.part(span, self.document.text))
        return found

    def quote(self, span: Span) -> str:
        """Return the words of a span."""
        return self.document.text[span.start : span.end]

    def passages(self, page: Page) -> list[Passage]:
        """Return the passages of a page, in order."""
        passages = self.document.passages
        first = bisect_left(passages, page.span.start, key=lambda passage: passage.span.start)
        last = bisect_left(passages, page.span.end, key=lambda passage: passage.span.start)
        return list(passages[first:last])

    def _page(self, span: Span) -> Page | None:
        return self.document.page_at(span.start) or next(iter(self.document.pages), None)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table on one page, as printed; `page` is None for documents without pages."""

    table: int
    page: int | None
    rows: tuple[tuple[Span, ...], ...]
    first: int
    box: Box | None = None

    @property
    def range(self) -> Span:
        """The stretch of the text that holds the part's cells."""
        filled = [span for row in self.rows for span in row if span.end > span.start]
        return Span(min((s.start for s in filled), default=0), max((s.end for s in filled), default=0))


def parts_of(tables: tuple[Table, ...], places: Places) -> Iterator[Part]:
    """Yield every table page by page, in order."""
    for number, table in enumerate(tables):
        if table.parts:
            for part in table.parts:
                first, last = part.rows
                yield Part(number, part.page, table.rows[first:last], first, part.box)
        elif table.rows:
            start = next((s for row in table.rows for s in row if s.end > s.start), Span(0, 0))
            yield Part(number, places.page(start), table.rows, 0)


def members_of(declarations: tuple[Declaration, ...]) -> dict[int, list[Declaration]]:
    """Return the values of each field and list: its own, those of a list inside it, or of one it names."""
    own: dict[int, list[Declaration]] = {}
    enums: dict[str, int] = {}
    for index, declaration in enumerate(declarations):
        if declaration.kind == "member" and declaration.parent is not None:
            own.setdefault(declaration.parent, []).append(declaration)
        elif declaration.kind == "enum":
            enums.setdefault(declaration.name, index)
            if declaration.parent is not None:
                own.setdefault(declaration.parent, own.setdefault(index, []))
    for index, declaration in enumerate(declarations):
        if declaration.kind in ("field", "parameter") and not own.get(index):
            named = [enums.get(name) for name in (declaration.code_list, declaration.type_name) if name]
            named.insert(0, declaration.listed)
            cited = next((own[enum] for enum in named if enum is not None and own.get(enum)), None)
            if cited:
                own[index] = cited
    return own


def elements_of(declarations: tuple[Declaration, ...], read: Collection[Span]) -> list[int]:
    """Return the data elements and code lists among the declarations, by their places.

    What is no more than suggested counts where it, or one beside it, is among the places `read`; a
    list that a field holds is shown with the field.
    """
    groups: list[list[int]] = []
    for index, declaration in enumerate(declarations):
        above = declarations[declaration.parent].kind if declaration.parent is not None else ""
        is_inner_list = declaration.kind == "enum" and above in ("field", "parameter")
        if declaration.kind not in ("field", "enum", "parameter") or is_inner_list:
            continue
        last = declarations[groups[-1][-1]] if groups else None
        if declaration.loose and last is not None and last.loose and _together(last, declaration):
            groups[-1].append(index)
        else:
            groups.append([index])
    return [
        index
        for group in groups
        if not declarations[group[0]].loose or any(declarations[one].span in read for one in group)
        for index in group
    ]


def _together(one: Declaration, other: Declaration) -> bool:
    """Tell whether two suggested fields stand in one enumeration or one row of heads."""
    return one.parent == other.parent and (one.parent is not None or other.span.start - one.span.end <= _NEAR)


_NEAR = 12


def spread(rows: tuple[tuple[Span, ...], ...]) -> list[list[tuple[Span, int, int]]]:
    """Return the cells of each row that begin there, with how many columns and rows they cover."""
    taken: set[tuple[int, int]] = set()
    spread = []
    for y, row in enumerate(rows):
        cells = []
        for x, span in enumerate(row):
            if (y, x) in taken:
                continue
            across = down = 1
            if span.end > span.start:
                while x + across < len(row) and row[x + across] == span:
                    across += 1
                while y + down < len(rows) and rows[y + down][x : x + across] == row[x : x + across]:
                    down += 1
            taken |= {(y + j, x + i) for j in range(down) for i in range(across)}
            cells.append((span, across, down))
        spread.append(cells)
    return spread
