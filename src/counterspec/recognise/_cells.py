"""Read cells of ruled tables in which no line was found: a single letter or mark is easily missed on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from counterspec.model import Box
from counterspec.recognise import Picture, Piece
from counterspec.syntax.pdf.content import Ruling
from counterspec.syntax.pdf.grid import Grid, find_grids

_POINTS = 72
_MOST = 400
_MARGIN = 0.02
"""The drawn edge of a cell (inches) is not looked at."""
_LEAST, _HIGHEST = 0.03, 0.3
"""Ink of less height and width (inches) is dust; higher ink is a picture or several lines."""


def missed(
    picture: Picture,
    across: list[Ruling],
    down: list[Ruling],
    pieces: list[Piece],
    line: Callable[[Picture], Piece],
) -> list[Piece]:
    """Return what stands in cells that hold ink and none of the pieces; all in pixels."""
    points = _POINTS / picture.dpi
    grids = find_grids([_scaled(r, points) for r in across], [_scaled(r, points) for r in down])
    middles = [((p.box.x0 + p.box.x1) / 2, (p.box.y0 + p.box.y1) / 2) for p in pieces]
    found = []
    for number, cell in enumerate(cell for grid in grids for cell in _cells(grid, 1 / points)):
        if number >= _MOST:
            break
        if any(cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1 for x, y in middles):
            continue
        ink = _ink(picture, cell)
        if ink is not None:
            pad = max(4, round(0.3 * (ink.y1 - ink.y0)))
            box = Box(max(ink.x0 - pad, 0), max(ink.y0 - pad, 0), ink.x1 + pad, ink.y1 + pad)
            crop = picture.pixels[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]
            piece = line(Picture(crop, picture.dpi))
            if piece.text:
                found.append(Piece(piece.text, ink, piece.confidence))
    return found


def _scaled(ruling: Ruling, scale: float) -> Ruling:
    return Ruling(*(place * scale for place in ruling))


def _cells(grid: Grid, scale: float) -> Iterator[Box]:
    places: dict[int, list[tuple[int, int]]] = {}
    for row, cells in enumerate(grid.cells):
        for column, cell in enumerate(cells):
            places.setdefault(cell, []).append((row, column))
    for taken in places.values():
        (top, left), (bottom, right) = taken[0], taken[-1]
        edges = grid.xs[left], grid.ys[top], grid.xs[right + 1], grid.ys[bottom + 1]
        yield Box(*(edge * scale for edge in edges))


def _ink(picture: Picture, cell: Box) -> Box | None:
    """Return the box around the ink of a cell, None where there is none that could be text."""
    import cv2
    import numpy as np

    margin = max(3, round(_MARGIN * picture.dpi))
    x0, y0 = round(cell.x0) + margin, round(cell.y0) + margin
    inside: Any = picture.pixels[y0 : round(cell.y1) - margin, x0 : round(cell.x1) - margin]
    if min(inside.shape) < _LEAST * picture.dpi:
        return None
    dark = (inside < 0.6 * float(np.percentile(inside, 90))).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    least = _LEAST * picture.dpi
    parts = [s for s in stats[1:count] if max(s[2], s[3]) >= least]
    if not parts or any(s[3] > _HIGHEST * picture.dpi for s in parts):
        return None
    left, top = min(s[0] for s in parts), min(s[1] for s in parts)
    right, bottom = max(s[0] + s[2] for s in parts), max(s[1] + s[3] for s in parts)
    if bottom - top > _HIGHEST * picture.dpi or sum(int(s[4]) for s in parts) < least:
        return None
    return Box(float(x0 + left), float(y0 + top), float(x0 + right), float(y0 + bottom))
