"""Write the words of lines and tables into a document's text, with a place for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from counterspec.model import Box, Passage, Span, Words
from counterspec.syntax.compose import Composer
from counterspec.syntax.pdf.content import Run, Split
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.pdf.lines import Line, is_cut, same_line, touch, union
from counterspec.syntax.pdf.placed import PlacedTable
from counterspec.syntax.plain import EAST_ASIAN

_CJK = re.compile(f"[{EAST_ASIAN}]")
_PROSE = 20


class LineWriter:
    """Writes runs as text, and keeps the place of each."""

    def __init__(self, out: Composer) -> None:
        self.out = out
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._boxes: list[Box] = []
        self._confidences: list[float] = []

    def words(self, placed: Callable[[Box], Box] | None = None) -> Words:
        """Return the words written so far; `placed` moves their boxes, on pages read turned."""
        boxes = self._boxes if placed is None else map(placed, self._boxes)
        edges = [edge for box in boxes for edge in box]
        sure = self._confidences if any(value >= 0 for value in self._confidences) else ()
        return Words(self._starts, self._ends, edges, sure)

    def joined(self, lines: Iterable[Line]) -> str:
        """Write lines as one, with a space where words meet and none between Chinese characters.

        A hyphen that ends a line goes only where it parts a word: "2026-" and "1" keep theirs.
        """
        parts: list[str] = []
        place = self.out.length
        before: Run | None = None
        cut = False
        for line in lines:
            wrapped = True
            for run in line.runs:
                text = run.text
                if before is not None:
                    if not cut:
                        if not _meet(before, run, wrapped=wrapped):
                            parts.append(" ")
                            place += 1
                    elif before.hyphen and not (before.text[-1].islower() and text[0].islower()):
                        parts.append("-")
                        place += 1
                        self._ends[-1] = place
                parts.append(text)
                self._starts.append(place)
                place += len(text)
                self._ends.append(place)
                self._boxes.append(run.box)
                self._confidences.append(-1.0 if run.confidence is None else run.confidence)
                cut = run.hyphen
                before, wrapped = run, False
            cut = cut or line.glued
        if before is not None and before.hyphen:
            parts.append("-")
            self._ends[-1] = place + 1
        text = "".join(parts)
        self.out.add(text)
        return text


def _meet(left: Run, right: Run, *, wrapped: bool) -> bool:
    """Tell whether no space stands between two runs: Chinese text has none where a line wraps."""
    if not (_CJK.match(right.text) and _CJK.match(left.text[-1])):
        return False
    return wrapped or touch(left, right)


class TableWriter(LineWriter):
    """Writes the cells of ruled tables, too."""

    def __init__(self, out: Composer, passages: list[Passage], split: Split) -> None:
        super().__init__(out)
        self.passages = passages
        self.split = split

    def table(self, grid: Grid, runs: list[Run], page: int) -> PlacedTable | None:
        """Write a table's rows and return where they stand; None where it holds no text."""
        cells: dict[int, list[Run]] = {}
        for run in runs:
            for piece, cell in self._pieces(run, grid):
                cells.setdefault(cell, []).append(piece)
        placed = PlacedTable([], [], [], {}, grid, page)
        spans: dict[int, Span] = {}
        texts: dict[int, str] = {}
        for number, row in enumerate(grid.cells):
            self._row(grid, row, cells, spans, texts)
            if any(spans[cell].end > spans[cell].start for cell in row):
                placed.rows.append(tuple(spans[cell] for cell in row))
                placed.texts.append(tuple(texts[cell] for cell in row))
                placed.shown.append(number)
        if not placed.rows:
            return None
        placed.slack = dict(_slack(grid, placed.shown[-1], cells))
        return placed

    def _pieces(self, run: Run, grid: Grid) -> Iterator[tuple[Run, int]]:
        """Yield a run with its cell, in pieces where it reaches over the edge between two cells."""
        box = run.box
        middle = (box.y0 + box.y1) / 2
        place = grid.place((box.x0 + box.x1) / 2, middle)
        if place is None:
            return
        row, column = place
        if grid.xs[column] - 1 <= box.x0 and box.x1 <= grid.xs[column + 1] + 1:
            yield run, grid.cells[row][column]
            return
        left, right = (
            grid.place(max(box.x0 + 1, grid.xs[0]), middle),
            grid.place(min(box.x1 - 1, grid.xs[-1]), middle),
        )
        first, last = left[1] if left else column, right[1] if right else column
        if len(run.text) < 2 or len(set(grid.cells[row][first : last + 1])) < 2:
            yield run, grid.cells[row][column]
            return
        for piece in self.split(run, list(grid.xs[first + 1 : last + 1])):
            there = grid.place((piece.box.x0 + piece.box.x1) / 2, middle)
            yield piece, grid.cells[row][there[1] if there else column]

    def _row(
        self,
        grid: Grid,
        row: tuple[int, ...],
        cells: dict[int, list[Run]],
        spans: dict[int, Span],
        texts: dict[int, str],
    ) -> None:
        for column, cell in enumerate(row):
            if column and cell != row[column - 1]:
                self.out.add("\t")
            if cell in spans:
                continue
            start = self.out.length
            width = row.count(cell)
            texts[cell] = self._cell(cells.get(cell, []), grid.xs[column], grid.xs[column + width])
            spans[cell] = Span(start, self.out.length)
            if self.out.length - start > _PROSE:
                self.passages.append(Passage(spans[cell], "cell"))
        self.out.add("\n")

    def _cell(self, runs: list[Run], left: float, right: float) -> str:
        if _is_turned(runs):
            return self.joined([Line([run], run.box) for run in runs])
        lines = _lines(runs)
        for line in lines:
            line.glued = is_cut(line.runs[-1], line.box, left, right)
        return self.joined(lines)


def _lines(runs: list[Run]) -> list[Line]:
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: (run.box.y0 + run.box.y1) / 2):
        if lines and same_line(lines[-1].box, run.box):
            lines[-1].runs.append(run)
            lines[-1].box = union(lines[-1].box, run.box)
        else:
            lines.append(Line([run], run.box))
    for line in lines:
        line.runs.sort(key=lambda run: run.box.x0)
    return lines


def _is_turned(runs: list[Run]) -> bool:
    """Tell whether a cell's text stands upright on its end: then it is in order as drawn."""
    long = [run.box for run in runs if len(run.text) > 2]
    return bool(long) and all(box.y1 - box.y0 > 1.5 * (box.x1 - box.x0) for box in long)


def _slack(grid: Grid, row: int, cells: dict[int, list[Run]]) -> Iterator[tuple[int, float]]:
    """Yield how much room a row's last line of text leaves in each column, in letter heights."""
    numbers = grid.cells[row]
    for column, cell in enumerate(numbers):
        runs = cells.get(cell)
        if not runs or (column and numbers[column - 1] == cell):
            continue
        lines = _lines(runs)
        last, right = lines[-1].box, grid.xs[column + numbers.count(cell)]
        inner = max(min(line.box.x0 for line in lines) - grid.xs[column], 0.0)
        yield column, (right - inner - last.x1) / max(last.y1 - last.y0, 1.0)
