"""Recognise the pages of one source: choose the engine, use what was kept, tell what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from counterspec.errors import UsageError
from counterspec.model import Problem, Recognition, Source, Wishes
from counterspec.recognise import INSTALL, Engine
from counterspec.registry import discover
from counterspec.safe import pulse
from counterspec.syntax.pdf.content import PageContent, Recognised

POOR = 0.8
"""A page whose letters were read with less confidence in the mean is named."""
MOST_PIXELS = 24_000_000
"""A larger page is drawn at a lower resolution: 24 million pixels are A2 at 200 dpi."""
_LEAST_DPI = 50


def engines() -> tuple[Engine, ...]:
    """Return every engine, the one that is preferred first."""
    return tuple(sorted(discover("counterspec.recognise", Engine).values(), key=lambda e: (e.rank, e.id)))


def chosen(wishes: Wishes) -> Engine | None:
    """Return the engine to use: the one asked for, or the best that is installed; None where that cannot run.

    Raises:
        UsageError: no engine has the id asked for.
    """
    if wishes.engine is not None:
        wanted = named(wishes.engine)
        return wanted if wanted.missing() is None else None
    return next((engine for engine in engines() if engine.missing() is None), None)


def named(engine: str) -> Engine:
    """Return the engine with an id.

    Raises:
        UsageError: none has it.
    """
    known = {one.id: one for one in engines()}
    if engine not in known:
        raise UsageError(
            f"no recognition engine is called {engine!r}", hint=f"There are: {', '.join(known)}."
        )
    return known[engine]


def own_engines(wishes: Wishes) -> dict[int, Engine | None]:
    """Return the engines of the pages that have one of their own; None for one that cannot run here."""
    if not wishes.by_page:
        return {}
    able = {engine.id: engine for engine in engines() if engine.missing() is None}
    return {number: able.get(engine) for number, engine in wishes.by_page}


def remedy(wishes: Wishes) -> str:
    """Return what to do about a page that was not recognised."""
    if wishes.recognition == "off":
        return "Read it with --recognise auto."
    wanted = {wishes.engine, *dict(wishes.by_page).values()}
    lacks = (engine.missing() for engine in engines() if engine.id in wanted)
    return f"Install text recognition: {next(filter(None, lacks), INSTALL)}"


@dataclass(slots=True)
class Pages:
    """Recognises pages of one source: those in `own` with an engine of their own, the others with the usual one."""

    source: Source
    usual: Engine | None
    own: Mapping[int, Engine | None]

    def read(self, number: int, width: float, height: float, draw: Callable[[int], Any]) -> Recognised | None:
        """Return a page of `width` × `height` points; `draw` gives its picture, grey bytes, at a resolution."""
        engine = self.own.get(number, self.usual)
        return None if engine is None else self._read(engine, number, width, height, draw)

    def _read(
        self, engine: Engine, number: int, width: float, height: float, draw: Callable[[int], Any]
    ) -> Recognised:
        from counterspec.recognise import _cache
        from counterspec.recognise._page import read_picture

        dpi = self._dpi(width, height)
        wishes = self.source.wishes
        name = _cache.key(self.source.sha256, number, dpi, engine.id, engine.version())
        read = _cache.load(name) if wishes.cache else None
        if read is None:
            try:
                read = read_picture(draw(dpi), dpi, width, height, engine)
            except MemoryError:
                raise
            except Exception as error:  # whatever an engine stumbles over costs one page, and is seen
                return self._failed(engine, number, width, height, dpi, error)
            if wishes.cache:
                _cache.keep(name, read)
        pulse.beat()
        return Recognised(read.content, read.recognition, tuple(self._problems(read, number)), read.placing)

    def _failed(
        self, engine: Engine, number: int, width: float, height: float, dpi: int, error: Exception
    ) -> Recognised:
        reason = f"the page could not be recognised: {type(error).__name__}: {str(error)[:200]}"
        problem = Problem(
            self.source.path, "recognition-failed", reason, "Try another --engine.", page=number
        )
        how = Recognition(engine.id, engine.version(), engine.languages, dpi, 0.0)
        return Recognised(PageContent(width, height), how, (problem,))

    def _dpi(self, width: float, height: float) -> int:
        inches = max(width * height, 1.0) / 72**2
        return max(_LEAST_DPI, min(self.source.wishes.dpi, int((MOST_PIXELS / inches) ** 0.5)))

    def _problems(self, read: Any, number: int) -> list[Problem]:
        path, sure, left = self.source.path, read.recognition.confidence, read.left_out
        if not read.content.runs:
            reason = "the page is a picture in which no text was recognised"
            return [Problem(path, "no-text", reason, page=number, lost=False)]
        if sure >= POOR and left <= len(read.content.runs):
            return []
        reason = f"the text was recognised with little confidence: {sure:.2f} in the mean"
        if left:
            reason += f"; {left} places could not be made out"
        advice = "Compare it with the page, or scan it again at 300 dpi."
        return [Problem(path, "recognition-poor", reason, advice, page=number, lost=False)]
