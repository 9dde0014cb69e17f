"""What became of a file that was scanned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.finding import Finding
from counterspec.model.problem import Problem
from counterspec.model.span import Span


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line of a document. `marks` are half-open ranges of `text`; `line` or `page` is set, from 1."""

    text: str
    marks: tuple[Span, ...]
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file, or of one member of an archive.

    `status` is "read", "skipped" (on purpose, `reason` says why) or "lost" (a problem says why).
    `rel` is the path below the root the user named. `lines` and `pages` count what the document
    has, `pages_read` the pages without a problem, `pages_recognised` those read from their
    pictures. `kind` is the kind of document by its own words. `excerpts` are by finding id, `stale` inline
    justifications that meet no finding, `candidates` counts those left out.
    """

    file: str
    rel: str
    status: Literal["read", "skipped", "lost"]
    size: int = 0
    reason: str | None = None
    sha256: str = ""
    format: str | None = None
    kind: str | None = None
    media_type: str | None = None
    title: str | None = None
    lines: int = 0
    pages: int = 0
    pages_read: int = 0
    pages_recognised: int = 0
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    excerpts: tuple[tuple[str, tuple[Excerpt, ...]], ...] = ()
    stale: tuple[str, ...] = ()
    candidates: int = 0
