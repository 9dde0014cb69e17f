"""Results of workers in the order of their jobs, each as soon as all before it are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

R = TypeVar("R")


def in_order(results: Iterable[tuple[int, R]]) -> Iterator[R]:
    """Yield the results by their numbers, which count from 0; each is taken as soon as it comes."""
    ready: dict[int, R] = {}
    following = 0
    for number, result in results:
        ready[number] = result
        while following in ready:
            yield ready.pop(following)
            following += 1
