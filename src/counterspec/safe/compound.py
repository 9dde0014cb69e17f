"""Read the streams of compound files, which older office formats are kept in, within bounds."""

from __future__ import annotations

import struct

from counterspec.errors import UnreadableError
from counterspec.safe.office import COMPOUND

_END = 0xFFFFFFFA
"""From here on, sector numbers stand for ends and gaps."""
_MAX_ENTRIES = 10_000
_STREAM, _ROOT = 2, 5
_MAX_ALIKE = 1000


class Compound:
    """A compound file: named streams made of chains of sectors."""

    def __init__(self, data: bytes, path: str) -> None:
        """Read the file's tables.

        Raises:
            UnreadableError: no compound file, or one whose tables make no sense.
        """
        if not data.startswith(COMPOUND) or len(data) < 512:
            raise UnreadableError(f"{path}: not a compound file")
        self._data = data
        self._size = 1 << self._u16(30)
        self._mini_size = 1 << self._u16(32)
        if self._size not in (512, 4096) or self._mini_size > self._size:
            raise UnreadableError(f"{path}: the compound file states impossible sector sizes")
        self._next = self._fat()
        self._entries = self._directory(self._u32(48))
        self._mini_next = _numbers(self._chain(self._u32(60)))
        root = next((entry for entry in self._entries if entry[1] == _ROOT), None)
        self._mini = self._chain(root[2])[: root[3]] if root else b""
        self._cutoff = self._u32(56)

    def stream(self, name: str) -> bytes | None:
        """Return a stream's bytes, None where there is none of that name."""
        for entry, kind, start, size in self._entries:
            if entry == name and kind == _STREAM:
                content = self._small(start) if size < self._cutoff else self._chain(start)
                return content[:size]
        return None

    def streams(self, prefix: str) -> list[bytes]:
        """Return the bytes of all streams whose names begin so, in the order of the directory."""
        found = [entry for entry in self._entries if entry[0].startswith(prefix) and entry[1] == _STREAM]
        return [
            (self._small(e[2]) if e[3] < self._cutoff else self._chain(e[2]))[: e[3]]
            for e in found[:_MAX_ALIKE]
        ]

    def names(self) -> frozenset[str]:
        """Return the names of all streams."""
        return frozenset(name for name, kind, _, _ in self._entries if kind == _STREAM)

    def _u16(self, offset: int) -> int:
        return int.from_bytes(self._data[offset : offset + 2], "little")

    def _u32(self, offset: int) -> int:
        return int.from_bytes(self._data[offset : offset + 4], "little")

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _fat(self) -> list[int]:
        """Return for each sector the one after it."""
        places = [self._u32(76 + 4 * index) for index in range(109)]
        further, seen = self._u32(68), 0
        while further < _END and seen <= len(self._data) // self._size:
            numbers = _numbers(self._sector(further))
            if not numbers:
                break
            places += numbers[:-1]
            further, seen = numbers[-1], seen + 1
        table: list[int] = []
        for place in places:
            if place < _END and len(table) * self._size <= len(self._data) * 4:
                table += _numbers(self._sector(place))
        return table

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        number = start
        # A chain that is longer than the file runs in a circle.
        while number < len(self._next) and len(parts) <= len(self._data) // self._size:
            parts.append(self._sector(number))
            number = self._next[number]
        return b"".join(parts)

    def _small(self, start: int) -> bytes:
        parts: list[bytes] = []
        number = start
        while number < len(self._mini_next) and len(parts) <= len(self._mini) // self._mini_size:
            parts.append(self._mini[number * self._mini_size : (number + 1) * self._mini_size])
            number = self._mini_next[number]
        return b"".join(parts)

    def _directory(self, start: int) -> list[tuple[str, int, int, int]]:
        """Return name, kind, first sector and size of every entry."""
        data = self._chain(start)
        entries: list[tuple[str, int, int, int]] = []
        for offset in range(0, min(len(data), _MAX_ENTRIES * 128) - 127, 128):
            entry = data[offset : offset + 128]
            length = max(min(int.from_bytes(entry[64:66], "little"), 64) - 2, 0)
            name = entry[:length].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entry, 116)
            entries.append((name, entry[66], first, size))
        return entries


def _numbers(data: bytes) -> list[int]:
    count = len(data) // 4
    return list(struct.unpack(f"<{count}I", data[: count * 4]))
