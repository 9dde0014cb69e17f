"""Find ruled lines in the picture of a page that stands straight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from counterspec.model import Box
from counterspec.syntax.pdf.content import Ruling

_SHORTEST = 0.2
"""Lines shorter than this (inches) are strokes of letters or specks."""
_THICKEST = 0.06
_GAP = 0.02
"""Breaks in a line up to this (inches) are closed."""
_MAX_LINES = 1_500


def rulings(grey: Any, dpi: float) -> tuple[list[Ruling], list[Ruling]]:
    """Return the lines across and those down, in pixels."""
    import cv2

    block = max(15, round(dpi * 0.15)) | 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    across = _lines(dark, dpi)
    down = _lines(cv2.transpose(dark), dpi)
    return across, down


def _lines(dark: Any, dpi: float) -> list[Ruling]:
    import cv2
    import numpy as np

    gap, length = max(3, round(dpi * _GAP)) | 1, max(15, round(dpi * _SHORTEST))
    # Breaks are closed between pieces that are lines already, or letters would grow together.
    pieces = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length // 2), np.uint8))
    closed = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    # A line that is not quite straight steps from row to row; the steps belong together.
    count, _, stats, middles = cv2.connectedComponentsWithStats(cv2.dilate(opened, np.ones((3, 3), np.uint8)))
    found = []
    for index in range(1, count):
        x, _, width, height, area = (int(value) for value in stats[index])
        if area / width - 2 <= dpi * _THICKEST and height <= max(2 * dpi * _THICKEST, 0.02 * width):
            found.append(Ruling(float(middles[index][1]), float(x + 1), float(x + width - 1)))
    return sorted(found, key=lambda line: line.start - line.end)[:_MAX_LINES]


def outside_letters(lines: Iterable[Ruling], boxes: Iterable[Box], *, down: bool) -> list[Ruling]:
    """Leave out lines that are strokes of letters: those that lie inside a box of text."""
    letters = list(boxes)
    return [line for line in lines if not any(_is_stroke(line, box, down) for box in letters)]


def _is_stroke(line: Ruling, box: Box, down: bool) -> bool:
    height = box.y1 - box.y0
    if down:
        inside = box.x0 < line.at < box.x1 and box.y0 - 2 <= line.start and line.end <= box.y1 + 2
        return inside and line.end - line.start <= 1.1 * height
    # Ruled lines may touch the edge of a box; dashes and strokes lie in its middle.
    return (
        box.y0 + 0.15 * height < line.at < box.y1 - 0.15 * height
        and box.x0 - 2 <= line.start
        and line.end <= box.x1 + 2
    )
