"""Fifty readers of one workbench while documents are added to its case: what a page takes beside one reader alone."""

from __future__ import annotations

import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench._case import _texts
from bench._measure import told
from bench._web import screens

_COUNTERSPEC = [sys.executable, "-m", "counterspec"]
_READERS = 50
_PAGES = 12
"""Pages that every reader opens, at the least: they go on until everything is added."""
_ALONE = 5
_SECONDS = 600.0


def measure(folder: Path, case: Path, documents: int) -> None:
    """Print what pages of a case of so many documents take, and whether any reader or the ingest met an error."""
    print(f"{_READERS} readers of a case of {documents:,} documents, and one `case add` beside them")
    pile = _texts(folder / "added")
    with _served(case) as served:
        alone = _Reader(served)
        for path in screens(documents).values():
            alone.open(path)  # what is kept is made
        alone.taken.clear()
        for _ in range(_ALONE):
            for name, path in screens(documents).items():
                alone.open(path, name)
        adding = subprocess.Popen(
            [*_COUNTERSPEC, "case", "add", case, pile, "--no-config", "-q", "-j", "1"],
            stdout=subprocess.DEVNULL,
        )
        readers = [_Reader(served, alone.cookie) for _ in range(_READERS)]
        began = time.monotonic()
        threads = [
            threading.Thread(target=_read, args=(reader, number, documents, adding, began))
            for number, reader in enumerate(readers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        told("reading and adding took", time.monotonic() - began, "s")
        code = adding.wait()
    _tell(alone, readers)
    faults = [fault for reader in (alone, *readers) for fault in reader.faults]
    told(
        "pages that failed",
        len(faults),
        f"of {sum(len(t) for r in readers for t in r.taken.values())}",
        1,
        below=True,
    )
    told("`case add` ended with", code, "", 1, below=True)
    for fault in faults[:5]:
        print(f"    {fault}")


def _tell(alone: _Reader, readers: list[_Reader]) -> None:
    for name, before in alone.taken.items():
        among = [seconds for reader in readers for seconds in reader.taken[name]]
        if len(among) < 2:
            continue
        one, many = statistics.median(before), statistics.quantiles(among, n=20)[-1]
        told(f"{name}: one reader, nothing else", one * 1000, "ms")
        told(f"{name}: p95 among {_READERS}, against one", many / one, "×")


def _read(
    reader: _Reader, number: int, documents: int, adding: subprocess.Popen[bytes], began: float
) -> None:
    """Go through the screens in an order of one's own until everything is added."""
    every = list(screens(documents).items())
    random.Random(number).shuffle(every)
    opened = 0
    while opened < _PAGES or (adding.poll() is None and time.monotonic() - began < _SECONDS):
        name, path = every[opened % len(every)]
        reader.open(path, name)
        opened += 1


@dataclass(frozen=True)
class _Served:
    host: str
    port: int
    opening: str


@contextmanager
def _served(case: Path) -> Iterator[_Served]:
    process = subprocess.Popen(
        [*_COUNTERSPEC, "serve", str(case), "--port", "0", "--no-config"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    try:
        address = urlsplit(process.stdout.readline().strip())
        assert address.hostname is not None and address.port is not None
        yield _Served(address.hostname, address.port, f"{address.path}?{address.query}")
    finally:
        process.terminate()
        process.wait()


@dataclass
class _Reader:
    """Somebody at a browser: one connection, one cookie, the seconds each page took, and what went wrong."""

    served: _Served
    cookie: str = ""
    taken: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(self.served.host, self.served.port, timeout=_SECONDS)
        if not self.cookie:
            self._connection.request("GET", self.served.opening)
            answer = self._connection.getresponse()
            answer.read()
            self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]

    def open(self, path: str, name: str = "") -> None:
        """Open a page, and keep what it took under its name."""
        began = time.monotonic()
        try:
            self._connection.request("GET", path, headers={"Cookie": self.cookie})
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.faults.append(f"{path}: {error!r}")
            self._connection.close()
            return
        if answer.status != 200:
            self.faults.append(f"{path}: {answer.status} {body[:300]!r}")
        self.taken[name].append(time.monotonic() - began)
