"""The picture of a PDF page, as pdfium draws it."""

from __future__ import annotations

from typing import Any

from counterspec.errors import LimitError, UnreadableError
from counterspec.safe.limits import MAX_PIXELS

_POINTS = 72


def page_picture(data: bytes, path: str, number: int, dpi: int) -> Any:
    """Return page `number` (from 1) as a Pillow image in RGB, as it is shown.

    Raises:
        LimitError: the page at that resolution has more pixels than are drawn.
        UnreadableError: the page cannot be read.
    """
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
        return page.render(scale=scale).to_pil().convert("RGB")
    except (PdfiumError, IndexError) as error:
        raise UnreadableError(f"{path}, page {number}: the page cannot be drawn: {error}") from error
    finally:
        pdf.close()


def grey_picture(page: Any, dpi: int) -> Any:
    """Return an open page as it is shown, as a numpy array of grey bytes, height × width."""
    import numpy as np

    bitmap = page.render(scale=dpi / _POINTS, grayscale=True)
    try:
        return np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width))
    finally:
        bitmap.close()
