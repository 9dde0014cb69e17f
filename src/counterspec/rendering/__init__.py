"""Renderings: one document as it was read → bytes, one file each, each with one ENTRY."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from counterspec.model import Declaration, Document, Finding, Problem, Source


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is known of one document; `declarations` and `findings` as the pipeline made them."""

    source: Source
    document: Document
    declarations: tuple[Declaration, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """How to show a reading: `pages` (from 1) limits what is shown, None for all; `colour` for terminals."""

    pages: frozenset[int] | None = None
    colour: bool = False
    width: int = 100

    def shows(self, page: int | None) -> bool:
        """Whether something on this page is shown; what stands on no page always is."""
        return self.pages is None or page is None or page in self.pages


@dataclass(frozen=True, slots=True)
class Rendering:
    """`write` writes a reading to `out`."""

    id: str
    title: str
    write: Callable[[Reading, TextIO, View], None]
