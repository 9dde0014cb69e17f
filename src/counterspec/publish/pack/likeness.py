"""Hold a crop of a pack against the page as it is drawn here: two machines draw letters a little differently."""

from __future__ import annotations

import io

from counterspec.drawing import cropped
from counterspec.model import Evidence, Source

DPI = 160
_APART, _MOST = 96, 0.01
"""Steps of grey by which a pixel differs, and how many of all may: edges of letters do, other words are more."""


def unlike(crop: bytes, source: Source, format_id: str, evidence: Evidence) -> bool:
    """Whether a crop shows something else than the source has there.

    Raises:
        CounterspecError: the page cannot be drawn here.
    """
    from PIL import Image, ImageChops

    with Image.open(io.BytesIO(cropped(source, format_id, evidence, DPI))) as mine:
        try:
            with Image.open(io.BytesIO(crop)) as theirs:
                if theirs.format != "PNG" or theirs.size != mine.size:
                    return True
                difference = ImageChops.difference(mine.convert("L"), theirs.convert("L"))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return True
        counts = difference.histogram()
    return sum(counts[_APART:]) > _MOST * sum(counts)
