"""The bytes of a web archive as one stream, unpacked member by member, within bounds; it goes on behind damage."""

from __future__ import annotations

import re
import zlib
from typing import Protocol

from counterspec.safe import limits

BLOCK = 64 * 1024
_MAGIC = b"\x1f\x8b\x08"
_RECORD = re.compile(rb"WARC/[01]\.\d")
_FREE = 4 * 1024 * 1024
"""Bytes that may be unpacked whatever their ratio."""


class Readable(Protocol):
    """Anything with bytes to read."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class DamagedError(ValueError):
    """The stream is damaged here; what comes next begins behind the damage."""


class BombError(ValueError):
    """The stream unpacks to far more than it may."""


class Stream:
    """Reads a WARC file, packed or not; `unpacked` counts the bytes given out."""

    def __init__(self, raw: Readable) -> None:
        self._raw = raw
        self._taken = self.unpacked = 0
        self._packed = b""
        self._machine: zlib._Decompress | None = None
        self._ready = self._take()
        self._gzip = self._ready.startswith(_MAGIC[:2])
        if self._gzip:
            self._packed, self._ready = self._ready, b""

    def line(self, most: int) -> bytes:
        """Return the next line with its end, or what there is of it at the end of the stream.

        Raises:
            DamagedError: it is longer than `most`, or the stream is damaged.
        """
        while b"\n" not in self._ready:
            if len(self._ready) > most:
                self.resume()
                raise DamagedError("a line without an end")
            more = self._more(BLOCK)
            if not more:
                break
            self._ready += more
        end = self._ready.find(b"\n") + 1 or len(self._ready)
        line, self._ready = self._ready[:end], self._ready[end:]
        return line

    def some(self, most: int) -> bytes:
        """Return up to `most` bytes, none at the end."""
        if not self._ready:
            self._ready = self._more(BLOCK)
        part, self._ready = self._ready[:most], self._ready[most:]
        return part

    def resume(self) -> None:
        """Go on at the next record that can be told, after damage."""
        while True:
            found = _RECORD.search(self._ready, 1)
            if found:
                self._ready = self._ready[found.start() :]
                return
            kept = self._ready[-16:]
            try:
                more = self._more(BLOCK)
            except DamagedError:
                continue
            if not more:
                self._ready = b""
                return
            self._ready = kept + more

    def _take(self) -> bytes:
        data = self._raw.read(BLOCK)
        self._taken += len(data)
        return data

    def _more(self, most: int) -> bytes:
        data = self._unpack(most) if self._gzip else self._take()
        self.unpacked += len(data)
        if self.unpacked > _FREE + self._taken * limits.MAX_ARCHIVE_RATIO:
            raise BombError
        return data

    def _unpack(self, most: int) -> bytes:
        while True:
            if not self._packed:
                self._packed = self._take()
                if not self._packed:
                    cut, self._machine = self._machine is not None, None
                    if cut:
                        raise DamagedError("the file ends in the middle of a packed record")
                    return b""
            self._machine = self._machine or zlib.decompressobj(31)
            try:
                data = self._machine.decompress(self._packed, most)
            except zlib.error as error:
                self._next_member()
                raise DamagedError(f"a packed record cannot be unpacked: {error}") from error
            self._packed = self._machine.unconsumed_tail
            if self._machine.eof:
                self._packed, self._machine = self._machine.unused_data, None
            if data:
                return data

    def _next_member(self) -> None:
        self._machine = None
        at = self._packed.find(_MAGIC, 1)
        while at < 0:
            tail = self._packed[-2:]
            more = self._take()
            if not more:
                self._packed = b""
                return
            self._packed = tail + more
            at = self._packed.find(_MAGIC)
        self._packed = self._packed[at:]
