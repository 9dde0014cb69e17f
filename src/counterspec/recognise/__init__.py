"""Text recognition behind one interface: an engine per file, each with one ENTRY of type Engine.

An engine turns the picture of a page into pieces of text with boxes. It reads documents only:
nothing here looks at what else a picture shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from counterspec.model import Box


class Picture(NamedTuple):
    """A page as pixels: `pixels` is a numpy array of bytes, height × width × 3 (RGB), at `dpi`."""

    pixels: Any
    dpi: int


class Piece(NamedTuple):
    """A line or word as recognised; `box` in pixels of the picture, `confidence` from 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Engine:
    """A recognition engine. The lowest `rank` that is installed is the default.

    `missing` returns None where the engine can run, else what to install. `version` names the
    engine's and its models' versions, for the record and the cache. `read` returns lines or
    words in any order.
    """

    id: str
    title: str
    rank: int
    languages: tuple[str, ...]
    missing: Callable[[], str | None]
    version: Callable[[], str]
    read: Callable[[Picture], list[Piece]]
