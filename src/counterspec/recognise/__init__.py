"""Text recognition behind one interface: an engine per file, each with one ENTRY of type Engine.

An engine turns the picture of a page into pieces of text with boxes. It reads documents only:
nothing here looks at what else a picture shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from counterspec.errors import UsageError
from counterspec.model import Box, Source, Wishes

INSTALL = "pip install 'counterspec[ocr]'"
"""What brings the engine that works without anything else."""


class Picture(NamedTuple):
    """A page as pixels: `pixels` is a numpy array of bytes, height × width, black to white, at `dpi`."""

    pixels: Any
    dpi: int


class Piece(NamedTuple):
    """A line or word as recognised; `box` in pixels of the picture, `confidence` from 0 to 1.

    `middles` says for each code point of the text where across the picture its middle lies; empty
    where the engine does not tell.
    """

    text: str
    box: Box
    confidence: float
    middles: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Engine:
    """A recognition engine. The lowest `rank` that is installed is the default.

    `missing` returns None where the engine can run, else what to install. `version` names the
    engine's and its models' versions, for the record and the cache. `read` returns lines or
    words in any order; the picture stands upright and straight. `line` reads a picture that holds
    one short line and nothing else, None where the engine cannot.
    """

    id: str
    title: str
    rank: int
    languages: tuple[str, ...]
    missing: Callable[[], str | None]
    version: Callable[[], str]
    read: Callable[[Picture], list[Piece]]
    line: Callable[[Picture], Piece] | None = None


class PageReader(Protocol):
    """Recognises the pages of one source."""

    def read(self, number: int, width: float, height: float, draw: Callable[[int], Any]) -> Any:
        """Return page `number`, of `width` × `height` points, as `Recognised` of syntax.pdf.content.

        None where no engine that is installed is to read it.

        `draw` gives the page's picture, grey bytes, at the resolution it is called with; it is not
        called where the page was recognised before.
        """


def page_reader(source: Source) -> PageReader | None:
    """Return what recognises a source's pages as it wishes; None where no engine is to, or is installed.

    Raises:
        UsageError: no engine has the id asked for.
    """
    from counterspec.recognise import _service

    usual = None if source.wishes.recognition == "off" else _service.chosen(source.wishes)
    own = _service.own_engines(source.wishes)
    return _service.Pages(source, usual, own) if usual or own else None


def engines() -> tuple[Engine, ...]:
    """Return every engine, whether it can run here or not, the one that is preferred first."""
    from counterspec.recognise import _service

    return _service.engines()


def able(engine: str) -> Engine:
    """Return the engine with an id, which can run here.

    Raises:
        UsageError: no engine has it, or it is not installed; the hint says how it is.
    """
    from counterspec.recognise import _service

    found = _service.named(engine)
    missing = found.missing()
    if missing is not None:
        raise UsageError(f"{found.title} is not installed", hint=missing)
    return found


def remedy(wishes: Wishes) -> str:
    """Return what to do about a page that was not recognised."""
    from counterspec.recognise import _service

    return _service.remedy(wishes)
