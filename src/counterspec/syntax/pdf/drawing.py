"""The lines, rectangles and images of a PDF page, through the forms inside it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from counterspec.model import Box
from counterspec.syntax.pdf.content import Frame, PageContent, Ruling

_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 4_000
_MAX_SEGMENTS_OF_PAGE = 100_000
_MAX_FORMS = 12
_MAX_UNDER = 200
_THIN = 3.0
"""A filled rectangle at most this thick (points) is drawn for a line."""
_DOT = 1.5
_FEW_SIDES = 12
_LETTER = 40.0
_STROKE = 20.0
_CORNERS = 4
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing:
    """Adds what is drawn on a page to its content."""

    def __init__(self, frame: Frame, content: PageContent) -> None:
        self.frame = frame
        self.content = content
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.segments = 0
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
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.content.painted[ctypes.addressof(thing.contents)] = self.content.objects
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(thing, matrix)
                self.content.image_share += _area(box) / self.page_area
                self.content.backgrounds.append(box)
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
                self.content.backgrounds.append(
                    self._through_clip(thing, self._bounds(thing, matrix), matrix)
                )
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
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        if not (fill.value or stroke.value) or not self._is_on_page(box):
            return
        stroked = bool(stroke.value) and not (_is_white_line(thing) and not self._lies_on_colour(box))
        segments = pdfium.FPDFPath_CountSegments(thing)
        # A small outline of many sides is a letter; a line has few.
        is_letter = segments > _FEW_SIDES and _length(box) <= _LETTER
        if box.x1 - box.x0 <= _THIN or box.y1 - box.y0 <= _THIN:
            if not is_letter and (stroked or (fill.value and self._is_seen(thing, box))):
                self._ruling(self._clipped(thing, box, matrix))
            return
        if fill.value and segments <= _FEW_SIDES and self.content.painted and is_opaque(thing):
            self.content.covers.append((self._through_clip(thing, box, matrix), self.content.objects))
        if fill.value and not is_white(thing):
            self.content.backgrounds.append(box)
            if segments <= _FEW_SIDES:
                self.content.fills.append(box)
        if not is_letter and (stroked or (fill.value and segments > 8)) and 0 < segments <= _MAX_SEGMENTS:
            self.segments += segments
            if self.segments > _MAX_SEGMENTS_OF_PAGE:
                self.content.cut = True
                return
            self._segments(thing, segments, compose(_matrix(thing), matrix), stroke=stroked)

    def _is_on_page(self, box: Box) -> bool:
        """Tell whether a box is a real one and touches the page."""
        across, down = self.frame.width, self.frame.height
        return box.x0 <= across and box.x1 >= 0 and box.y0 <= down and box.y1 >= 0

    def _is_seen(self, thing: Any, box: Box) -> bool:
        return not is_white(thing) or self._lies_on_colour(box)

    def _lies_on_colour(self, box: Box) -> bool:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        under = self.content.backgrounds[-_MAX_UNDER:]
        return any(b.x0 - 1 <= x <= b.x1 + 1 and b.y0 - 1 <= y <= b.y1 + 1 for b in under)

    def _clipped(self, thing: Any, box: Box, matrix: Matrix) -> Box:
        """Return what of a long line is seen through its clip path; short ones are taken whole."""
        if _length(box) < 0.8 * min(self.frame.width, self.frame.height):
            return box
        return self._through_clip(thing, box, matrix)

    def _through_clip(self, thing: Any, box: Box, matrix: Matrix) -> Box:
        """Return what of a box is seen through the clip path of its object."""
        clip = pdfium.FPDFPageObj_GetClipPath(thing)
        for index in range(min(max(pdfium.FPDFClipPath_CountPaths(clip), 0), _MAX_FORMS)):
            points = list(self._clip_points(clip, index))
            if not points:
                continue
            xs, ys = [x for x, _ in points], [y for _, y in points]
            hole = self._placed(min(xs), min(ys), max(xs), max(ys), matrix)
            box = Box(max(box.x0, hole.x0), max(box.y0, hole.y0), min(box.x1, hole.x1), min(box.y1, hole.y1))
        return box

    @staticmethod
    def _clip_points(clip: Any, index: int) -> Iterator[tuple[float, float]]:
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(min(max(pdfium.FPDFClipPath_CountPathSegments(clip, index), 0), _MAX_FORMS)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, index, number)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                yield x.value, y.value

    def _ruling(self, box: Box) -> None:
        """Add a thin box as a line; a dot may belong to a dotted line of either direction."""
        across, down = box.x1 - box.x0, box.y1 - box.y0
        if across >= down >= 0 and (across > down or across <= _DOT):
            self.content.horizontal.append(Ruling((box.y0 + box.y1) / 2, box.x0, box.x1))
        if down >= across >= 0 and (down > across or down <= _DOT):
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
        thin = min(box.x1 - box.x0, box.y1 - box.y0) <= _THIN
        if thin and (len(set(part)) <= _CORNERS or _length(box) > _STROKE):
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


def _length(box: Box) -> float:
    return max(box.x1 - box.x0, box.y1 - box.y0)


def _is_white_line(thing: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetStrokeColor(thing, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


def is_white(thing: Any) -> bool:
    """Tell whether an object is filled with white, or with nothing."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


def is_opaque(thing: Any) -> bool:
    """Tell whether nothing is seen through the fill of an object."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return False
    return alpha.value == 255 and not pdfium.FPDFPageObj_HasTransparency(thing)
