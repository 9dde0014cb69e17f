"""The lists of a binary Word document, as the lists that newer documents have."""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import replace

from counterspec.syntax.numerals import scheme_of
from counterspec.syntax.word.numbering import LEVELS, Level, NumberedList, Numbering

_MAX_LISTS = 5000
_BULLET = 23
_MAX_PATTERN = 60


def numbering_of(definitions: bytes, uses: bytes) -> Numbering:
    """Return the lists by their index from 1; damaged tables give those before the damage.

    `definitions` is the table of list definitions with the levels behind it, `uses` the table of their uses.
    """
    made = Numbering()
    with suppress(struct.error, IndexError):
        _uses(uses, _definitions(definitions), made)
    return made


def _definitions(data: bytes) -> dict[int, dict[int, Level]]:
    count = min(struct.unpack_from("<H", data)[0], _MAX_LISTS)
    position = 2 + 28 * count
    found: dict[int, dict[int, Level]] = {}
    for index in range(count):
        entry = data[2 + 28 * index : 30 + 28 * index]
        levels: dict[int, Level] = {}
        for depth in range(1 if entry[26] & 1 else LEVELS):
            levels[depth], position = _level(data, position)
        found[struct.unpack_from("<i", entry)[0]] = levels
    return found


def _level(data: bytes, position: int) -> tuple[Level, int]:
    start, kind, flags = struct.unpack_from("<iBB", data, position)
    run_size, paragraph_size, restart = data[position + 24], data[position + 25], data[position + 26]
    position += 28 + run_size + paragraph_size
    length = struct.unpack_from("<H", data, position)[0]
    text = data[position + 2 : position + 2 + 2 * length].decode("utf-16-le", "replace")
    pattern = "".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text[:_MAX_PATTERN])
    level = Level(
        start=max(start, 0),
        scheme="bullet" if kind == _BULLET else scheme_of(kind),
        pattern=pattern,
        restart=restart if flags & 8 else None,
        legal=bool(flags & 4),
    )
    return level, position + 2 + 2 * length


def _uses(data: bytes, levels: dict[int, dict[int, Level]], made: Numbering) -> None:
    count = min(struct.unpack_from("<I", data)[0], _MAX_LISTS)
    position = 4 + 16 * count
    shared: dict[int, list[int | None]] = {}
    for index in range(count):
        list_id = struct.unpack_from("<i", data, 4 + 16 * index)[0]
        overrides = data[4 + 16 * index + 12]
        own = dict(levels.get(list_id, {}))
        restarts: dict[int, int] = {}
        position += 4
        for _ in range(overrides):
            start, flags = struct.unpack_from("<iI", data, position)
            position += 8
            depth = flags & 0xF
            if flags & 0x20:
                own[depth], position = _level(data, position)
            elif flags & 0x10:
                restarts[depth] = max(start, 0)
                own[depth] = replace(own.get(depth, Level()), start=max(start, 0))
        counters = shared.setdefault(list_id, [None] * LEVELS)
        made.lists[str(index + 1)] = NumberedList(own, counters, restarts)
