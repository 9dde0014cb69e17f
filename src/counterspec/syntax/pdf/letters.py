"""The text layer of a PDF page: runs between white space, with boxes and styles."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from math import atan2, degrees, hypot
from typing import Any

import pypdfium2.raw as pdfium

from counterspec.model import Box
from counterspec.syntax.pdf import raw
from counterspec.syntax.pdf.content import SLANTED, Frame, PageContent, Run, Style
from counterspec.syntax.pdf.glyphs import has_symbols, plain_letters, symbols

Edges = tuple[float, float, float, float]
"""Left, right, bottom and top of a letter, in pdfium's coordinates."""

# Both are made for every word: their own constructors take three times as long.
_run = tuple.__new__
_box = tuple.__new__
_MAX_CHARS = 400_000
_RUN = re.compile(r"[^\s\x00-\x1f\x7f\ufffe\u200b\ufeff]+")
_HYPHENS = ("\ufffe", "\x02")
_LAST_HYPHEN = "\x7f\r"
_INVISIBLE = 3
_CLIP = 7
_WHITE = 250
_PALE = 165
_FAINT = 130
_TINY = 1.0
_BOLD = re.compile(
    r"bold|black|heavy|demi|hei(?!ght|se)|黑|gothic(?!.*(?:light|book))|FZHT|FZXBS|FZDBS|FZCH|FZZDX", re.I
)
_HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
_SUBSET = re.compile(r"^[A-Z]{6}\+")


