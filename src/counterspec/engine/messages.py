"""What workers and their supervisor say to each other, and the rules they are watched by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from counterspec.safe.limits import DOCUMENT_SECONDS

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Begin:
    """The document about to be read; `key` comes back where it stops its worker."""

    name: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """The result of the document begun last. `last` says that the job has no more steps."""

    result: R
    last: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that stopped its worker. `code` is "time-limit", "memory-limit" or "crash".

    `again` says that it will be tried once more, alone. `number` counts the documents of its job from 0.
    """

    name: str
    code: str
    cause: str
    again: bool = False
    number: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Alive:
    """A page of the document begun last is done; the time limit counts anew."""


@dataclass(frozen=True, slots=True)
class End:
    """The job has no more steps."""


Steps = Callable[[J, int], Iterator["Begin | Done[R]"]]
"""A job's generator; its second argument is how many documents to leave out at the start."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How workers are watched.

    `seconds` is the time one document may take, `strikes` how often it may stop a worker before it is
    given up. A worker is replaced after `life` documents, so that it cannot grow for ever.
    """

    seconds: float = DOCUMENT_SECONDS
    strikes: int = 1
    life: int | None = None
