"""Reports: results → text, one file each, each with one ENTRY of type Report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from counterspec.model import FileResult, Finding


@dataclass(frozen=True, slots=True)
class ConceptInfo:
    """What reports say about a concept; `mappings` are keys of other vocabularies."""

    id: str
    label: str
    tier: str
    definition: str
    mappings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What reports say about a rule."""

    id: str
    version: int
    title: str
    explanation: str
    remedy: str


@dataclass(slots=True)
class Context:
    """What a report knows besides the results.

    `colour` and `width` concern terminals only. `limit` is how many findings the text report
    prints in full, 0 for all; `only` is one finding's id, to print it and nothing else. `last` is the last
    line of the text report in the place of a scan's.
    `failing` says whether a finding meets --fail-on, `level` its
    severity ("error", "warning", "note"). `stale` are justifications and baseline entries
    that met nothing; it is filled when the last result has been read.
    """

    version: str
    command: str
    concepts: Mapping[str, ConceptInfo]
    rules: Mapping[str, RuleInfo]
    failing: Callable[[Finding], bool]
    level: Callable[[Finding], str]
    fail_on: str = ""
    limit: int = 20
    explain: bool = False
    colour: bool = False
    width: int = 100
    paths: tuple[str, ...] = ()
    only: str | None = None
    last: str | None = None
    seconds: float | None = None
    stale: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """`write` consumes the results as they come and writes the whole report to `out`."""

    id: str
    title: str
    media_type: str
    write: Callable[[Iterable[FileResult], TextIO, Context], None]
