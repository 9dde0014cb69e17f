"""One PDF page through pdfium's raw interface: runs of text with boxes, and what is drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

import pypdfium2.raw as pdfium

from counterspec.syntax.pdf.alphabets import reread
from counterspec.syntax.pdf.content import Frame, PageContent
from counterspec.syntax.pdf.drawing import Drawing
from counterspec.syntax.pdf.letters import Letters
from counterspec.syntax.pdf.spacing import respaced

_MAX_CROSSED = 64


def read_page(page: Any, spaceless: set[str] | None = None) -> PageContent:
    """Return the content of an open page; the caller closes it.

    `spaceless` collects, over the pages of a file, the fonts whose text lacks its spaces.
    """
    frame = Frame(page)
    content = PageContent(frame.width, frame.height)
    Drawing(frame, content).read(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        content.cut = True
        return content
    try:
        letters = Letters(textpage, frame, content)
        letters.read()
        reread(content)
        respaced(content, letters, set() if spaceless is None else spaceless)
        _note_crossings(content, letters)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    return content


def _note_crossings(content: PageContent, letters: Letters) -> None:
    """Keep the places of letters of runs that a vertical line crosses: they may stand in two cells."""
    verticals = sorted(content.vertical)
    places = [line.at for line in verticals]
    for run in content.runs if places else ():
        box = run.box
        low, high = bisect_right(places, box.x0 + 1), bisect_left(places, box.x1 - 1)
        crossed = verticals[low : min(high, low + _MAX_CROSSED)]
        if (
            run.first >= 0
            and len(run.text) > 1
            and any(line.start <= box.y1 and line.end >= box.y0 for line in crossed)
        ):
            content.centres[run.first] = letters.centres(run)
