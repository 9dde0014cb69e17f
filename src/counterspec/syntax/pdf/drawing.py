"""The lines, rectangles and images of a PDF page, through the forms inside it."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from counterspec.model import Box
from counterspec.syntax.pdf.content import Frame, PageContent, Ruling

_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 4_000
_MAX_FORMS = 12
_THIN = 3.0
"""A filled rectangle at most this thick (points) is drawn for a line."""
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing:
    """Adds what is drawn on a page to its content."""

    def __init__(self, frame: Frame, content: PageContent) -> None:
        self.frame = frame
        self.content = content
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.page_area = max(frame.width * frame.height, 1.0)

    def read(self, page: Any) -> None:
        """Go through the objects of an open page."""
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
        if fill.value and not is_white(thing):
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


def is_white(thing: Any) -> bool:
    """Tell whether an object is filled with white, or with nothing."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0