class Letters:
    """Reads the runs of an open text page into the content of its page."""

    def __init__(self, textpage: Any, frame: Frame, content: PageContent) -> None:
        self.textpage = raw.address(textpage)
        self.handle = textpage
        self.frame = frame
        self.content = content
        self.styles: dict[int, Style] = {}
        self.fonts: dict[int, tuple[str, bool]] = {}
        self.same: dict[Style, Style] = {}
        self.matrix = (ctypes.c_float * 6)()
        self.colour = (ctypes.c_uint * 4)()

    def read(self) -> None:
        count = pdfium.FPDFText_CountChars(self.handle)
        if count <= 0:
            return
        self.content.cut = self.content.cut or count > _MAX_CHARS
        text = plain_letters(self._text(min(count, _MAX_CHARS)))
        found = list(_RUN.finditer(text))
        firsts = [match.start() for match in found]
        lasts = [match.end() - 1 for match in found]
        if len(text) != min(count, _MAX_CHARS):
            firsts = self._indices(firsts, text)
            lasts = self._indices(lasts, text)
        self._runs(text, found, firsts, lasts)
        self._find_layer()

    def _find_layer(self) -> None:
        """Take invisible text for the text of a scan where the page shows hardly any other."""
        runs = self.content.runs
        behind = sum(len(run.text) for run in runs if run.style.invisible)
        shown = sum(len(run.text) for run in runs if not run.hidden)
        if behind and self.content.image_share > 0.5 and shown * 3 < behind:
            self.content.layer = True
            self.content.runs = [
                run._replace(hidden=False, style=run.style._replace(hidden=False))
                if run.style.invisible
                else run
                for run in runs
            ]

    def _text(self, count: int) -> str:
        buffer = (ctypes.c_ushort * (count * 2 + 2))()
        written = pdfium.FPDFText_GetText(self.handle, 0, count, buffer)
        return bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")

    def _indices(self, places: list[int], text: str) -> list[int]:
        """Return pdfium's numbers of the characters at places of the text, where the two differ."""
        wide = [index for index, char in enumerate(text) if char > "\uffff"]
        found = []
        passed = 0
        for place in places:
            while passed < len(wide) and wide[passed] < place:
                passed += 1
            found.append(max(int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.handle, place + passed)), 0))
        return found

    def _runs(self, text: str, found: list[re.Match[str]], firsts: list[int], lasts: list[int]) -> None:
        edges = self.boxes([index for pair in zip(firsts, lasts, strict=True) for index in pair])
        runs, styles, textpage = self.content.runs, self.styles, self.textpage
        width, height = self.frame.width + 1, self.frame.height + 1
        covers = self.content.covers
        text_object, place, private = raw.text_object, self._place(), has_symbols(text)
        line = end = 0
        for match, first, one, two in zip(found, firsts, edges[::2], edges[1::2], strict=True):
            start, words = match.start(), match.group()
            if start - end > 1 or text[end] == "\n":
                line += text.count("\n", end, start)
            end = match.end()
            box = place(one, two)
            lead = first
            if not words.isascii() and words[0] < "\x80":
                # "5.3.2系统": the type of the words counts, not that of the number.
                han = _HAN.search(words)
                lead = first + han.start() if han else first
            thing = text_object(textpage, lead)
            style = styles.get(thing)
            if style is None:
                style = styles[thing] = self._style(thing, lead, box)
            across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            hidden = style.hidden or not (-1 <= across <= width and -1 <= down <= height)
            if covers and not hidden:
                hidden = self._is_covered(thing, across, down)
            hyphen = end < len(text) and (text[end] in _HYPHENS or text.startswith(_LAST_HYPHEN, end))
            if private:
                words = symbols(words, style.font)
            runs.append(_run(Run, (words, box, line, hidden, hyphen, first, None, style)))

    def _is_covered(self, thing: int | None, across: float, down: float) -> bool:
        """Tell whether an opaque box was drawn over a text object, here."""
        when = self.content.painted.get(thing or 0)
        if when is None:
            return False
        return any(
            drawn > when and box.x0 < across < box.x1 and box.y0 < down < box.y1
            for box, drawn in self.content.covers
        )

    def _place(self) -> Callable[[Edges, Edges], Box]:
        """Return what makes the box of a run of those of its first and last letter."""
        frame = self.frame
        if frame.turn or self.content.width <= 0:
            return lambda one, two: frame.box(
                min(one[0], two[0]), min(one[2], two[2]), max(one[1], two[1]), max(one[3], two[3])
            )
        left, top = frame.left, frame.top

        def place(one: Edges, two: Edges) -> Box:
            x0, x1, low, high = one
            a, b, c, d = two
            return _box(
                Box,
                (
                    (x0 if x0 < a else a) - left,
                    top - (high if high > d else d),
                    (x1 if x1 > b else b) - left,
                    top - (low if low < c else c),
                ),
            )

        return place

    def boxes(self, indices: list[int]) -> list[Edges]:
        """Return left, right, bottom and top of characters, in pdfium's coordinates."""
        values = (ctypes.c_double * (4 * len(indices)))()
        place = ctypes.addressof(values)
        textpage, char_box = self.textpage, raw.char_box
        for index in indices:
            char_box(textpage, index, place, place + 8, place + 16, place + 24)
            place += 32
        flat = iter(values)
        return list(zip(flat, flat, flat, flat, strict=True))

    def centres(self, run: Run) -> list[float]:
        """Return the middles of a run's letters, across the page as shown."""
        edges = self.boxes(list(range(run.first, run.first + len(run.text))))
        placed = [self.frame.box(left, bottom, right, top) for left, right, bottom, top in edges]
        return [(box.x0 + box.x1) / 2 for box in placed]

    # -- styles --------------------------------------------------------------------------------

    def _style(self, thing: int | None, index: int, box: Box) -> Style:
        raw.char_matrix(self.textpage, index, self.matrix)
        a, b, c, d = self.matrix[0], self.matrix[1], self.matrix[2], self.matrix[3]
        size = round(abs(raw.char_size(self.textpage, index)) * hypot(c, d), 1)
        turn = _turn(a, b, self.frame.turn)
        if not thing:
            return Style("", size, turn)
        name, bold = self._font(raw.object_font(thing))
        pale, white = self._colour(thing)
        mode = raw.render_mode(thing)
        hidden = size < _TINY or mode == _CLIP
        invisible = mode == _INVISIBLE
        if white and not invisible:
            hidden = hidden or not self._on_background(box)
        style = Style(name, size, turn, bold, pale, hidden or invisible, invisible)
        return self.same.setdefault(style, style)

    def _font(self, font: int | None) -> tuple[str, bool]:
        if not font:
            return "", False
        known = self.fonts.get(font)
        if known is None:
            buffer = ctypes.create_string_buffer(128)
            raw.font_name(font, ctypes.addressof(buffer), 128)
            name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
            known = self.fonts[font] = (name, bool(_BOLD.search(name)) or raw.font_weight(font) >= 600)
        return known

    def _colour(self, thing: int) -> tuple[bool, bool]:
        """Tell whether an object is pale, and whether it is white or see-through."""
        place = ctypes.addressof(self.colour)
        if not raw.fill_colour(thing, place, place + 4, place + 8, place + 12):
            return False, False
        red, green, blue, alpha = self.colour
        darkest = min(red, green, blue)
        return darkest >= _PALE or alpha < _FAINT, darkest >= _WHITE or alpha == 0

    def _on_background(self, box: Box) -> bool:
        across, down = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        return any(b.x0 <= across <= b.x1 and b.y0 <= down <= b.y1 for b in self.content.backgrounds)


def _turn(a: float, b: float, page: int) -> int:
    """Return the clockwise quarter turns that text is set at, as the page is shown."""
    angle = -degrees(atan2(b, a)) + 90 * page if a or b else 90.0 * page
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - 90 * quarter) < 8 else SLANTED
