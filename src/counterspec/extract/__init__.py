"""Extractors: Document → facts, one file each, each with one ENTRY.

A reader yields what the syntax declares; an extractor adds what a person reads out of layout and
words: the fields a data dictionary's rows define, the classes of a label list, the document's
bibliography, its parties, citations and clauses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counterspec.model import Bibliography, Citation, Clause, Declaration, Document, Party

Fact = Declaration | Bibliography | Party | Citation | Clause


@dataclass(frozen=True, slots=True)
class Extractor:
    """`extract` returns facts to append; parents of declarations index the whole tuple.

    The document it gets holds the declarations found so far, and none of the other facts: what
    several extractors need (sections, kind of document, numbers) they share through `syntax`.
    It must not raise on any document a reader can make.
    """

    id: str
    title: str
    extract: Callable[[Document], tuple[Fact, ...]]
    reads: str
