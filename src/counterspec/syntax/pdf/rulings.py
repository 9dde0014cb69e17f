"""Make lines of what is drawn: pieces joined, loose ends cut off, grouped where they hang together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from counterspec.syntax.pdf.content import Ruling

SAME = 2.0
"""Lines this close (points) are one."""
JOIN = 4.0
"""Gaps in a line, and between a line and the one it should meet, up to this are closed."""
MIN_CELL = 4.0
_SHORTEST = 8.0
MAX_LINES = 1_500
_FAR = 20_000.0
_ROUNDS = 4


class Lines(NamedTuple):
    """Horizontal and vertical lines that hang together."""

    across: list[Ruling]
    down: list[Ruling]


def groups(horizontal: Iterable[Ruling], vertical: Iterable[Ruling]) -> list[Lines]:
    """Return the lines that cross or touch each other, without what sticks out of their crossings.

    Beyond MAX_LINES only the longest lines are taken.
    """
    todo = [Lines(*_longest(joined(horizontal), joined(vertical)))]
    for _ in range(_ROUNDS):
        parts = [part for lines in todo for part in _hanging_together(lines)]
        cut = [_trimmed(part) for part in parts]
        todo = [part for part in cut if part.across and part.down]
        if sum(map(_count, todo)) == sum(map(_count, parts)):
            return todo
    return [part for lines in todo for part in _hanging_together(lines)]


def _count(lines: Lines) -> int:
    return len(lines.across) + len(lines.down)


def joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return the lines with pieces on one line joined: dashes, dots, sides of neighbouring cells."""
    found: list[Ruling] = []
    row: list[Ruling] = []
    for ruling in sorted(line for line in rulings if _is_sane(line)):
        if row and ruling.at - row[0].at > SAME:
            found += _row_joined(row)
            row = []
        row.append(ruling)
    return [line for line in found + _row_joined(row) if line.end - line.start >= _SHORTEST]


def _is_sane(line: Ruling) -> bool:
    return -_FAR < line.at < _FAR and -_FAR < line.start <= line.end < _FAR


def _row_joined(row: list[Ruling]) -> list[Ruling]:
    pieces: list[Ruling] = []
    for ruling in sorted(row, key=lambda line: line.start):
        if pieces and ruling.start <= pieces[-1].end + JOIN:
            last = pieces[-1]
            pieces[-1] = Ruling(last.at, last.start, max(last.end, ruling.end))
        else:
            pieces.append(ruling)
    return pieces


def _longest(across: list[Ruling], down: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    if len(across) + len(down) <= MAX_LINES:
        return across, down
    lengths = sorted((line.end - line.start for line in across + down), reverse=True)
    least = lengths[MAX_LINES]
    return [a for a in across if a.end - a.start > least], [d for d in down if d.end - d.start > least]


def _hanging_together(lines: Lines) -> list[Lines]:
    across, down = lines.across, sorted(lines.down)
    places = [column.at for column in down]
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, line in enumerate(across):
        for j in _met(line, down, places):
            group[root(len(across) + j)] = root(i)
    members: dict[int, Lines] = {}
    for i, line in enumerate(across):
        members.setdefault(root(i), Lines([], [])).across.append(line)
    for j, column in enumerate(down):
        members.setdefault(root(len(across) + j), Lines([], [])).down.append(column)
    return [part for part in members.values() if part.across and part.down]


def _met(line: Ruling, others: Sequence[Ruling], places: Sequence[float]) -> list[int]:
    """Return which of the lines across it, sorted by their places, a line meets."""
    first, last = bisect_left(places, line.start - JOIN), bisect_right(places, line.end + JOIN)
    return [
        index
        for index in range(first, last)
        if others[index].start - JOIN <= line.at <= others[index].end + JOIN
    ]


def _trimmed(lines: Lines) -> Lines:
    """Cut lines off at the outmost lines they meet: underlines and arrows' ends draw no cells.

    Where the lines of a table open at a side end together, they count as meeting there.
    """
    across = _cut(lines.across, lines.down, shared_ends(lines.across, lines.down))
    if not across:
        return Lines([], [])
    return Lines(across, _cut(lines.down, across, shared_ends(lines.down, across)))


def shared_ends(lines: Sequence[Ruling], others: Sequence[Ruling]) -> tuple[float, float]:
    """Return where a table's open sides lie: beyond all lines across, lines end together.

    A side that is not open lies at its outmost line across.
    """
    low, high = min(line.start for line in lines), max(line.end for line in lines)
    first, last = min(line.at for line in others), max(line.at for line in others)
    if first - low <= JOIN or not _together(lines, [line.at for line in lines if line.start <= low + JOIN]):
        low = first
    if high - last <= JOIN or not _together(lines, [line.at for line in lines if line.end >= high - JOIN]):
        high = last
    return low, high


def _together(lines: Sequence[Ruling], there: list[float]) -> bool:
    """Tell whether the lines that reach a side make it one: half of all, or both outmost."""
    if len(there) < 2:
        return False
    first, last = min(line.at for line in lines), max(line.at for line in lines)
    return len(there) * 2 >= len(lines) or (min(there) - first <= JOIN and last - max(there) <= JOIN)


def _cut(lines: Sequence[Ruling], others: Sequence[Ruling], ends: tuple[float, float]) -> list[Ruling]:
    others = sorted(others)
    places = [other.at for other in others]
    kept: list[Ruling] = []
    for line in lines:
        met = [places[index] for index in _met(line, others, places)]
        met += [end for end in ends if line.start - JOIN <= end <= line.end + JOIN]
        if met and max(met) - min(met) > JOIN:
            kept.append(Ruling(line.at, max(line.start, min(met)), min(line.end, max(met))))
    return kept
