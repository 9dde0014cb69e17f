"""Picture files as pages: bounded in size, in grey, upright as the camera says, with a size in points."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from counterspec.errors import LimitError, UnreadableError
from counterspec.safe.limits import MAX_PIXELS

_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_POINTS = 72
_SMALLEST = 32
_LEAST_DPI, _MOST_DPI = 72, 1_200
_SCREEN = (72, 96)
"""What programs write that do not know the resolution."""
_PAGE_INCHES = (2.0, 50.0)
_LETTER_INCHES = 0.1
"""The usual height of a letter, which stands for the resolution where the file does not give it."""
_USUAL_DPI = 200


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One picture of a file: its size, its pixels in grey where they were asked for, what is wrong with it.

    `error` says why it could not be read, `note` what is missing of it; both have `code` and `remedy`.
    """

    size: tuple[int, int] = (0, 0)
    grey: Any = None
    dpi: float = float(_USUAL_DPI)
    error: str = ""
    note: str = ""
    code: str = ""
    remedy: str = ""

    @property
    def width(self) -> float:
        """The width in points."""
        return self.size[0] * _POINTS / self.dpi

    @property
    def height(self) -> float:
        """The height in points."""
        return self.size[1] * _POINTS / self.dpi

    @property
    def may_hold_text(self) -> bool:
        """Whether the picture is large enough for words."""
        return min(self.size) >= _SMALLEST

    def at(self, dpi: int) -> Any:
        """Return the picture at another resolution."""
        import cv2

        scale = dpi / self.dpi
        if abs(scale - 1) < 0.02:
            return self.grey
        height, width = self.grey.shape
        size = max(1, round(width * scale)), max(1, round(height * scale))
        return cv2.resize(self.grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)


def pictures(data: bytes, path: str, look: Callable[[int], bool]) -> Iterator[PagePicture]:
    """Yield the pictures of a file, one at a time: all pages of a TIFF, the first of what moves.

    `look` says of a page's number, from 1, whether its pixels are wanted.

    Raises:
        LimitError: the first picture has more pixels than are read.
        UnreadableError: the bytes are no picture that can be read.
    """
    image = _opened(data, path)
    number = 1
    while True:
        yield _page(image, look=look(number))
        if image.format != "TIFF" or not _seek(image, number):
            return
        number += 1


def _seek(image: Any, number: int) -> bool:
    try:
        with _quietly():
            image.seek(number)
    except (EOFError, OSError, ValueError, SyntaxError, KeyError, TypeError):
        return False
    return True


def _opened(data: bytes, path: str) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        with _quietly():
            image = Image.open(BytesIO(data), formats=_KINDS)
    except Image.DecompressionBombError as error:
        raise LimitError(f"{path}: {_too_large()}", hint=_SMALLER) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError) as error:
        raise UnreadableError(f"{path}: the picture is damaged beyond reading", hint=_AGAIN) from error
    if image.width * image.height > MAX_PIXELS:
        raise LimitError(f"{path}: {_too_large(image.width, image.height)}", hint=_SMALLER)
    return image


_SMALLER = "Save it at a lower resolution."


def _too_large(width: int = 0, height: int = 0) -> str:
    size = f"{width} × {height} pixels" if width else "too many pixels"
    return f"{size}; at most {MAX_PIXELS} are read (MAX_PIXELS)"


def _page(image: Any, *, look: bool) -> PagePicture:
    if image.width * image.height > MAX_PIXELS:
        return PagePicture(error=_too_large(image.width, image.height), code="too-large", remedy=_SMALLER)
    if not look:
        return PagePicture((image.width, image.height), dpi=_told_resolution(image, image.size) or _USUAL_DPI)
    note = code = advice = ""
    if image.format != "TIFF" and getattr(image, "is_animated", False):
        note, code = "the picture moves; only its first frame was read", "partial"
    with _quietly():
        try:
            grey = _grey(image)
        except _DAMAGE:
            grey = _what_is_there(image)
            note, code = "the picture is cut short or damaged; only a part of it could be read", "truncated"
            advice = _AGAIN
    if grey is None:
        return PagePicture(error="nothing of the picture could be read", code="damaged", remedy=_AGAIN)
    size = grey.shape[1], grey.shape[0]
    dpi = _told_resolution(image, size) or _by_letters(grey)
    return PagePicture(size, grey, dpi, note=note, code=code, remedy=advice)


