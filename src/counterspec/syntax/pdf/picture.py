"""The picture of a PDF page, as pdfium draws it.

Drawing changes the fonts that pdfium puts in the place of missing ones, for every document of the process:
letters that are read afterwards have other widths, and other spaces between them. So every page is drawn
in a process of its own, and what is read never depends on what was drawn before.
"""

from __future__ import annotations

import struct
from typing import Any

from counterspec.errors import LimitError, UnreadableError
from counterspec.safe.apart import apart
from counterspec.safe.limits import MAX_PIXELS

_POINTS = 72
_SIZE = struct.Struct("<II")
"""Width and height, before the pixels."""


def page_picture(data: bytes, path: str, number: int, dpi: int) -> Any:
    """Return page `number` (from 1) as a Pillow image in RGB, as it is shown.

    Raises:
        LimitError: the page at that resolution has more pixels than are drawn.
        UnreadableError: the page cannot be read.
    """
    from PIL import Image
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        raise UnreadableError(f"{path}: the PDF cannot be opened: {error}") from error
    try:
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = dpi / _POINTS
        if width * height * scale * scale > MAX_PIXELS:
            raise LimitError(
                f"{path}, page {number}: {width * scale:.0f} × {height * scale:.0f} pixels at {dpi} dpi",
                hint="Ask for a lower --dpi.",
            )
        size, pixels = _drawn(page, dpi, "RGB")
        return Image.frombuffer("RGB", size, pixels, "raw", "RGB", 0, 1)
    except (PdfiumError, IndexError, RuntimeError) as error:
        raise UnreadableError(f"{path}, page {number}: the page cannot be drawn: {error}") from error
    finally:
        pdf.close()


def grey_picture(page: Any, dpi: int) -> Any:
    """Return an open page as it is shown, as a numpy array of grey bytes, height × width.

    Raises:
        RuntimeError: it cannot be drawn.
    """
    import numpy as np

    (width, height), pixels = _drawn(page, dpi, "L")
    return np.frombuffer(pixels, np.uint8).reshape(height, width)


def _drawn(page: Any, dpi: int, mode: str) -> tuple[tuple[int, int], bytearray]:
    """Return the size of a page's picture and its pixels, row by row."""
    # Loaded here, so that no process that draws has to load it.
    from PIL import Image

    def draw() -> bytes:
        bitmap = page.render(scale=dpi / _POINTS, grayscale=mode == "L")
        picture: Image.Image = bitmap.to_pil().convert(mode)
        return _SIZE.pack(*picture.size) + picture.tobytes()

    made = apart(draw)
    width, height = _SIZE.unpack_from(made)
    del made[: _SIZE.size]
    return (width, height), made
