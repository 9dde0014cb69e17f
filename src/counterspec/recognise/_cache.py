"""Keep what was recognised of a page: plain JSON in the user's cache folder, one file for each page.

It holds text of the documents. Files are for the user alone, the oldest go when there are too
many, and a damaged one is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from counterspec.model import Box, Recognition
from counterspec.recognise._page import STEPS, PageRead
from counterspec.safe.caching import cache_folder, evict, is_off, write_whole
from counterspec.syntax.pdf.content import PageContent, Ruling, Run
from counterspec.syntax.picture.placing import Placing

MOST_BYTES = 512 * 1024 * 1024
_EVERY = 64
_PATTERN = "*.json"
_SHAPE = 1


def folder() -> Path:
    """Return where recognised pages are kept."""
    return cache_folder() / "recognition"


def key(sha256: str, page: int, dpi: int, engine: str, version: str) -> str:
    """Return the name of a page's entry: the document's digest, the page, and all that decides the result."""
    said = json.dumps([_SHAPE, STEPS, sha256, page, dpi, engine, version])
    return hashlib.sha256(said.encode()).hexdigest()


def load(name: str) -> PageRead | None:
    """Return what was kept under a name, None where nothing is or where it is damaged."""
    if is_off():
        return None
    place = folder() / f"{name}.json"
    # Whatever a damaged file holds, the page is read anew.
    with contextlib.suppress(
        OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError
    ):
        read = _from_json(json.loads(place.read_bytes()))
        os.utime(place)
        return read
    return None


def keep(name: str, read: PageRead) -> None:
    """Keep a page; where it cannot be written it is recognised again the next time."""
    if is_off():
        return
    with contextlib.suppress(OSError):
        write_whole(
            folder() / f"{name}.json", json.dumps(_to_json(read), ensure_ascii=False, separators=(",", ":"))
        )
        if int(name[:8], 16) % _EVERY == 0:
            evict(folder(), _PATTERN, MOST_BYTES)


def _to_json(read: PageRead) -> dict[str, Any]:
    content, how, placing = read.content, read.recognition, read.placing
    return {
        "runs": [[run.text, *run.box, run.line, run.confidence] for run in content.runs],
        "horizontal": content.horizontal,
        "vertical": content.vertical,
        "how": [how.engine, how.version, list(how.languages), how.dpi, how.confidence, how.turn, how.skew],
        "placing": [placing.width, placing.height, placing.turn, placing.skew],
        "left_out": read.left_out,
    }


def _from_json(raw: Any) -> PageRead:
    width, height, turn, skew = raw["placing"]
    placing = Placing(float(width), float(height), int(turn), float(skew))
    content = PageContent(*placing.upright, image_share=1.0)
    content.horizontal = [Ruling(*map(float, line)) for line in raw["horizontal"]]
    content.vertical = [Ruling(*map(float, line)) for line in raw["vertical"]]
    for text, x0, y0, x1, y1, line, confidence in raw["runs"]:
        box = Box(float(x0), float(y0), float(x1), float(y1))
        if not isinstance(text, str) or not text:
            raise ValueError("no text")
        content.runs.append(Run(text, box, int(line), False, False, 0, float(confidence)))
    engine, version, languages, dpi, confidence, turn, skew = raw["how"]
    how = Recognition(
        str(engine),
        str(version),
        tuple(map(str, languages)),
        int(dpi),
        float(confidence),
        int(turn),
        float(skew),
    )
    return PageRead(content, how, placing, int(raw["left_out"]))
