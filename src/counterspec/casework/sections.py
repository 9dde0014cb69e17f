"""The number of the clause or section that a place of a document stands in."""

from __future__ import annotations

from bisect import bisect_right

from counterspec.model import Document
from counterspec.syntax.numbering import numbered
from counterspec.syntax.structure import structure_of

_HEAD = 80


class Sections:
    """A document's passages and sections, to be asked for numbers."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._structure = structure_of(document)
        self._starts = [passage.span.start for passage in document.passages]

    def number(self, place: int) -> str | None:
        """Return the number that the passage of a place begins with, else that of its section, as printed.

        A lone figure before a passage may count anything, and is taken of a section's title only.
        """
        index = bisect_right(self._starts, place) - 1
        if index >= 0:
            start = self._starts[index]
            found = numbered(self._text[start : start + _HEAD])
            if found is not None and not found.bare and start + found.end <= place:
                return found.number
        return self._structure.at(place).number
