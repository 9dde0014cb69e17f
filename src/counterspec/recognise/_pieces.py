"""Cut recognised lines where ruled lines cross them and where words end, by the places of their letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from counterspec.model import Box
from counterspec.recognise import Piece
from counterspec.syntax.pdf.content import Ruling

_WORD = re.compile(r"\S+")
_STROKES = frozenset("|｜丨︱│┃lI1")
"""What a ruled line that runs through a line of text may have been taken for."""
_NEAR = 0.35


def cut_at(piece: Piece, down: Iterable[Ruling]) -> list[Piece]:
    """Return the parts of a line on either side of the vertical lines that cross it."""
    box = piece.box
    middle, margin = (box.y0 + box.y1) / 2, 0.25 * (box.y1 - box.y0)
    edges = sorted(
        line.at
        for line in down
        if line.start <= middle <= line.end and box.x0 + margin < line.at < box.x1 - margin
    )
    return list(_parts(piece, edges)) if edges else [piece]


def _parts(piece: Piece, edges: Sequence[float]) -> Iterator[Piece]:
    middles = letter_middles(piece)
    size = piece.box.y1 - piece.box.y0
    start = 0
    for before, edge in pairwise([float("-inf"), *edges, float("inf")]):
        end = start
        while end < len(middles) and middles[end] < edge:
            end += 1
        first, last = start, end
        if first < last and _is_line(piece.text[first], middles[first], before, size):
            first += 1
        if first < last and _is_line(piece.text[last - 1], middles[last - 1], edge, size):
            last -= 1
        if piece.text[first:last].strip():
            yield _part(piece, middles, first, last)
        start = end


def _is_line(letter: str, middle: float, edge: float, size: float) -> bool:
    return letter in _STROKES and abs(middle - edge) < (_NEAR if letter not in "lI1" else 0.12) * size


def at_spaces(piece: Piece) -> list[Piece]:
    """Return the words of a line, each with its box."""
    words = list(_WORD.finditer(piece.text))
    if len(words) < 2:
        return [piece]
    middles = letter_middles(piece)
    return [_part(piece, middles, word.start(), word.end()) for word in words]


def letter_middles(piece: Piece) -> Sequence[float]:
    """Return where across the picture each letter's middle lies; evenly spread where the engine does not say."""
    count = len(piece.text)
    if len(piece.middles) == count:
        return piece.middles
    width = (piece.box.x1 - piece.box.x0) / max(count, 1)
    return [piece.box.x0 + (place + 0.5) * width for place in range(count)]


def _part(piece: Piece, middles: Sequence[float], first: int, last: int) -> Piece:
    """Return the letters from `first` up to `last`; the box ends half-way to the next letter that is no space."""
    box, text = piece.box, piece.text
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    letter = (box.x1 - box.x0) / max(len(text), 1)
    left = box.x0 if first == 0 else max((middles[first - 1] + middles[first]) / 2, middles[first] - letter)
    right = (
        box.x1
        if last == len(text)
        else min((middles[last - 1] + middles[last]) / 2, middles[last - 1] + letter)
    )
    return Piece(
        text[first:last],
        Box(left, box.y0, max(right, left + 1), box.y1),
        piece.confidence,
        tuple(middles[first:last]),
    )
