"""Put recognised lines into the order in which they are read: row by row, column after column."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from counterspec.recognise import Piece

_FEWEST = 4
_BROAD = 0.55
"""Columns hold lines that fill at least so much of them; cells of a table do not."""

_TALLER, _OTHER_SIZE, _FAR = 2.5, 1.4, 2.5


def in_reading_order(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the rows of a page; two columns of text are read one after the other."""
    gutter = _gutter(pieces)
    if gutter is None:
        return _rows(pieces)
    rows: list[list[Piece]] = []
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.box.y0):
        if piece.box.x0 < gutter < piece.box.x1:
            rows += [*_sides(band, gutter), [piece]]
            band = []
        else:
            band.append(piece)
    return rows + _sides(band, gutter)


def _sides(band: Sequence[Piece], gutter: float) -> list[list[Piece]]:
    left = [piece for piece in band if piece.box.x1 <= gutter]
    return _rows(left) + _rows([piece for piece in band if piece.box.x1 > gutter])


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return where the white between two columns of running text lies, None where there is one column."""
    if len(pieces) < 2 * _FEWEST:
        return None
    x0, x1 = min(piece.box.x0 for piece in pieces), max(piece.box.x1 for piece in pieces)
    for part in range(40, 61, 2):
        middle = x0 + (x1 - x0) * part / 100
        across = [piece for piece in pieces if piece.box.x0 < middle < piece.box.x1]
        left = [piece for piece in pieces if piece.box.x1 <= middle]
        right = [piece for piece in pieces if piece.box.x0 >= middle]
        if len(across) * 4 <= len(pieces) and all(
            len(side) >= _FEWEST and median(p.box.x1 - p.box.x0 for p in side) >= _BROAD * width
            for side, width in ((left, middle - x0), (right, x1 - middle))
        ):
            return middle
    return None


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return lines that stand at one height as one row, from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.box.y0 + piece.box.y1, piece.box.x0)):
        if rows and _beside(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.box.x0) for row in rows]


def _beside(row: Sequence[Piece], piece: Piece) -> bool:
    top = median(other.box.y0 for other in row)
    bottom = median(other.box.y1 for other in row)
    shared = min(bottom, piece.box.y1) - max(top, piece.box.y0)
    low, high = sorted((bottom - top, piece.box.y1 - piece.box.y0))
    if shared <= 0.5 * low or high > _TALLER * low:
        return False
    # Far apart and of another size: an emblem, a stamp or a watermark beside a line.
    gap = min(max(other.box.x0 - piece.box.x1, piece.box.x0 - other.box.x1) for other in row)
    return gap < _FAR * high or high < _OTHER_SIZE * low
