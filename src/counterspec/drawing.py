"""Draw on the picture of a page what was read there: words, tables, and the words of findings."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from counterspec.errors import UsageError
from counterspec.formats import Format
from counterspec.model import Box, Document, Evidence, Finding, Page, Source, Span, Table, TablePart
from counterspec.registry import discover
from counterspec.syntax.picture.gaps import between_lines

_MARK = (255, 230, 128)
_MARK_EDGE = (124, 90, 0)
_WORD = (178, 190, 200)
_UNSURE = (176, 104, 0)
_GRID = (10, 76, 134)
_TIERS = {
    "A": (101, 53, 140), "B": (11, 100, 108), "C": (133, 67, 26), "D": (53, 72, 140), "E": (68, 98, 42),
    "N": (87, 99, 110),
}  # fmt: skip
_SURE = 0.8
"""Words recognised with less confidence are framed in amber."""
_POINTS = 72
_TAG = 12
"""Points a tier's letter fills at the edge of the page."""
_AROUND = 36.0
"""Points around a quote that a crop shows above and below; between lines, it may be half as much, or half more."""
_CLEAR = 2.0
"""Points that the edge of a crop keeps from the line beside it, where the page has them."""


class Sheet:
    """The picture of one page, to be drawn on; boxes are in points."""

    def __init__(self, source: Source, format_id: str, number: int, dpi: int) -> None:
        from PIL import ImageDraw

        self.number = number
        self.image = _picture(source, format_id, number, dpi)
        self.scale = dpi / _POINTS
        self.draw = ImageDraw.Draw(self.image)
        self.hair = max(1, round(self.scale * 0.5))

    def words(self, page: Page) -> None:
        """Frame every word; those recognised with little confidence in amber."""
        for word in page.words:
            sure = word.confidence is None or word.confidence >= _SURE
            self.draw.rectangle(self._edges(word.box), outline=_WORD if sure else _UNSURE, width=self.hair)

    def tables(self, tables: Iterable[Table]) -> None:
        """Draw the grids of the tables on this page."""
        for table in tables:
            for part in table.parts:
                if part.page == self.number:
                    self._grid(part, table.rows[part.rows[0] : part.rows[1]])

    def _grid(self, part: TablePart, rows: Sequence[tuple[Span, ...]]) -> None:
        """Draw the edges of a table's part, none through a merged cell."""
        width = 2 * self.hair
        whole = len(rows) + 1 == len(part.ys)
        for row, (top, bottom) in enumerate(pairwise(part.ys)):
            for column, (left, right) in enumerate(pairwise(part.xs)):
                x0, y0, x1, y1 = self._edges(Box(left, top, right, bottom))
                if not whole or _differs(rows, row, column, row, column - 1):
                    self.draw.line((x0, y0, x0, y1), fill=_GRID, width=width)
                if not whole or _differs(rows, row, column, row - 1, column):
                    self.draw.line((x0, y0, x1, y0), fill=_GRID, width=width)
        self.draw.rectangle(self._edges(part.box), outline=_GRID, width=width)

    def findings(self, findings: Iterable[Finding]) -> None:
        """Mark the quotes of the findings on this page, each with its tier at the page's left edge."""
        here = [f for f in findings if f.evidence.page == self.number and f.evidence.boxes]
        beside: Counter[int] = Counter()
        for finding in here:
            self.mark(finding.evidence.boxes)
            row = round(finding.evidence.boxes[0].y0 / _TAG)
            self._tier(finding.tier, row, beside[row])
            beside[row] += 1

    def mark(self, boxes: Sequence[Box]) -> None:
        """Lay the marker over some boxes; what is printed there stays readable."""
        from PIL import Image, ImageChops, ImageDraw

        layer = Image.new("RGB", self.image.size, (255, 255, 255))
        pen = ImageDraw.Draw(layer)
        boxes = _along_lines(boxes)
        for box in boxes:
            pen.rectangle(self._edges(box, 1.0), fill=_MARK)
        self.image.paste(ImageChops.multiply(self.image, layer))
        for box in boxes:
            self.draw.rectangle(self._edges(box, 1.0), outline=_MARK_EDGE, width=self.hair)

    def crop(self, boxes: Sequence[Box]) -> None:
        """Cut the picture to the full width of the page around some boxes, between its lines."""
        upper, lower = self.edges(boxes)
        self.image = self.image.crop((0, upper, self.image.width, lower))

    def edges(self, boxes: Sequence[Box]) -> tuple[int, int]:
        """Return before which row of the picture a crop around some boxes begins, and before which it ends."""
        line, _ = _around(boxes)
        top, bottom = self._without_lines(boxes)
        stem = round(max(_AROUND / 2, line * 1.5) * self.scale)
        clear = round(_CLEAR * self.scale)
        upper, lower = self.room(boxes)
        return (
            between_lines(self.image, top, upper, clear, stem) if top else 0,
            between_lines(self.image, bottom, lower, clear, stem) if bottom < self.image.height else bottom,
        )

    def room(self, boxes: Sequence[Box]) -> tuple[range, range]:
        """Return the rows before which a crop around some boxes may begin and end, wherever the lines stand."""
        reach = int(_around(boxes)[1] / 2 * self.scale)
        top, bottom = self._without_lines(boxes)
        height = self.image.height
        return (
            range(max(0, top - reach), top + (reach if top else 0) + 1),
            range(bottom - (reach if bottom < height else 0), min(height, bottom + reach) + 1),
        )

    def _without_lines(self, boxes: Sequence[Box]) -> tuple[int, int]:
        """Return the rows of `edges` for a page without lines."""
        _, around = _around(boxes)
        top = max(0.0, min(box.y0 for box in boxes) - around) * self.scale
        bottom = (max(box.y1 for box in boxes) + around) * self.scale
        return int(top), min(self.image.height, int(bottom) + 1)

    def png(self) -> bytes:
        """Return the picture as PNG."""
        out = io.BytesIO()
        self.image.save(out, "PNG")
        return out.getvalue()

    def _edges(self, box: Box, margin: float = 0.0) -> tuple[float, float, float, float]:
        x0, x1 = sorted((box.x0, box.x1))
        y0, y1 = sorted((box.y0, box.y1))
        scale = self.scale
        return (x0 - margin) * scale, (y0 - margin) * scale, (x1 + margin) * scale, (y1 + margin) * scale

    def _tier(self, tier: str, row: int, place: int) -> None:
        """Draw a tier's letter at the left edge, those of one line beside each other."""
        from PIL import ImageFont

        size = _TAG * self.scale
        x, y = (4 + place * 1.1 * _TAG) * self.scale, row * size
        self.draw.rectangle((x, y, x + size, y + 0.9 * size), fill=_TIERS[tier])
        font = ImageFont.load_default(0.7 * size)
        self.draw.text((x + 0.25 * size, y), tier, fill=(255, 255, 255), font=font)


