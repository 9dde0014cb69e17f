"""Draw invented pages as a scanner would see them; the fonts are those of the machine."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_LATIN = ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",)
_CHINESE = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)
DPI = 150


def font_path(*, chinese: bool) -> str | None:
    """Return a font of the machine, None where there is none."""
    return next((path for path in (_CHINESE if chinese else _LATIN) if Path(path).is_file()), None)


def page(lines: Sequence[str], table: Sequence[Sequence[str]] = (), *, chinese: bool = False) -> Any:
    """Return a page, 6 × 5 inches in grey, with lines of text and below them a ruled table."""
    from PIL import Image, ImageDraw, ImageFont

    path = font_path(chinese=chinese)
    assert path is not None
    font = ImageFont.truetype(path, 22)
    image = Image.new("L", (6 * DPI, 5 * DPI), 255)
    draw = ImageDraw.Draw(image)
    y = 60
    for line in lines:
        draw.text((70, y), line, fill=0, font=font)
        y += 42
    y += 20
    if table:
        width = 760 // len(table[0])
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                x = 70 + column * width
                draw.rectangle((x, y + row * 44, x + width, y + (row + 1) * 44), outline=0, width=2)
                draw.text((x + 12, y + row * 44 + 8), cell, fill=0, font=font)
    return image


def skewed(image: Any, angle: float) -> Any:
    """Return the page as if it lay askew on the glass, by degrees anticlockwise."""
    from PIL import Image

    return image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def encoded(image: Any, form: str = "PNG", **how: Any) -> bytes:
    """Return the bytes of a picture file."""
    out = io.BytesIO()
    image.save(out, form, **({"dpi": (DPI, DPI)} if form in ("PNG", "TIFF", "JPEG") else {}), **how)
    return out.getvalue()


def pdf_of(image: Any, *more: Any) -> bytes:
    """Return a PDF with a page for each picture that is the picture alone."""
    out = io.BytesIO()
    image.save(out, "PDF", resolution=DPI, save_all=True, append_images=more)
    return out.getvalue()
