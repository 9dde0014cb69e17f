"""Read the picture of a page: set it right, recognise it, find its ruled lines, give all in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from counterspec.model import Box, Recognition
from counterspec.recognise import Engine, Picture, Piece
from counterspec.recognise._cells import missed
from counterspec.recognise._order import in_reading_order
from counterspec.recognise._pieces import at_spaces, cut_at
from counterspec.syntax.pdf.content import PageContent, Ruling, Run
from counterspec.syntax.picture.placing import Placing
from counterspec.syntax.picture.rulings import outside_letters, rulings
from counterspec.syntax.picture.straight import lies_sideways, slant, straightened, turned

STEPS = 2
"""Raise it when the same picture gives another content: what was kept is then read anew."""

DOUBTFUL = 0.75
"""A page that is read with less confidence may stand on its head."""
_BAND = 0.2
_POINTS = 72
_KEPT = 0.4
"""What is read with less confidence is a speck or a part of a drawing."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page as recognised, upright and straight; `left_out` counts what could not be made out."""

    content: PageContent
    recognition: Recognition
    placing: Placing
    left_out: int = 0


class _Tried(NamedTuple):
    turn: int
    skew: float
    picture: Picture
    pieces: list[Piece]

    @property
    def trust(self) -> float:
        return trust(self.pieces)


def trust(pieces: list[Piece]) -> float:
    """Return the mean confidence over all letters; 0 where there are none."""
    size = sum(len(piece.text) for piece in pieces)
    return sum(piece.confidence * len(piece.text) for piece in pieces) / size if size else 0.0


def read_picture(grey: Any, dpi: int, width: float, height: float, engine: Engine) -> PageRead:
    """Return what the picture of a page of `width` × `height` points says."""
    tried = _upright(grey, dpi, engine)
    picture, points = tried.picture, _POINTS / dpi
    pieces = [piece for piece in tried.pieces if piece.confidence >= _KEPT]
    across, down = rulings(picture.pixels, dpi)
    boxes = [piece.box for piece in pieces]
    across, down = outside_letters(across, boxes, down=False), outside_letters(down, boxes, down=True)
    if engine.line is not None:
        cut = [part for piece in pieces for part in cut_at(piece, down)]
        pieces += missed(picture, across, down, cut, engine.line)
    placing = Placing(width, height, tried.turn, tried.skew)
    content = PageContent(*placing.upright, image_share=1.0)
    content.horizontal = [_ruling(line, points) for line in across]
    content.vertical = [_ruling(line, points) for line in down]
    content.runs = _runs(pieces, down, points)
    recognition = Recognition(
        engine.id, engine.version(), engine.languages, dpi, round(trust(pieces), 4), tried.turn, tried.skew
    )
    return PageRead(content, recognition, placing, len(tried.pieces) - len(pieces))


def _ruling(line: Ruling, points: float) -> Ruling:
    return Ruling(*(round(place * points, 2) for place in line))


def _runs(pieces: list[Piece], down: list[Ruling], points: float) -> list[Run]:
    runs = []
    for line, row in enumerate(in_reading_order(pieces)):
        for piece in row:
            for part in (word for cell in cut_at(piece, down) for word in at_spaces(cell)):
                box = Box(*(round(place * points, 2) for place in part.box))
                runs.append(Run(part.text, box, line, False, False, 0, part.confidence))
    return runs


# -- which way is up ---------------------------------------------------------------------------


def _upright(grey: Any, dpi: int, engine: Engine) -> _Tried:
    """Return the page read the way up that it can be read best."""
    first = 0
    if lies_sideways(grey):
        first = max((1, 3), key=lambda turn: (_glance(grey, turn, dpi, engine), -turn))
    tried = _try(grey, first, dpi, engine)
    # Upside down is likelier than a page whose lines do not show which way they run.
    for turns in ((first + 2,), (first + 1, first + 3)):
        if tried.trust >= DOUBTFUL:
            break
        seen, turn = max((_glance(grey, turn % 4, dpi, engine), -(turn % 4)) for turn in turns)
        if seen > tried.trust + 0.1:
            other = _try(grey, -turn, dpi, engine)
            tried = other if other.trust > tried.trust else tried
    return tried


def _try(grey: Any, turn: int, dpi: int, engine: Engine) -> _Tried:
    up = turned(grey, turn) if turn else grey
    skew = slant(up).angle
    picture = Picture(straightened(up, skew), dpi)
    return _Tried(turn, skew, picture, engine.read(picture))


def _glance(grey: Any, turn: int, dpi: int, engine: Engine) -> float:
    """Return how surely the band of the page that holds most ink can be read this way up."""
    up = turned(grey, turn)
    up = straightened(up, slant(up).angle)
    rows = up.shape[0]
    size = max(round(rows * _BAND), 32)
    ink = (up < 128).mean(axis=1).cumsum()
    start = max(
        range(0, max(rows - size, 1), max(size // 4, 1)), key=lambda y: ink[min(y + size, rows - 1)] - ink[y]
    )
    return trust(engine.read(Picture(up[start : start + size].copy(), dpi)))
