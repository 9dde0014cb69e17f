"""Exports of a case for other tools: one module each with one ENTRY, found by discovery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counterspec.publish.content import Content


@dataclass(frozen=True, slots=True)
class Export:
    """A form of export; `write` yields its text in parts, in an order that only what is said decides.

    `suffix` is how its files are commonly called, `holds` what goes into it.
    """

    id: str
    title: str
    suffix: str
    holds: str
    write: Callable[[Content], Iterator[str]]
