"""Extractors: Document → further declarations, one file each, each with one ENTRY.

A reader yields what the syntax declares; an extractor adds what a person reads out of the layout:
the fields a data dictionary's rows define, the columns a header row names, the classes of a label
list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counterspec.model import Declaration, Document


@dataclass(frozen=True, slots=True)
class Extractor:
    """`extract` returns declarations to append; parents index the whole tuple, the document's first.

    It must not raise on any document a reader can make.
    """

    id: str
    title: str
    extract: Callable[[Document], tuple[Declaration, ...]]
    reads: str
