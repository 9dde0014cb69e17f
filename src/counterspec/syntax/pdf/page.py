"""One PDF page through pdfium's raw interface: runs of text with boxes, rulings, images."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from counterspec.model import Box
from counterspec.syntax.pdf.glyphs import plain_letters

_MAX_CHARS = 400_000
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 4_000
_MAX_FORMS = 12
_THIN = 3.0
"""A filled rectangle at most this thick (points) is drawn for a line."""
_RUN = re.compile(r"[^\s\x00-\x1f\ufffe]+")
_INVISIBLE = 3
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Run(NamedTuple):
    """A run of text between white space.

    `line` counts pdfium's lines, `hyphen` says that its last letter is followed by a hyphen that
    only ends the line, `first` is its first character's index.
    """

    text: str
    box: Box
    line: int
    hidden: bool
    hyphen: bool
    first: int


class Ruling(NamedTuple):
    """A straight line along an axis: at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """What a page holds; boxes in points from the top left of the page as shown."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    image_share: float = 0.0
    backgrounds: list[Box] = field(default_factory=list)
    objects: int = 0
    cut: bool = False


class Frame:
    """Turns pdfium's coordinates (origin bottom left, before rotation) into the page's as shown."""

    def __init__(self, page: Any) -> None:
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, rect):
            rect.left, rect.bottom, rect.right, rect.top = 0.0, 0.0, 612.0, 792.0
        self.left, self.bottom, self.right, self.top = rect.left, rect.bottom, rect.right, rect.top
        self.turn = max(pdfium.FPDFPage_GetRotation(page), 0) % 4
        across, down = abs(self.right - self.left), abs(self.top - self.bottom)
        self.width, self.height = (down, across) if self.turn % 2 else (across, down)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.turn == 0:
            return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.turn == 1:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turn == 2:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)


def read_page(page: Any) -> PageContent:
    """Return the content of an open page; the caller closes it."""
    frame = Frame(page)
    content = PageContent(frame.width, frame.height)
    _Drawing(frame, content).read(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        content.cut = True
        return content
    try:
        _Letters(textpage, frame, content).read()
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    return content


def split_run(page: Any, run: Run, edges: list[float]) -> list[Run]:
    """Cut a run where a vertical edge crosses it, by the boxes of its letters."""
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return [run]
    try:
        letters = _Letters(textpage, Frame(page), PageContent(0, 0))
        boxes = [letters.box(run.first + offset) for offset in range(len(run.text))]
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    return list(_pieces(run, boxes, sorted(edges)))


def _pieces(run: Run, boxes: list[Box], edges: list[float]) -> Iterator[Run]:
    start = 0
    columns = [sum((box.x0 + box.x1) / 2 > edge for edge in edges) for box in boxes]
    for place in range(1, len(boxes) + 1):
        if place == len(boxes) or columns[place] != columns[start]:
            box = Box(boxes[start].x0, run.box.y0, boxes[place - 1].x1, run.box.y1)
            yield Run(run.text[start:place], box, run.line, run.hidden, False, run.first + start)
            start = place


class _Letters:
    """The text layer of a page."""

    def __init__(self, textpage: Any, frame: Frame, content: PageContent) -> None:
        self.textpage = textpage
        self.frame = frame
        self.content = content
        self.edges = [ctypes.c_double() for _ in range(4)]
        self.shown: dict[int, bool] = {}

    def read(self) -> None:
        count = pdfium.FPDFText_CountChars(self.textpage)
        if count <= 0:
            return
        self.content.cut = count > _MAX_CHARS
        count = min(count, _MAX_CHARS)
        buffer = (ctypes.c_ushort * (count * 2 + 2))()
        written = pdfium.FPDFText_GetText(self.textpage, 0, count, buffer)
        text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
        same = len(text) == count
        line = 0
        end = 0
        for match in _RUN.finditer(text):
            line += text.count("\n", end, match.start())
            end = match.end()
            first = match.start() if same else self._index(match.start(), text)
            last = match.end() - 1 if same else self._index(match.end() - 1, text)
            self.content.runs.append(
                self._run(match.group(), first, last, line, text[end : end + 1] in ("\ufffe", "\x02"))
            )

    def _index(self, place: int, text: str) -> int:
        """Return pdfium's number of the character at a place of the text, where the two differ."""
        wide = (
            place + sum(char > "\uffff" for char in text[:place])
            if text[:place].isascii() is False
            else place
        )
        return max(int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, wide)), 0)

    def _run(self, text: str, first: int, last: int, line: int, hyphen: bool) -> Run:
        one = self.box(first)
        two = self.box(last) if last != first else one
        box = Box(min(one.x0, two.x0), min(one.y0, two.y0), max(one.x1, two.x1), max(one.y1, two.y1))
        return Run(plain_letters(text), box, line, self._hidden(first, box), hyphen, first)

    def box(self, index: int) -> Box:
        left, right, bottom, top = self.edges
        pdfium.FPDFText_GetCharBox(self.textpage, index, left, right, bottom, top)
        return self.frame.box(left.value, bottom.value, right.value, top.value)

    def _hidden(self, index: int, box: Box) -> bool:
        """Tell whether a run is drawn invisibly, in white on nothing, or beside the page."""
        across, down = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if not (-1 <= across <= self.frame.width + 1 and -1 <= down <= self.frame.height + 1):
            return True
        thing = pdfium.FPDFText_GetTextObject(self.textpage, index)
        address = ctypes.cast(thing, ctypes.c_void_p).value if thing else None
        if address is None:
            return False
        if address not in self.shown:
            self.shown[address] = self._is_shown(thing, across, down)
        return not self.shown[address]

    def _is_shown(self, thing: Any, across: float, down: float) -> bool:
        if pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            # The invisible layer of a scan is its recognised text.
            return self.content.image_share > 0.5
        if not _is_white(thing):
            return True
        return any(b.x0 <= across <= b.x1 and b.y0 <= down <= b.y1 for b in self.content.backgrounds)


