"""Read lines of text with a PP-OCR pair of networks: one finds lines on a page set straight, one reads a line.

The runtime that carries the networks out is the engine's own affair: it gives two functions from
array to array. Lines are read one by one at their own width, on as many threads as the process
may use; the result does not depend on how many those are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from counterspec.model import Box
from counterspec.recognise import Engine, Picture, Piece
from counterspec.safe.cores import threads

Network = Callable[[Any], Any]

_DETECTION_DPI = 110
"""Lines are found on a picture reduced to this: letters of 6 points are still 9 pixels high."""
_LONGEST = 2_560
_INK, _SURE = 0.3, 0.5
"""Above the first a pixel belongs to a line; a line whose pixels are below the second in the mean is none."""
_GROWTH = 1.6
"""The network marks the heart of a line; its box is grown by this much of area by circumference."""
_HEIGHT = 48
_STEP = 16
_WIDEST = 4_000
_MAX_LINES = 3_000
_UNSURE = 0.7
_FRAMES = (0.16, 0.33, 0.55)
"""A short text that was read with less confidence is read again within margins of these shares of its height."""
_UPRIGHT = 1.8
"""A box this much higher than wide holds text that runs up or down, or letters below each other."""


class Opened(NamedTuple):
    """A network that is ready to run, and the letters its file names, if any."""

    run: Network
    letters: list[str]


class _Found(NamedTuple):
    x0: int
    y0: int
    x1: int
    y1: int


class Reader:
    """A pair of networks with the letters that the second one knows; `letters[0]` stands for none."""

    def __init__(self, find: Network, read: Network, letters: Sequence[str], threads: int) -> None:
        self._find = find
        self._network = read
        self._letters = letters
        self._threads = threads

    def read(self, picture: Picture) -> list[Piece]:
        """Return the lines of a page, those that were found from top to bottom."""
        found = self.find(picture)
        # The longest first, so that no thread is left with one at the end.
        order = sorted(range(len(found)), key=lambda i: (found[i].x0 - found[i].x1, i))
        with ThreadPoolExecutor(self._threads) as threads:
            pieces = list(threads.map(lambda i: self._piece(picture.pixels, found[i]), order))
        read = sorted(zip(order, pieces, strict=True))
        return [piece for _, piece in read if piece.text]

    def line(self, picture: Picture) -> Piece:
        """Return what a picture of one line says."""
        height, width = picture.pixels.shape[:2]
        return self._piece(picture.pixels, _Found(0, 0, width, height))

    # -- lines ---------------------------------------------------------------------------------

    def find(self, picture: Picture) -> list[_Found]:
        """Return the boxes of lines, in pixels of the picture."""
        import cv2
        import numpy as np

        height, width = picture.pixels.shape[:2]
        scale = min(1.0, _DETECTION_DPI / picture.dpi, _LONGEST / max(height, width))
        rows, columns = (max(32, round(side * scale / 32) * 32) for side in (height, width))
        small = cv2.resize(picture.pixels, (columns, rows), interpolation=cv2.INTER_AREA)
        chances = self._find(_colours(small))[0, 0]
        count, labels, stats, _ = cv2.connectedComponentsWithStats((chances > _INK).astype(np.uint8))
        sums = np.bincount(labels.ravel(), chances.ravel(), count)
        found = []
        for index in range(1, count):
            x, y, across, down, area = (int(value) for value in stats[index])
            if min(across, down) < 3 or sums[index] < _SURE * area:
                continue
            grown = across * down * _GROWTH / (2 * (across + down))
            found.append(_Found(
                max(0, int((x - grown) * width / columns)),
                max(0, int((y - grown) * height / rows)),
                min(width, round((x + across + grown) * width / columns)),
                min(height, round((y + down + grown) * height / rows)),
            ))  # fmt: skip
        return sorted(found, key=lambda box: (box.y0, box.x0))[:_MAX_LINES]

    # -- letters -------------------------------------------------------------------------------

    def _piece(self, pixels: Any, box: _Found) -> Piece:
        import numpy as np

        crop = pixels[box.y0 : box.y1, box.x0 : box.x1]
        across, down = box.x1 - box.x0, box.y1 - box.y0
        best = self._line(crop, box)
        # Within a margin a letter looks small: "C" would become "c".
        if best.confidence < _UNSURE and across < 3 * down and not best.text.isascii():
            best = self._framed(crop, box, best)
        if down < _UPRIGHT * across or down < 12:
            return best
        for quarter in (1, -1):
            aside = self._line(np.rot90(crop, quarter), box)
            if aside.confidence > best.confidence + 0.05 or not best.text:
                best = aside._replace(middles=())
        return best

    def _framed(self, crop: Any, box: _Found, best: Piece) -> Piece:
        """Return the surest reading of a short text within margins of several widths: the network likes room."""
        import cv2
        import numpy as np

        paper = float(np.percentile(crop, 90))
        for share in _FRAMES:
            pad = max(2, round(share * crop.shape[0]))
            framed = cv2.copyMakeBorder(crop, pad, pad, 2 * pad, 2 * pad, cv2.BORDER_CONSTANT, value=paper)
            read = self._line(framed, _Found(0, 0, framed.shape[1], framed.shape[0]))
            if read.text and read.confidence > best.confidence:
                best = Piece(read.text, Box(*map(float, box)), read.confidence)
        return best

    def _line(self, crop: Any, box: _Found) -> Piece:
        import cv2
        import numpy as np

        height, width = crop.shape[:2]
        inner = min(max(1, round(width * _HEIGHT / height)), _WIDEST)
        outer = -(-inner // _STEP) * _STEP
        how = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR
        line = np.full((_HEIGHT, outer), 127.5, np.float32)
        line[:, :inner] = cv2.resize(np.ascontiguousarray(crop), (inner, _HEIGHT), interpolation=how)
        chances = self._network(_colours(line))[0]
        best = chances.argmax(1)
        kept = (best != 0) & np.concatenate(([True], best[1:] != best[:-1]))
        letters = [self._letters[index] for index in best[kept]]
        text = "".join(letters)
        if not text.strip():
            return Piece("", Box(*map(float, box)), 0.0)
        scale = outer / len(best) * width / inner
        middles = tuple(round(box.x0 + (float(step) + 0.5) * scale, 1) for step in np.nonzero(kept)[0])
        each = chances[np.arange(len(best)), best][kept]
        # How many dots lead to a page number is a guess, and says nothing of the words.
        telling = np.array([letter.isalnum() for letter in letters])
        sure = float((each[telling] if telling.any() else each).mean())
        left, right = len(text) - len(text.lstrip()), len(text.rstrip())
        return Piece(text[left:right], Box(*map(float, box)), round(sure, 4), middles[left:right])


def _colours(grey: Any) -> Any:
    """Return a grey picture as the networks take it: three equal colours from -1 to 1, a batch of one."""
    import numpy as np

    plane = grey.astype(np.float32) / 127.5 - 1
    return np.ascontiguousarray(np.broadcast_to(plane, (1, 3, *plane.shape)))


def packaged_models() -> tuple[str, str] | None:
    """Return the paths of the networks that find and read lines, as the rapidocr package carries them."""
    spec = find_spec("rapidocr")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        paths = tuple(Path(place) / "models" / f"PP-OCRv6_{part}_small.onnx" for part in ("det", "rec"))
        if all(path.is_file() for path in paths):
            return str(paths[0]), str(paths[1])
    return None


_readers: dict[tuple[int, str, int], Reader] = {}


def _own_reader(engine: str, start: Callable[[str, int], Opened], count: int) -> Reader:
    """Return this process's reader of an engine: networks do not survive a fork.

    `start` opens a network's file for so many threads.
    """
    key = (os.getpid(), engine, count)
    if key not in _readers:
        models = packaged_models()
        assert models is not None
        # Lines are read beside each other, each on one thread; the page is searched on all.
        find, read = start(models[0], count), start(models[1], 1)
        _readers[key] = Reader(find.run, read.run, ["", *read.letters, " "], count)
    return _readers[key]


def ppocr_engine(
    engine_id: str,
    title: str,
    rank: int,
    *,
    runtime: str,
    missing: Callable[[], str | None],
    start: Callable[[str, int], Opened],
) -> Engine:
    """Return an engine that carries the packaged networks out by a runtime, the name of its package.

    `start` opens the network of a path on so many threads.
    """

    def stated() -> str:
        try:
            return f"PP-OCRv6-small; rapidocr {version('rapidocr')}; {runtime} {version(runtime)}"
        except PackageNotFoundError:
            return "not installed"

    return Engine(
        id=engine_id,
        title=title,
        rank=rank,
        languages=("zh", "en", "ja", "latin"),
        missing=missing,
        version=stated,
        read=lambda picture: _own_reader(engine_id, start, threads()).read(picture),
        line=lambda picture: _own_reader(engine_id, start, threads()).line(picture),
    )
