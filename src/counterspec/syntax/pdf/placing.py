"""Write one page: running lines aside, columns and tables in their order, paragraphs by kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from counterspec.model import Box, Passage, Span
from counterspec.syntax.compose import Composer
from counterspec.syntax.pdf.headings import kind_of
from counterspec.syntax.pdf.lines import Line, middle, union
from counterspec.syntax.pdf.margins import Edges, running
from counterspec.syntax.pdf.order import Block, count_marks, in_order, rows
from counterspec.syntax.pdf.paragraphs import Row, glue, goes_on, line_pitch, paragraphs, rows_of
from counterspec.syntax.pdf.placed import Near, PlacedTable, set_captions
from counterspec.syntax.pdf.setting import Setting
from counterspec.syntax.pdf.sheet import Sheet
from counterspec.syntax.pdf.writing import TableWriter

_NOTE_SIZE = 0.93


@dataclass(slots=True)
class Tail:
    """The last paragraph of the pages before, which the next page may go on with."""

    row: Row
    right: float
    page: int


class PageWriter:
    """Writes one page; `here` are its tables, `tail` its last open paragraph."""

    def __init__(
        self, out: Composer, passages: list[Passage], sheet: Sheet, setting: Setting, tail: Tail | None
    ) -> None:
        self.out = out
        self.passages = passages
        self.sheet = sheet
        self.setting = setting
        self.body = setting.body
        self.tail = tail
        self.open = tail is not None and tail.page + 1 == sheet.number
        self.lines = TableWriter(out, passages, sheet.split or (lambda run, edges: [run]))
        self.here: list[PlacedTable] = []
        self.near: list[Near] = []

    def write(self, others: list[Edges]) -> None:
        """Write the page; `others` are the outer rows of pages nearby."""
        sheet = self.sheet
        top = running(sheet.edges.top, [edges.top for edges in others], self.body)
        bottom = running(sheet.edges.bottom, [edges.bottom for edges in others], self.body)
        aside = {id(piece) for row in (*top, *bottom) for piece in row.pieces}
        for row in top:
            self._aside(row.pieces, "header")
        counts = count_marks([line for line in sheet.lines if id(line) not in aside])
        aside.update(id(line) for line in counts)
        blocks: list[Line] = [line for line in sheet.lines if id(line) not in aside]
        blocks += [Block(index, grid.box) for index, grid in enumerate(sheet.grids) if index in sheet.inside]
        self._body(in_order(blocks, sheet.width))
        set_captions(self.here, self.passages)
        for line in sheet.turned:
            self._passage(rows_of([line], self.setting), "paragraph")
        for row in reversed(bottom):
            self._aside(row.pieces, "footer")
        if counts:
            self._aside(counts, "footer")
        for line in sheet.watermarks:
            self._aside([line], "watermark")
        for line in rows(sorted(sheet.hidden, key=lambda line: line.box.y0 + line.box.y1)):
            self._aside([line], "hidden")

    def _aside(self, pieces: list[Line], kind: str) -> None:
        start = self.out.length
        whole = Line([run for piece in pieces for run in piece.runs], pieces[0].box)
        self.lines.joined([whole])
        self.passages.append(Passage(Span(start, self.out.length), kind))
        self.out.add("\n")

    def _body(self, lines: list[Line]) -> None:
        text = [line for line in lines if not isinstance(line, Block)]
        pitch = line_pitch(text) if text else 0.0
        notes = self._notes(text)
        block: list[Line] = []
        for line in lines:
            if isinstance(line, Block):
                self._paragraphs(block, pitch, notes)
                block = []
                self._table(line)
            else:
                block.append(line)
        self._paragraphs(block, pitch, notes)

    def _table(self, block: Block) -> None:
        grid, runs = self.sheet.grids[block.grid], self.sheet.inside[block.grid]
        placed = self.lines.table(grid, runs, self.sheet.number)
        self.open = False
        if placed is not None:
            placed.near, placed.at, placed.height = self.near, len(self.near), self.sheet.height
            self.here.append(placed)

    # -- running text --------------------------------------------------------------------------

    def _paragraphs(self, lines: list[Line], pitch: float, notes: set[int]) -> None:
        if not lines:
            return
        made = rows_of(lines, self.setting)
        parts = list(paragraphs(made, pitch, self.setting.right(self.sheet.width, self.sheet.number)))
        for index, part in enumerate(parts):
            note = id(part[0].line) in notes
            self._passage(
                part,
                "note" if note else "",
                alone=_stands_alone(parts, index, pitch),
                apart=_is_apart(part, made),
            )
            if not note:
                self._remember(part, made)

    def _passage(self, part: list[Row], kind: str, *, alone: bool = False, apart: bool = False) -> None:
        continued = self.open and not kind and self._is_continued(part)
        start = self.out.length
        glue(part)
        text = self.lines.joined(row.line for row in part)
        span = Span(start, self.out.length)
        self.out.add("\n")
        box = reduce(union, (row.box for row in part))
        self.near.append(Near(text, span, box, len(self.passages)))
        if kind or continued:
            self.passages.append(Passage(span, kind or "paragraph", goes_on=continued))
            return
        strong = all(row.strong for row in part)
        large = strong and self.setting.is_large(part[0].size)
        if part[0].only_number and len(part) > 1:
            strong = True
        self.passages.append(
            Passage(span, *kind_of(text, len(part), strong=strong, large=large, alone=alone, apart=apart))
        )

    def _is_continued(self, part: list[Row]) -> bool:
        self.open = False
        if self.tail is None:
            return False
        left = min(row.box.x0 for row in part)
        return goes_on(self.tail.row, part[0], left, self.tail.right)

    def _remember(self, part: list[Row], made: list[Row]) -> None:
        kind = self.passages[-1].kind
        if kind in ("paragraph", "item") and self.passages[-1].span.end > self.passages[-1].span.start:
            region = part[-1].line.region
            right = max(row.box.x1 for row in made if row.line.region == region)
            if not part[-1].line.columnar:
                right = max(
                    right, self.setting.right(self.sheet.width, self.sheet.number), 0.6 * self.sheet.width
                )
            self.tail = Tail(part[-1], right, self.sheet.number)
        elif kind not in ("caption", "note"):
            self.tail = None

    # -- footnotes -----------------------------------------------------------------------------

    def _notes(self, lines: list[Line]) -> set[int]:
        """Return the lines of footnotes: small type below a short rule in the lower part of the page."""
        low = 0.5 * self.sheet.height
        boxes = [grid.box for grid in self.sheet.grids]
        rules = [
            rule
            for rule in self.sheet.rules
            if rule.at > low
            and 0.08 * self.sheet.width < rule.end - rule.start < 0.5 * self.sheet.width
            and not any(box.y0 - 2 <= rule.at <= box.y1 + 2 for box in boxes)
        ]
        notes: set[int] = set()
        for rule in rules:
            below = [
                line for line in lines if line.box.y0 > rule.at - 2 and _under(line.box, rule.start, rule.end)
            ]
            small = [line for line in below if line.size < _NOTE_SIZE * max(self.body.size, 1.0)]
            if below and len(small) > 0.7 * len(below):
                notes.update(id(line) for line in below)
        return notes


def _stands_alone(parts: list[list[Row]], index: int, pitch: float) -> bool:
    """Tell whether a paragraph of one line has white above and below, and is none of a list."""
    part = parts[index]
    if len(part) != 1:
        return False
    row = part[0]
    near = [parts[index - 1][-1]] if index else []
    near += [parts[index + 1][0]] if index + 1 < len(parts) else []
    for other in near:
        if abs(middle(other.line) - middle(row.line)) < 1.35 * pitch:
            return False
    firsts = [parts[other][0] for other in (index - 1, index + 1) if 0 <= other < len(parts)]
    return not any(other.number is not None and other.number.bare for other in firsts)


def _is_apart(part: list[Row], rows: list[Row]) -> bool:
    """Tell whether a line begins left of running text, or stands in the middle of its width."""
    row = part[0]
    near = [other for other in rows if other.line.region == row.line.region]
    if len(part) != 1 or len(near) < 4:
        return False
    lefts = sorted(other.box.x0 for other in near)
    left, right = lefts[len(lefts) // 2], max(other.box.x1 for other in near)
    if row.box.x0 < left - 1.4 * row.size:
        return True
    centred = abs((row.box.x0 + row.box.x1) - (lefts[0] + right)) < 2 * row.size
    return centred and row.box.x0 > lefts[0] + 4 * row.size


def _under(box: Box, start: float, end: float) -> bool:
    return box.x0 < end and box.x1 > start - 2
