"""Pictures of pages and crops, drawn by processes of their own and kept for a while."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import LifoQueue
from typing import IO, Any

from counterspec.errors import LimitError, UnreadableError
from counterspec.model import Box
from counterspec.web.commands import environment

_SECONDS = 30.0
_KEPT_BYTES = 96 * 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to draw, or the part of it around `boxes` (points, origin at the top left), `narrow` for a list."""

    sha256: str
    name: str
    format: str
    page: int
    dpi: int
    boxes: tuple[Box, ...] = ()
    narrow: bool = False


class _Artist:
    """One drawing process, started at first use and again after it was stopped.

    It dies with the thread that starts it (`safe.mortal`), and a server's threads come and go: `starter` stays.
    """

    def __init__(self, starter: ThreadPoolExecutor) -> None:
        self._starter = starter
        self._process: subprocess.Popen[bytes] | None = None

    def draw(self, request: dict[str, Any]) -> bytes:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        alarm = threading.Timer(_SECONDS, process.kill)
        alarm.start()
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            return self._answer(process.stdout)
        except (OSError, ValueError) as error:
            self.stop()
            raise LimitError(
                f"page {request['page']} could not be drawn: it took too long, or stopped the reader"
            ) from error
        finally:
            alarm.cancel()

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    # A request that nobody read is still in it, and closing tries to write it.
                    with suppress(OSError):
                        stream.close()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = self._starter.submit(
                subprocess.Popen,
                [sys.executable, "-m", "counterspec.web.artist"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment(),
            ).result()
        return self._process

    @staticmethod
    def _answer(stream: IO[bytes]) -> bytes:
        said = json.loads(stream.readline() or b"broken")
        if not 0 <= said["bytes"] <= _MOST_BYTES:
            raise ValueError("no answer")
        picture = stream.read(said["bytes"])
        if "error" in said:
            raise UnreadableError(said["error"])
        return picture


@dataclass
class Pictures:
    """Draws with `artists` processes at most; the pictures asked for last are kept in memory."""

    folder: Path
    artists: int = 2
    _free: LifoQueue[_Artist] = field(default_factory=LifoQueue)
    _all: list[_Artist] = field(default_factory=list)
    _kept: OrderedDict[Wanted, bytes] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _starter: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    def __post_init__(self) -> None:
        self._all = [_Artist(self._starter) for _ in range(self.artists)]
        for artist in self._all:
            self._free.put(artist)

    def of(self, wanted: Wanted) -> bytes:
        """Return the picture as PNG.

        Raises:
            UnreadableError: the page cannot be drawn.
            LimitError: it took too long or needed too much memory.
        """
        with self._lock:
            if wanted in self._kept:
                self._kept.move_to_end(wanted)
                return self._kept[wanted]
        artist = self._free.get()
        try:
            picture = artist.draw(self._request(wanted))
        finally:
            self._free.put(artist)
        self._keep(wanted, picture)
        return picture

    def close(self) -> None:
        """Stop the processes."""
        for artist in self._all:
            artist.stop()
        self._starter.shutdown()

    def _request(self, wanted: Wanted) -> dict[str, Any]:
        boxes: Sequence[Sequence[float]] = [list(box) for box in wanted.boxes]
        return {
            "folder": str(self.folder), "sha256": wanted.sha256, "name": wanted.name, "format": wanted.format,
            "page": wanted.page, "dpi": wanted.dpi, "boxes": boxes, "narrow": wanted.narrow,
        }  # fmt: skip

    def _keep(self, wanted: Wanted, picture: bytes) -> None:
        with self._lock:
            self._kept[wanted] = picture
            self._size += len(picture)
            while self._size > _KEPT_BYTES and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])
