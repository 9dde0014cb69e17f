"""A document in the browser: page pictures with what stands on them, text as read, code with its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from counterspec.model import Finding, Span


@dataclass(frozen=True, slots=True)
class Lit:
    """What is marked on a document: its findings, one of them chosen, what a search found.

    `summary` says in short what a finding says, in `language`.
    """

    findings: Sequence[Finding] = ()
    chosen: Finding | None = None
    hits: Sequence[Span] = ()
    language: str = "en"
    summary: Callable[[Finding], str] = attrgetter("summary")
