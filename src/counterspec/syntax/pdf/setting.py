"""How most of a document is set: what stands out against it is a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from counterspec.syntax.pdf.content import PLAIN, Style
from counterspec.syntax.pdf.lines import Line

_HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
_WORD = re.compile(r"[^\W_]")
_COMMON = 0.2
_LARGER = 1.13
_LINES = 12
_PAGES = 60
_SIDES = 3
"""Pages that show where lines end on left, or right, pages: books have other margins there."""


@dataclass(slots=True)
class Setting:
    """Letters by style, and Chinese letters by font, of the pages seen so far; the usual right margin."""

    styles: dict[Style, int] = field(default_factory=dict)
    fonts: dict[str, int] = field(default_factory=dict)
    body: Style = PLAIN
    largest: float = 0.0
    plain: frozenset[str] = frozenset()
    ends: dict[tuple[int, int], list[float]] = field(default_factory=dict)

    def add(self, lines: Sequence[Line], width: float, number: int) -> None:
        """Count the letters of a page's lines, tables aside, and note where they end."""
        if len(lines) >= _LINES:
            ends = sorted(line.box.x1 for line in lines)
            self.ends.setdefault((round(width), number % 2), []).append(ends[int(0.9 * len(ends))])
        fonts = self.fonts
        letters: dict[int, int] = {}
        seen: dict[int, Style] = {}
        for run in (run for line in lines for run in line.runs):
            # Styles of a page are the same objects: their ids cost less than their contents.
            style, size = run.style, len(run.text)
            seen[id(style)] = style
            letters[id(style)] = letters.get(id(style), 0) + size
            if not run.text.isascii() and _HAN.search(run.text):
                fonts[style.font] = fonts.get(style.font, 0) + size
        for key, style in seen.items():
            self.styles[style] = self.styles.get(style, 0) + letters[key]

    def settle(self) -> None:
        """Say anew how most of the text is set."""
        sizes: dict[float, int] = {}
        for style, letters in self.styles.items():
            sizes[style.size] = sizes.get(style.size, 0) + letters
        size = max(sizes, key=lambda size: sizes[size], default=0.0)
        whole = sum(sizes.values())
        self.largest = max((s for s, letters in sizes.items() if letters >= _COMMON * whole), default=size)
        alike = {style: letters for style, letters in self.styles.items() if style.size == size}
        self.body = max(alike, key=lambda style: alike[style], default=PLAIN)
        whole = sum(self.fonts.values())
        self.plain = frozenset(font for font, letters in self.fonts.items() if letters >= _COMMON * whole)

    def right(self, width: float, number: int) -> float:
        """Return where lines usually end on pages of this width, left or right ones, 0 where no page shows it."""
        own = self.ends.get((round(width), number % 2), [])
        if len(own) >= _SIDES:
            return median(own[-_PAGES:])
        ends = own + self.ends.get((round(width), 1 - number % 2), [])
        return median(ends) if ends else 0.0

    def is_large(self, size: float) -> bool:
        """Tell whether type is larger than running text."""
        return bool(self.body.size) and size > _LARGER * max(self.largest, self.body.size)

    def is_strong(self, line: Line, size: float) -> bool:
        """Tell whether a line stands out: larger, bold, or in another font than Chinese running text."""
        if self.is_large(size):
            return True
        if self.body.size and size < 0.9 * self.body.size:
            return False
        runs = line.runs
        if not self.body.bold and any(run.style.bold for run in runs):
            words = [run for run in runs if run.style.bold or _WORD.search(run.text)]
            if all(run.style.bold for run in words):
                return True
        if not self.plain or all(run.style.font in self.plain for run in runs):
            return False
        han = [run.style.font for run in runs if not run.text.isascii() and _HAN.search(run.text)]
        return bool(han) and all(han) and not any(font in self.plain for font in han)
