"""One PDF page through pdfium's raw interface: runs of text with boxes, and what is drawn."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from counterspec.model import Box
from counterspec.syntax.pdf.content import Frame, PageContent, Run
from counterspec.syntax.pdf.drawing import Drawing, is_white
from counterspec.syntax.pdf.glyphs import plain_letters

_MAX_CHARS = 400_000
_RUN = re.compile(r"[^\s\x00-\x1f\ufffe]+")
_INVISIBLE = 3


def read_page(page: Any) -> PageContent:
    """Return the content of an open page; the caller closes it."""
    frame = Frame(page)
    content = PageContent(frame.width, frame.height)
    Drawing(frame, content).read(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        content.cut = True
        return content
    try:
        _Letters(textpage, frame, content).read()
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    return content


def split_run(page: Any, run: Run, edges: list[float]) -> list[Run]:
    """Cut a run where a vertical edge crosses it, by the boxes of its letters."""
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return [run]
    try:
        letters = _Letters(textpage, Frame(page), PageContent(0, 0))
        boxes = [letters.box(run.first + offset, run.first + offset) for offset in range(len(run.text))]
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    return list(_pieces(run, boxes, sorted(edges)))


def _pieces(run: Run, boxes: list[Box], edges: list[float]) -> Iterator[Run]:
    start = 0
    columns = [sum((box.x0 + box.x1) / 2 > edge for edge in edges) for box in boxes]
    for place in range(1, len(boxes) + 1):
        if place == len(boxes) or columns[place] != columns[start]:
            box = Box(boxes[start].x0, run.box.y0, boxes[place - 1].x1, run.box.y1)
            yield Run(run.text[start:place], box, run.line, run.hidden, False, run.first + start)
            start = place


class _Letters:
    """The text layer of a page."""

    def __init__(self, textpage: Any, frame: Frame, content: PageContent) -> None:
        self.textpage = textpage
        self.frame = frame
        self.content = content
        self.edges = [ctypes.c_double() for _ in range(4)]
        self.shown: dict[int, bool] = {}

    def read(self) -> None:
        count = pdfium.FPDFText_CountChars(self.textpage)
        if count <= 0:
            return
        self.content.cut = self.content.cut or count > _MAX_CHARS
        count = min(count, _MAX_CHARS)
        buffer = (ctypes.c_ushort * (count * 2 + 2))()
        written = pdfium.FPDFText_GetText(self.textpage, 0, count, buffer)
        text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
        same = len(text) == count
        line = 0
        end = 0
        for match in _RUN.finditer(text):
            line += text.count("\n", end, match.start())
            end = match.end()
            first = match.start() if same else self._index(match.start(), text)
            last = match.end() - 1 if same else self._index(match.end() - 1, text)
            self.content.runs.append(
                self._run(match.group(), first, last, line, text[end : end + 1] in ("\ufffe", "\x02"))
            )

    def _index(self, place: int, text: str) -> int:
        """Return pdfium's number of the character at a place of the text, where the two differ."""
        wide = (
            place + sum(char > "\uffff" for char in text[:place])
            if text[:place].isascii() is False
            else place
        )
        return max(int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, wide)), 0)

    def _run(self, text: str, first: int, last: int, line: int, hyphen: bool) -> Run:
        box = self.box(first, last)
        return Run(plain_letters(text), box, line, self._hidden(first, box), hyphen, first)

    def box(self, first: int, last: int) -> Box:
        """Return the box around two characters and what is between them."""
        left, right, bottom, top = self.edges
        pdfium.FPDFText_GetCharBox(self.textpage, first, left, right, bottom, top)
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if last != first:
            pdfium.FPDFText_GetCharBox(self.textpage, last, left, right, bottom, top)
            x0, y0 = min(x0, left.value), min(y0, bottom.value)
            x1, y1 = max(x1, right.value), max(y1, top.value)
        return self.frame.box(x0, y0, x1, y1)

    def _hidden(self, index: int, box: Box) -> bool:
        """Tell whether a run is drawn invisibly, in white on nothing, or beside the page."""
        across, down = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if not (-1 <= across <= self.frame.width + 1 and -1 <= down <= self.frame.height + 1):
            return True
        thing = pdfium.FPDFText_GetTextObject(self.textpage, index)
        if not thing:
            return False
        address = ctypes.addressof(thing.contents)
        if address not in self.shown:
            self.shown[address] = self._is_shown(thing, across, down)
        return not self.shown[address]

    def _is_shown(self, thing: Any, across: float, down: float) -> bool:
        if pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            # The invisible layer of a scan is its recognised text.
            return self.content.image_share > 0.5
        if not is_white(thing):
            return True
        return any(b.x0 <= across <= b.x1 and b.y0 <= down <= b.y1 for b in self.content.backgrounds)
