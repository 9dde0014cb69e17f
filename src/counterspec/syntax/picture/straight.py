"""Find by what angle a page's picture is turned, and turn it back."""

from __future__ import annotations

from typing import Any, NamedTuple

_WIDEST = 8.0
"""Larger angles (degrees) are not looked for."""
_COARSE, _FINE = 0.25, 0.02
_POINTS = 120_000
_SHORT_SIDE = 1500
"""Angles are measured on a picture reduced to about this many pixels across."""
_LEAST = 0.03


class Slant(NamedTuple):
    """The angle, in degrees, by which lines fall to the right, and how clearly they stand out."""

    angle: float
    clarity: float


def slant(grey: Any) -> Slant:
    """Return the slant of a picture's text lines: the angle at which the rows of ink are sharpest."""
    import numpy as np

    ink = _edges(grey)
    ys, xs = np.nonzero(ink)
    if len(ys) < 200:
        return Slant(0.0, 0.0)
    if len(ys) > _POINTS:
        # Every n-th point in reading order would favour some rows; a fixed shuffle does not.
        chosen = np.random.default_rng(0).choice(len(ys), _POINTS, replace=False)
        ys, xs = ys[chosen], xs[chosen]
    across = xs - ink.shape[1] / 2

    def sharpness(angle: float) -> float:
        rows = ys - across * np.tan(np.radians(angle))
        rows -= rows.min()
        whole = rows.astype(np.int32)
        # A point between two rows counts for both by its distance, or whole steps would be favoured.
        part = rows - whole
        counts = np.bincount(whole, 1 - part, whole.max() + 2) + np.bincount(whole + 1, part, whole.max() + 2)
        return float(np.square(counts[2:] - counts[:-2]).sum())

    best = _best(sharpness, -_WIDEST, _WIDEST, _COARSE)
    best = _best(sharpness, best - _COARSE, best + _COARSE, 0.1)
    best = _best(sharpness, best - 0.1, best + 0.1, _FINE)
    return Slant(round(best, 3) if abs(best) >= _LEAST else 0.0, sharpness(best) / len(ys))


def _best(score: Any, low: float, high: float, step: float) -> float:
    angles = [low + step * index for index in range(round((high - low) / step) + 1)]
    return float(max(angles, key=score))


def _edges(grey: Any) -> Any:
    """Return where ink ends downwards: feet of letters and lower edges of lines, which lie on the lines."""
    import cv2
    import numpy as np

    short = min(grey.shape[:2])
    if short > 1.3 * _SHORT_SIDE:
        scale = _SHORT_SIDE / short
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.medianBlur(grey, 3)
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = grey <= threshold
    if dark.mean() > 0.5:
        dark = ~dark
    edges = np.zeros_like(dark)
    edges[:-1] = dark[:-1] & ~dark[1:]
    margin = max(2, min(edges.shape) // 50)
    # The shadow of the sheet's own border says nothing of the lines on it.
    edges[:margin] = edges[-margin:] = False
    edges[:, :margin] = edges[:, -margin:] = False
    return edges


def lies_sideways(grey: Any) -> bool:
    """Tell whether lines of text run up or down the picture rather than across it."""
    import cv2

    across = slant(grey).clarity
    along = slant(cv2.rotate(grey, cv2.ROTATE_90_CLOCKWISE)).clarity
    return along > 1.25 * across


def turned(grey: Any, turn: int) -> Any:
    """Return the picture turned by `turn` quarter turns clockwise."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(grey, -turn))


def straightened(grey: Any, angle: float) -> Any:
    """Return the picture turned back by `angle` degrees about its middle, at the same size, on white."""
    import cv2

    if not angle:
        return grey
    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
