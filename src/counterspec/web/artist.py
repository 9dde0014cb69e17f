"""Draws pages in a process of its own: what a hostile file does to a PDF library, it does here.

Spoken to over standard input and output: a request is a line of JSON, an answer a line of JSON with the
number of bytes that follow it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from counterspec.drawing import Sheet
from counterspec.engine.limits import confine
from counterspec.errors import CounterspecError
from counterspec.model import Box, Source
from counterspec.store.blobs import blob


def main() -> None:
    """Answer requests until standard input ends."""
    confine(os.getppid())
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not stand between answers.
    sys.stdout = sys.stderr
    for line in asked:
        _answer(answers, json.loads(line))


def _answer(out: BinaryIO, request: dict[str, Any]) -> None:
    said: dict[str, object]
    try:
        said, picture = {}, _drawn(request)
    except MemoryError:
        said, picture = {"error": "the picture would need more memory than allowed"}, b""
    except (CounterspecError, ValueError, OSError, RuntimeError) as error:
        said, picture = {"error": str(error)}, b""
    out.write(json.dumps({**said, "bytes": len(picture)}).encode() + b"\n" + picture)
    out.flush()


def _drawn(request: dict[str, Any]) -> bytes:
    data = blob(Path(request["folder"]), request["sha256"])
    source = Source(request["name"], data, request["sha256"])
    sheet = Sheet(source, request["format"], request["page"], request["dpi"])
    boxes = [Box(*edges) for edges in request["boxes"]]
    if boxes:
        sheet.mark(boxes)
        sheet.crop(boxes)
        if request["narrow"]:
            _narrow(sheet, boxes)
    return sheet.png()


_WIDE = 296 / 92
"""How much wider than high a picture in a list is."""
_BESIDE = 12.0
"""Points left and right of a quote that is wider than that."""


def _narrow(sheet: Sheet, boxes: Sequence[Box]) -> None:
    """Cut a crop to the shape it has in a list, or to its whole quote; that is in the middle."""
    first, last = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    quoted = round((last - first + 2 * _BESIDE) * sheet.scale)
    width = min(sheet.image.width, max(quoted, round(sheet.image.height * _WIDE)))
    middle = (first + last) / 2 * sheet.scale
    left = max(0, min(round(middle - width / 2), sheet.image.width - width))
    sheet.image = sheet.image.crop((left, 0, left + width, sheet.image.height))


if __name__ == "__main__":
    main()
