"""Progress on standard error while a scan runs; drawn by the scan itself, without a thread."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from counterspec.model import FileResult
from counterspec.scan import Scan

_EVERY = 0.1
_BAR = 40


def watched(scan: Scan, show: bool) -> Iterator[FileResult]:
    """Yield the scan's results; where `show` is set, draw how far it is, and wipe the line at the end."""
    if not show:
        yield from scan
        return
    began = last = time.monotonic()
    for result in scan:
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            _draw(scan, now - began)
        yield result
        if result.findings:
            last = 0.0
    sys.stderr.write("\r\x1b[2K")
    sys.stderr.flush()


def _draw(scan: Scan, seconds: float) -> None:
    progress = scan.progress
    share = progress.done / progress.total if progress.total else 1.0
    bar = "━" * round(share * _BAR)
    speed = progress.bytes / 1e6 / seconds if seconds else 0.0
    left = seconds / share - seconds if share > 0.02 else None
    eta = f"   {left:.0f} s left" if left is not None else ""
    line = f"Reading  {bar:<{_BAR}}  {progress.done} of {progress.total} files   {speed:.1f} MB/s{eta}"
    sys.stderr.write("\r\x1b[2K" + line)
    sys.stderr.flush()
