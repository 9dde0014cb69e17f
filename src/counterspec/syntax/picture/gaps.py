"""Where a picture of a page can be cut: rows between its lines, which no letter crosses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_CONTRAST = 64
"""Steps of grey between neighbours of a row where a letter begins or ends; what shines through paper has fewer."""


def between_lines(image: Any, wanted: int, among: range, clear: int, stem: int) -> int:
    """Return the row before which to cut: of `among` the one nearest to `wanted` that stands between lines.

    It keeps `clear` rows from letters where there are so many. Strokes of at least `stem` rows are lines of
    a table or a frame, which a cut may cross. Where every row has letters, `wanted` is returned.
    """
    first, last = max(0, among.start - clear), min(image.height, among.stop + clear)
    cuts = [
        min(max(wanted, low), high)
        for start, end in _blank(_letters(image, first, last, stem), first)
        for low, high in [_inside(start, end, clear)]
    ]
    return min(
        (cut for cut in cuts if cut in among), key=lambda cut: (abs(cut - wanted), cut), default=wanted
    )


def _inside(start: int, end: int, clear: int) -> tuple[int, int]:
    """Return the first and the last cut in a stretch of blank rows."""
    kept = min(clear, (end - start) // 2)
    return start + kept, end - kept


def _blank(letters: bytes, first: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of rows without letters; the rows are numbered from `first`."""
    start = None
    for row, ink in enumerate([*letters, 1], first):
        if ink:
            if start is not None:
                yield start, row
            start = None
        elif start is None:
            start = row


def _letters(image: Any, first: int, last: int, stem: int) -> bytes:
    """Return for each row from `first` to `last` how much of it edges of letters are; specks count as nothing."""
    from PIL import Image, ImageChops, ImageFilter

    over, under = max(0, first - stem), min(image.height, last + stem)
    band = image.crop((0, over, image.width, under)).convert("L")
    width, height = band.width - 1, band.height
    edges = ImageChops.difference(
        band.crop((0, 0, width, height)), band.crop((1, 0, width + 1, height))
    ).point(lambda step: 255 if step >= _CONTRAST else 0)
    uprights = _widened(_narrowed(edges, stem), stem).filter(ImageFilter.MaxFilter(3))
    letters = ImageChops.subtract(edges, uprights).crop((0, first - over, width, last - over))
    return bytes(letters.resize((1, last - first), Image.Resampling.BOX).tobytes())


def _narrowed(edges: Any, stem: int) -> Any:
    """Keep what has ink in the `stem` rows from here on."""
    from PIL import ImageChops

    return _over(edges, stem, ImageChops.darker, 1)


def _widened(edges: Any, stem: int) -> Any:
    """Give ink to the `stem` rows from each that has some."""
    from PIL import ImageChops

    return _over(edges, stem, ImageChops.lighter, -1)


def _over(picture: Any, rows: int, taking: Any, way: int) -> Any:
    """Take the least or the most over so many rows, in doubling steps; beyond the picture nothing is inked."""
    width, height = picture.size
    done = 1
    while done < rows:
        step = min(done, rows - done)
        moved = picture.crop((0, way * step, width, height + way * step))
        picture = taking(picture, moved)
        done += step
    return picture
