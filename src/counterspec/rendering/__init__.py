"""Renderings: one document as it was read → bytes, one file each, each with one ENTRY."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
class Rendering:
    """`write` returns the reading as text; `pages` (from 1) limits what is shown, None for all."""

    id: str
    title: str
    write: Callable[[Reading, frozenset[int] | None], str]