_AGAIN = "Fetch it again."
_DAMAGE = (OSError, ValueError, SyntaxError, KeyError, TypeError, IndexError, EOFError, ZeroDivisionError)


def _what_is_there(image: Any) -> Any:
    """Return a damaged picture with what is missing left blank, None where that fails, too."""
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        return _grey(image)
    except _DAMAGE:
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _grey(image: Any) -> Any:
    """Return any picture as bytes from black to white, as it is to be looked at."""
    import numpy as np
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):
        return (np.asarray(upright).astype(np.uint16) >> 8).astype(np.uint8)
    if upright.mode in ("I", "F"):
        return _stretched(np.asarray(upright, dtype=np.float64))
    return np.ascontiguousarray(_on_white(upright).convert("L"))


def _on_white(image: Any) -> Any:
    """Return a picture without transparency: where it has none, paper is white."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA", "RGBa", "La") and "transparency" not in image.info:
        return image.convert("RGB") if image.mode in ("P", "CMYK", "YCbCr", "LAB", "HSV") else image
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, (255, 255, 255, 255)), clear)


def _stretched(values: Any) -> Any:
    import numpy as np

    finite = values[np.isfinite(values)]
    if not finite.size:
        return np.full(values.shape, 255, np.uint8)
    low, high = float(finite.min()), float(finite.max())
    # Sixteen bits in thirty-two keep their scale; anything else is spread over what there is.
    low, high = (0.0, 65_535.0) if low >= 0 and 255 < high <= 65_535 else (low, max(high, low + 1))
    return np.nan_to_num((np.clip(values, low, high) - low) * 255 / (high - low)).astype(np.uint8)


def _told_resolution(image: Any, size: tuple[int, int]) -> float:
    """Return the resolution in dots per inch that the file gives, 0 where it gives none that can be true."""
    told = image.info.get("dpi")
    try:
        dpi = float(told[0]) if told else 0.0
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0
    if not _LEAST_DPI <= dpi <= _MOST_DPI or round(dpi) in _SCREEN:
        return 0.0
    return dpi if _PAGE_INCHES[0] <= max(size) / dpi <= _PAGE_INCHES[1] else 0.0


def _by_letters(grey: Any) -> float:
    import cv2
    import numpy as np

    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = (grey <= threshold).astype(np.uint8)
    if dark.mean() > 0.5:
        dark = 1 - dark
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    heights, widths = stats[1:, 3], stats[1:, 2]
    letters = heights[(heights >= 6) & (heights <= max(grey.shape) / 12) & (widths < 3 * heights)]
    if len(letters) < 20:
        return float(_USUAL_DPI)
    # Dots and broken strokes are many and small; letters are the upper half.
    dpi = float(np.percentile(letters, 70)) / _LETTER_INCHES
    return float(min(max(round(dpi / 10) * 10, _LEAST_DPI), 600))


def shown(data: bytes, path: str, number: int, dpi: int) -> Any:
    """Return page `number` (from 1) as a Pillow image in RGB at a resolution.

    Raises:
        LimitError: the picture has more pixels than are read.
        UnreadableError: the picture cannot be read.
    """
    from PIL import Image

    for count, picture in enumerate(pictures(data, path, lambda page: page == number), 1):
        if count == number:
            if picture.grey is None:
                raise UnreadableError(f"{path}, page {number}: {picture.error}")
            size = round(picture.width * dpi / _POINTS), round(picture.height * dpi / _POINTS)
            if size[0] * size[1] > MAX_PIXELS:
                raise LimitError(f"{path}, page {number}: {_too_large(*size)}", hint="Ask for a lower --dpi.")
            return Image.fromarray(picture.grey).resize((max(size[0], 1), max(size[1], 1))).convert("RGB")
    raise UnreadableError(f"{path}: there is no page {number}")


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep the picture library's warnings off the terminal; what matters is told as a problem."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
