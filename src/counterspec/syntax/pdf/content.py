"""What a PDF page holds, and its frame: points from the top left of the page as shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from counterspec.model import Box, Problem, Recognition, Wishes
from counterspec.syntax.picture.placing import Placing


class Style(NamedTuple):
    """How text is set: font, size in points (0 unknown), clockwise quarter turns (SLANTED: no quarter).

    `pale` text is nearly white or nearly transparent; `hidden` text is not shown at all,
    `invisible` text drawn so that it never shows: often a layer of recognised text behind a picture.
    """

    font: str = ""
    size: float = 0.0
    turn: int = 0
    bold: bool = False
    pale: bool = False
    hidden: bool = False
    invisible: bool = False


PLAIN = Style()
_WORD = 6
SLANTED = 4


class Run(NamedTuple):
    """A run of text between white space.

    `line` counts pdfium's lines, `hyphen` says that its last letter is followed by a hyphen that
    only ends the line, `first` is its first character's index. `confidence` is set where the run
    was recognised from an image.
    """

    text: str
    box: Box
    line: int
    hidden: bool
    hyphen: bool
    first: int
    confidence: float | None = None
    style: Style = PLAIN


class Ruling(NamedTuple):
    """A straight line along an axis: at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """What a page holds; boxes in points from the top left of the page as shown.

    `layer` says that its text is an invisible layer, recognised from its picture by other software.
    `painted` says when each text object was drawn, `covers` which opaque boxes were drawn when.
    """

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    image_share: float = 0.0
    backgrounds: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    objects: int = 0
    cut: bool = False
    layer: bool = False
    alphabet: str = ""
    painted: dict[int, int] = field(default_factory=dict)
    covers: list[tuple[Box, int]] = field(default_factory=list)
    centres: dict[int, list[float]] = field(default_factory=dict)

    def split(self, run: Run, edges: list[float]) -> list[Run]:
        """Cut a run where vertical edges cross it; `centres` has the middles of its letters where known."""
        centres = self.centres.get(run.first)
        if centres is None or len(centres) != len(run.text):
            return split_evenly(run, edges)
        if all(_goes_on(run.text, centres, edge) for edge in edges):
            return [run]
        pieces: list[Run] = []
        columns = [bisect_left(sorted(edges), centre) for centre in centres]
        start = 0
        for place in range(1, len(centres) + 1):
            if place == len(centres) or columns[place] != columns[start]:
                left = run.box.x0 if not start else (centres[start - 1] + centres[start]) / 2
                right = run.box.x1 if place == len(centres) else (centres[place - 1] + centres[place]) / 2
                box = Box(left, run.box.y0, right, run.box.y1)
                pieces.append(run._replace(text=run.text[start:place], box=box, first=run.first + start))
                start = place
        return pieces


_THROUGH = 0.36
_CLOSE = 1.3


def _goes_on(text: str, centres: list[float], edge: float) -> bool:
    """Tell whether a word runs over an edge, out of its cell: a Latin letter stands on it, no gap is there."""
    place = bisect_left(centres, edge)
    if not 0 < place < len(centres) or len(text) < _WORD or max(text) >= "\u2e80":
        return False
    usual = median(b - a for a, b in pairwise(centres))
    gap = centres[place] - centres[place - 1]
    nearest = min(centres[place] - edge, edge - centres[place - 1])
    even = all(abs(b - a - usual) < 0.1 * usual for a, b in pairwise(centres))
    return gap < (1.1 if even else _CLOSE) * usual and (even or nearest < _THROUGH * usual)


Split = Callable[[Run, list[float]], list[Run]]
"""Cuts a run where vertical edges cross it."""


class Recognised(NamedTuple):
    """A page as recognised from its image: its content, how, and what to tell of it.

    The content stands upright and straight; `placing` says where that lies on the page as it was.
    """

    content: PageContent
    recognition: Recognition
    problems: tuple[Problem, ...] = ()
    placing: Placing | None = None


Recognise = Callable[[Any, int, PageContent, Wishes], Recognised | None]
"""Recognises the text of an open page (pypdfium2's PdfPage), given its number and what the file itself
holds of it; None where no engine can."""


def split_evenly(run: Run, edges: list[float]) -> list[Run]:
    """Cut a run where vertical edges cross it, taking its letters for equally wide."""
    pieces: list[Run] = []
    size, width = len(run.text), run.box.x1 - run.box.x0
    cuts = sorted({round((edge - run.box.x0) / max(width, 0.1) * size) for edge in edges})
    start = 0
    for cut in [*(cut for cut in cuts if 0 < cut < size), size]:
        box = Box(run.box.x0 + width * start / size, run.box.y0, run.box.x0 + width * cut / size, run.box.y1)
        pieces.append(run._replace(text=run.text[start:cut], box=box, first=run.first + start))
        start = cut
    return pieces


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
