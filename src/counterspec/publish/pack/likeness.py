"""Hold a crop of a pack against the page as it is drawn here: two machines draw letters a little differently."""

from __future__ import annotations

import io
from typing import Any

from counterspec.drawing import Sheet, marked
from counterspec.model import Evidence, Source

DPI = 160
_APART, _MOST = 96, 0.01
"""Steps of grey by which a pixel differs, and how many of all may: edges of letters do, other words are more."""


def unlike(crop: bytes, source: Source, format_id: str, evidence: Evidence) -> bool:
    """Whether a crop shows something else than the source has there.

    Its edges stand between the lines of the page, which another machine may draw a little elsewhere: wherever
    they may stand, a crop is like the page if the page looks the same there.

    Raises:
        CounterspecError: the page cannot be drawn here.
    """
    sheet = marked(source, format_id, evidence, DPI)
    theirs = _opened(crop, *sheet.image.size)
    if theirs is None:
        return True
    mine = sheet.image.convert("L")
    return not any(_same(mine, theirs, top) for top in _tops(sheet, evidence, theirs.height))


def _opened(crop: bytes, width: int, most: int) -> Any:
    """Return a PNG of this width and at most so high in grey, None where it is none."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(crop)) as picture:
            if picture.format != "PNG" or picture.width != width or picture.height > most:
                return None
            return picture.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _tops(sheet: Sheet, evidence: Evidence, height: int) -> list[int]:
    """Return where a crop of such a height may begin, first where it would begin here."""
    likely, _ = sheet.edges(evidence.boxes)
    uppers, lowers = sheet.room(evidence.boxes)
    return sorted((top for top in uppers if top + height in lowers), key=lambda top: abs(top - likely))


def _same(page: Any, crop: Any, top: int) -> bool:
    from PIL import ImageChops

    here = page.crop((0, top, crop.width, top + crop.height))
    counts = ImageChops.difference(here, crop).histogram()
    return sum(counts[_APART:]) <= _MOST * sum(counts)
