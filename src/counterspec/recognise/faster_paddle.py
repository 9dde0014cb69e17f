"""PP-OCRv6 tiny through the faster-paddle package, which carries its models in one library.

The quickest by far, and less exact on real scans than the small models: it mistakes dashes, dots
and letters that look alike. The package is young and has one author.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from counterspec.model import Box
from counterspec.recognise import INSTALL, Engine, Picture, Piece
from counterspec.safe.cores import threads


def _missing() -> str | None:
    if find_spec("cv2") is None:
        return f"{INSTALL} faster-paddle"
    return "pip install faster-paddle" if find_spec("faster_paddle") is None else None


def _version() -> str:
    try:
        return f"PP-OCRv6-tiny; faster-paddle {version('faster-paddle')}"
    except PackageNotFoundError:
        return "not installed"


@cache
def _engine(process: int, count: int) -> Any:
    """Return this process's engine; networks do not survive a fork."""
    import faster_paddle

    # Tiny and small are part of the package; a larger model would be fetched, and is never asked for.
    return faster_paddle.OcrEngine(model_size="tiny", threads=count)


def _read(picture: Picture) -> list[Piece]:
    import cv2

    _, image = cv2.imencode(".bmp", picture.pixels)
    found = _engine(os.getpid(), threads()).ocr(image.tobytes())
    pieces = []
    for line in found["bounds"].values():
        (x0, y0), (x1, y1) = line["topLeftCoord"], line["bottomRightCoord"]
        if line["text"].strip():
            box = Box(float(x0), float(y0), float(x1), float(y1))
            pieces.append(Piece(line["text"].strip(), box, float(line["confidence"])))
    return pieces


ENTRY = Engine(
    id="faster-paddle",
    title="PP-OCRv6 tiny (faster-paddle)",
    rank=40,
    languages=("zh", "en"),
    missing=_missing,
    version=_version,
    read=_read,
)
