"""What a PDF page holds, and its frame: points from the top left of the page as shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from counterspec.model import Box


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
