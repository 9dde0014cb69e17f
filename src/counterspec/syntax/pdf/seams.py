"""What happens to rows where a page ends: headers printed again, rows cut in two, merged cells going on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from counterspec.model import Span
from counterspec.syntax.pdf.placed import PlacedTable
from counterspec.syntax.table_captions import read_caption

_MAX_HEADS = 6
_ENDED = tuple("。！？!?;；.")
_GOES_ON = re.compile(r"[a-zа-яà-öø-ÿ，,、。；;）)\]}:：]")
_FIRST = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]{1,40}")
_ALIKE = 0.85
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


def repeated_rows(first: PlacedTable, part: PlacedTable) -> int:
    """Return how many rows at the top of a part are the table's first rows printed again, or nearly.

    A row that only says that the table goes on counts, too.
    """
    count = 0
    if part.texts and _says_it_goes_on(part.texts[0]):
        count = 1
    skipped = 1 if first.texts and len(_said(first.texts[0])) == 1 and read_caption(first.texts[0][0]) else 0
    heads = first.texts[skipped : skipped + _MAX_HEADS]
    for head, row in zip(heads, part.texts[count:], strict=False):
        if not _alike(_said(head), _said(row)):
            break
        count += 1
    return count


def _says_it_goes_on(row: Sequence[str]) -> bool:
    said = _said(row)
    caption = read_caption(said[0]) if len(said) == 1 else None
    return caption is not None and caption.continued


def _said(row: Sequence[str]) -> list[str]:
    texts = [_SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold() for text in row]
    return [text for before, text in pairwise(["", *texts]) if text and text != before]


def _alike(one: list[str], two: list[str]) -> bool:
    if not one or len(one) != len(two):
        return False
    same = [a == b for a, b in zip(one, two, strict=True)]
    return all(same) or (2 * sum(same) >= len(one) and all(map(_nearly, one, two)))


def _nearly(one: str, two: str) -> bool:
    if one == two:
        return True
    if len(one) > 200 or len(two) > 200 or _DIGITS.findall(one) != _DIGITS.findall(two):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


@dataclass(slots=True)
class Seam:
    """The last row of a part and the first row overleaf that is no header.

    `over` and `under` say for each column of the whole table which column of the upper and of the
    lower part covers it.
    """

    upper: PlacedTable
    over: list[int]
    lower: PlacedTable
    under: list[int]
    row: int
    parts: Sequence[PlacedTable]

    def is_cut(self) -> bool:
        """Tell whether the lower row goes on with the upper one; only where that is sure."""
        above = [self.upper.texts[-1][column] for column in self.over]
        below = [self.lower.texts[self.row][column] for column in self.under]
        filled = [column for column, text in enumerate(below) if text]
        if not filled or not all(above[column] for column in filled):
            return False
        if self._is_open():
            return True
        if below[0] or not above[0] or self._is_merged(0):
            return False
        # The short cells of a cut row were printed whole on the page before.
        if not any(not text and above[column] for column, text in enumerate(below) if column):
            several = len({self.under[column] for column in range(len(below))}) > 2
            if several:
                return False
        return any(self._goes_on(column, above[column], below[column]) for column in filled)

    def _goes_on(self, column: int, above: str, below: str) -> bool:
        if above.endswith(_ENDED):
            return False
        # A wrapped line ends where the next word would not have fitted.
        word = _FIRST.match(below)
        ems = sum(0.55 if char < "\u2e80" else 1.0 for char in word.group()) if word else 0.0
        room = self.upper.slack.get(self.over[column], 99.0)
        return room < ems + 0.6 or bool(_GOES_ON.match(below))

    def _is_open(self) -> bool:
        """Tell whether no line closes the upper part: its last row goes on overleaf."""
        bottom, top = self.upper.grid.bottom, self.lower.grid.top
        return bool(bottom) and not any(bottom) and (self.row > 0 or not any(top))

    def merged(self, laid: list[tuple[Span, ...]], above: tuple[Span, ...]) -> list[tuple[Span, ...]]:
        """Return the lower part's rows with merged cells of the upper part going on in its first cells."""
        spans: list[list[Span]] = [list(row) for row in laid]
        for column, under in enumerate(self.under):
            empty = not self.lower.texts[self.row][under]
            if not empty or above[column].end == above[column].start:
                break
            if not (self._is_merged(column) or self._is_open_at(column)):
                break
            cell = self.lower.cell(self.row, under)
            for index in range(self.row, len(spans)):
                if self.lower.cell(index, under) != cell:
                    break
                spans[index][column] = above[column]
        return [tuple(row) for row in spans]

    def _is_open_at(self, column: int) -> bool:
        bottom = self.upper.grid.bottom
        return bool(bottom) and not bottom[self.over[column]]

    def _is_merged(self, column: int) -> bool:
        """Tell whether cells of a column are merged over rows: at the seam, or anywhere in the table."""
        over, under = self.over[column], self.under[column]
        if len(self.upper.shown) > 1 and self.upper.cell(-1, over) == self.upper.cell(-2, over):
            return True
        following = self.row + 1
        if following < len(self.lower.shown) and self.lower.cell(self.row, under) == self.lower.cell(
            following, under
        ):
            return True
        return any(
            part.cell(index, place) == part.cell(index + 1, place)
            for part, place in ((self.upper, over), (self.lower, under))
            for index in range(len(part.shown) - 1)
        )