def _is_white(thing: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


class _Drawing:
    """The lines, rectangles and images of a page, through forms inside it."""

    def __init__(self, frame: Frame, content: PageContent) -> None:
        self.frame = frame
        self.content = content
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.page_area = max(frame.width * frame.height, 1.0)

    def read(self, page: Any) -> None:
        self._objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _IDENTITY, 0)

    def _objects(self, parent: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:
        for index in range(max(count(parent), 0)):
            if self.content.objects >= _MAX_OBJECTS:
                self.content.cut = True
                return
            self.content.objects += 1
            thing = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(thing, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(thing, matrix)
                self.content.image_share += _area(box) / self.page_area
                self.content.backgrounds.append(box)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_FORMS:
                inner = compose(_matrix(thing), matrix)
                self._objects(
                    thing, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1
                )

    def _bounds(self, thing: Any, matrix: Matrix) -> Box:
        left, bottom, right, top = self.edges
        pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
        return self._placed(left.value, bottom.value, right.value, top.value, matrix)

    def _placed(self, x0: float, y0: float, x1: float, y1: float, matrix: Matrix) -> Box:
        a, b = apply(matrix, x0, y0), apply(matrix, x1, y1)
        return self.frame.box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))

    def _path(self, thing: Any, matrix: Matrix) -> None:
        box = self._bounds(thing, matrix)
        if box.x1 - box.x0 <= _THIN or box.y1 - box.y0 <= _THIN:
            self._ruling(box)
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        if fill.value and not _is_white(thing):
            self.content.backgrounds.append(box)
        segments = pdfium.FPDFPath_CountSegments(thing)
        if (stroke.value or segments > 8) and 0 < segments <= _MAX_SEGMENTS:
            self._segments(thing, segments, compose(_matrix(thing), matrix), stroke=bool(stroke.value))

    def _ruling(self, box: Box) -> None:
        across, down = box.x1 - box.x0, box.y1 - box.y0
        if across >= down and across > 2 * _THIN:
            self.content.horizontal.append(Ruling((box.y0 + box.y1) / 2, box.x0, box.x1))
        elif down > across and down > 2 * _THIN:
            self.content.vertical.append(Ruling((box.x0 + box.x1) / 2, box.y0, box.y1))

    def _segments(self, thing: Any, count: int, matrix: Matrix, *, stroke: bool) -> None:
        """Take the straight sides of a path: of a stroked one its lines, of a filled one its thin parts."""
        x, y = ctypes.c_float(), ctypes.c_float()
        start: tuple[float, float] | None = None
        last: tuple[float, float] | None = None
        part: list[tuple[float, float]] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(thing, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = apply(matrix, x.value, y.value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._part(part, stroke=stroke)
                start, part = point, [point]
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                part.append(point)
                if stroke and last is not None:
                    self._side(last, point)
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment) and start is not None and stroke:
                self._side(point, start)
        self._part(part, stroke=stroke)

    def _part(self, part: list[tuple[float, float]], *, stroke: bool) -> None:
        if stroke or len(part) < 4:
            return
        xs, ys = [point[0] for point in part], [point[1] for point in part]
        box = self.frame.box(min(xs), min(ys), max(xs), max(ys))
        if box.x1 - box.x0 <= _THIN or box.y1 - box.y0 <= _THIN:
            self._ruling(box)

    def _side(self, one: tuple[float, float], two: tuple[float, float]) -> None:
        if abs(one[0] - two[0]) <= 1 or abs(one[1] - two[1]) <= 1:
            x0, x1 = sorted((one[0], two[0]))
            y0, y1 = sorted((one[1], two[1]))
            self._ruling(self.frame.box(x0, y0, x1, y1))


def _matrix(thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return the point where `matrix` moves it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _area(box: Box) -> float:
    return max(box.x1 - box.x0, 0.0) * max(box.y1 - box.y0, 0.0)
