"""What is made of a whole document is made once, though one extractor after another asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import TypeVar

from counterspec.model import Document

_Made = TypeVar("_Made")


def once(make: Callable[[Document], _Made]) -> Callable[[Document], _Made]:
    """Return `make`, which then keeps what it made of the document at hand, and of no other."""
    latest: tuple[tuple[object, ...], _Made] | None = None

    @wraps(make)
    def kept(document: Document) -> _Made:
        nonlocal latest
        key = _reading(document)
        # Extractors get copies of the document that differ in their declarations and names only.
        if latest is None or not all(map(is_, latest[0], key)):
            latest = (key, make(document))
        return latest[1]

    return kept


def _reading(document: Document) -> tuple[object, ...]:
    """Return what a reading consists of; kind and format tell empty documents apart."""
    return (
        document.text, document.passages, document.tables, document.pages, document.kind, document.format
    )  # fmt: skip
