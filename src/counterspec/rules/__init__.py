"""Rules: readings → findings, one file each, each with one ENTRY of type Rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from counterspec.findings.facts import Draft, Facts

__all__ = ["Draft", "Facts", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule looks at and what it claims; `version` rises whenever its findings can change.

    `explanation` is printed by `counterspec explain`; `remedy` says what an author can do.
    """

    id: str
    version: int
    title: str
    explanation: str
    remedy: str
    apply: Callable[[Facts], Iterable[Draft]]
