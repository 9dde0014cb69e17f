"""What the commands that read one file share: its bytes, the pages asked for, and the reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from counterspec.errors import UnreadableError, UsageError
from counterspec.model import Source, Wishes
from counterspec.pipeline import Setup, run
from counterspec.rendering import Reading
from counterspec.safe.limits import MAX_FILE_BYTES, MAX_PAGES

C = TypeVar("C", bound=Callable[..., object])


def recognition_options(command: C) -> C:
    """Add the options that say when and how text is recognised from page images."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--recognise",
        "recognition",
        type=click.Choice(["auto", "off", "force"]),
        default="auto",
        help="Recognise text of page images: where a page has no usable text, never, or always.  [auto]",
    ),
    click.option("--engine", metavar="ID", help="Recognition engine.  [the best one installed]"),
    click.option(
        "--dpi", type=click.IntRange(50, 600), default=200, help="Resolution pages are drawn at.  [200]"
    ),
    click.option(
        "--no-cache",
        "cache",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Keep no recognised text on disk, and use none that was kept.",
    ),
)


def pages_of(text: str) -> frozenset[int] | None:
    """Return the pages that "3,5-8" names; None where nothing is asked for.

    Raises:
        UsageError: no page, or no range of pages.
    """
    if not text.strip():
        return None
    pages: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not first.strip().isdecimal() or not (last or first).strip().isdecimal():
            raise UsageError(f"--page {text}: {part.strip()!r} is no page", hint="Say --page 3,5-8.")
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= MAX_PAGES:
            raise UsageError(f"--page {text}: pages count from 1", hint="Say --page 3,5-8.")
        pages.update(range(start, end + 1))
    return frozenset(pages)


def read_file(path: Path, wishes: Wishes, *, candidates: bool = False) -> Reading:
    """Take one file through the pipeline.

    Raises:
        UnreadableError: nothing of it could be read, with every reason.
        UsageError: the file is larger than is opened.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UsageError(f"{path}: larger than {MAX_FILE_BYTES} bytes")
    data = path.read_bytes()
    source = Source(str(path), data, hashlib.sha256(data).hexdigest(), path.name, wishes)
    work = run(source, Setup())
    if work.document is None:
        reasons = [problem.reason for problem in work.problems] or [work.skipped or "nothing was read"]
        remedies = [problem.remedy for problem in work.problems if problem.remedy]
        raise UnreadableError(f"{path}: {'; '.join(reasons)}", hint=" ".join(remedies))
    findings = tuple(f for f in work.findings if candidates or f.grade == "finding")
    return Reading(source, work.document, work.declarations, findings, work.problems)