def _around(boxes: Sequence[Box]) -> tuple[float, float]:
    """Return how high the lines of some boxes are, and how much a crop shows around them, in points."""
    line = max(box.y1 - box.y0 for box in boxes)
    return line, max(_AROUND, 3 * line)


def _differs(rows: Sequence[tuple[Span, ...]], row: int, column: int, other: int, beside: int) -> bool:
    """Tell whether two places of a table hold different cells; empty cells cannot be told apart."""
    if min(other, beside) < 0 or max(column, beside) >= min(len(rows[row]), len(rows[other])):
        return True
    cell = rows[row][column]
    return cell != rows[other][beside] or cell.start == cell.end


def _along_lines(boxes: Iterable[Box]) -> list[Box]:
    """Return the boxes with those that follow each other on one line joined."""
    joined: list[Box] = []
    for box in boxes:
        last = joined[-1] if joined else None
        height = box.y1 - box.y0
        if last and abs(last.y0 - box.y0) < height / 2 and -height < box.x0 - last.x1 < height:
            joined[-1] = Box(last.x0, min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            joined.append(box)
    return joined


def _picture(source: Source, format_id: str, number: int, dpi: int) -> Any:
    picture = discover("counterspec.formats", Format)[format_id].picture
    if picture is None:
        raise UsageError(
            f"{source.path}: a document of format {format_id} has no pages of its own to draw",
            hint="counterspec read FILE --format html shows it as it was read.",
        )
    return picture(source, number, dpi)


def drawn(source: Source, document: Document, number: int, findings: Sequence[Finding], dpi: int) -> bytes:
    """Return page `number` (from 1) with its words, tables and findings drawn on it, as PNG.

    Raises:
        UsageError: the document has no such page, or none that can be drawn.
    """
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        count = len(document.pages)
        raise UsageError(f"{document.path}: no page {number}; it has {count or 'no pages of its own'}")
    sheet = Sheet(source, document.format, number, dpi)
    sheet.findings(findings)
    sheet.tables(document.tables)
    sheet.words(page)
    return sheet.png()


def marked(source: Source, format_id: str, evidence: Evidence, dpi: int) -> Sheet:
    """Return the page that a quote stands on, with the quote marked.

    Raises:
        UsageError: the quote stands on no page that can be drawn.
    """
    if evidence.page is None or not evidence.boxes:
        raise UsageError(
            f"{source.path} has no pages of its own to draw",
            hint="counterspec explain ID PATH… prints the lines of a finding.",
        )
    sheet = Sheet(source, format_id, evidence.page, dpi)
    sheet.mark(evidence.boxes)
    return sheet


def cropped(source: Source, format_id: str, evidence: Evidence, dpi: int) -> bytes:
    """Return the part of the page around a quote, with the quote marked, as PNG.

    Raises:
        UsageError: the quote stands on no page that can be drawn.
    """
    sheet = marked(source, format_id, evidence, dpi)
    sheet.crop(evidence.boxes)
    return sheet.png()
