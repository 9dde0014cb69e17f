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
_ENDED = tuple("。！？!?.")
_GOES_ON = re.compile(r"[a-zа-яà-öø-ÿ，,、。；;）)\]}:：]")
_OPEN = tuple("：:，,、；;")
_ITEM = re.compile(r"[（(]?(?P<number>\d{1,2})[.．、)）](?!\d)")
_ITEMS = re.compile(r"(?:^|[\s。；;：:，,）)])[（(]?(?P<number>\d{1,2})[.．、)）](?!\d)")
_FIRST = re.compile(
    r"[（(《「“\[]{0,2}(?:[\u2e80-\u2fff\u3040-\uff00]|[^\s\u2e80-\uffef]{1,40})?[）)》」”\]，。；：、,.;:！？]{0,3}"
)
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

    def is_cut(self) -> bool:
        """Tell whether the lower row goes on with the upper one; only where that is sure.

        A cut row's short cells were printed whole on one page, and the text of a long one breaks off.
        """
        above, below = self._above(), self._below()
        filled = [column for column, text in enumerate(below) if text]
        if not filled or any(above[column] == below[column] for column in filled):
            return False
        if not all(above[column] for column in filled):
            return self._begins_overleaf(above, below)
        if self._is_open():
            return True
        own = [column for column in range(len(below)) if not self._is_merged_here(column)]
        whole = [column for column in own if above[column] and not below[column]]
        if not own or below[own[0]] or own[0] not in whole:
            return self._lists_on(above, below, filled) or (
                len(whole) > 1 and all(self._is_full(column, below[column]) for column in filled)
            )
        return any(self._goes_on(column, above[column], below[column]) for column in filled)

    def _above(self) -> list[str]:
        return [self.upper.texts[-1][column] for column in self.over]

    def _below(self) -> list[str]:
        return [self.lower.texts[self.row][column] for column in self.under]

    def _goes_on(self, column: int, above: str, below: str) -> bool:
        if above.endswith(_OPEN) or _next_item(above, below):
            return True
        if above.endswith(_ENDED):
            return False
        return self._is_full(column, below) or bool(_GOES_ON.match(below))

    def _is_full(self, column: int, below: str) -> bool:
        """Tell whether a cell's last line has no room for the first word below it, as in wrapped text."""
        word = _FIRST.match(below)
        ems = sum(0.55 if char < "\u2010" else 1.0 for char in word.group()) if word else 0.0
        return self.upper.slack.get(self.over[column], 99.0) < ems + 0.6

    def _begins_overleaf(self, above: list[str], below: list[str]) -> bool:
        """Tell whether short cells stand, set in the middle of their row, on its second page."""
        texts = [(one, two) for one, two in zip(above, below, strict=True) if one]
        return (
            not above[0]
            and bool(below[0])
            and bool(texts)
            and all(one.endswith(_OPEN) and two for one, two in texts)
            and not self._is_merged_here(0)
        )

    def _lists_on(self, above: list[str], below: list[str], filled: list[int]) -> bool:
        """Tell whether every cell goes on, and a numbered list in one of them with its next number."""
        if len({self.under[column] for column in filled}) < 2:
            return False
        listed = [column for column in filled if _next_item(above[column], below[column])]
        others = [column for column in filled if column not in listed]
        return bool(listed) and all(self._goes_on(column, above[column], below[column]) for column in others)

    def _is_open(self) -> bool:
        """Tell whether no line closes the upper part: its last row goes on overleaf."""
        bottom, top = self.upper.grid.bottom, self.lower.grid.top
        return bool(bottom) and not any(bottom) and (self.row > 0 or not any(top))

    def merged(
        self, laid: list[tuple[Span, ...]], above: tuple[Span, ...], *, cut: bool
    ) -> list[tuple[Span, ...]]:
        """Return the lower part's rows with merged cells of the upper part going on in their empty cells.

        Where the first column has a new cell, a new group of rows begins and nothing goes on. In a
        `cut` row only cells that cover more rows than it are merged ones.
        """
        below = self._below()
        spans = [list(row) for row in laid]
        limit = len(spans)
        leads = True
        for column, text in enumerate(below):
            empty = not text and above[column].end > above[column].start
            goes = self._is_merged_here(column) if cut else self._goes_down(column, below, leads=leads)
            if not (empty and goes):
                if column == 0:
                    break
                leads = False
                continue
            end = min(limit, self._end(column))
            limit = end if column == 0 else limit
            for index in range(self.row, end):
                spans[index][column] = above[column]
        return [tuple(row) for row in spans]

    def _end(self, column: int) -> int:
        """Return the row after those that the lower part's first cell in a column covers."""
        under = self.under[column]
        cell = self.lower.cell(self.row, under)
        end = self.row + 1
        while end < len(self.lower.shown) and self.lower.cell(end, under) == cell:
            end += 1
        return end

    def _goes_down(self, column: int, below: list[str], *, leads: bool) -> bool:
        if self._end(column) > self.row + 1 or self._is_open_at(column):
            return True
        if not leads:
            return False
        news = {self.under[place] for place, text in enumerate(below) if text}
        return self._is_merged_above(column) or (len(news) > 1 and self._is_merged_somewhere(column))

    def _is_open_at(self, column: int) -> bool:
        bottom = self.upper.grid.bottom
        return bool(bottom) and not bottom[self.over[column]]

    def _is_merged_here(self, column: int) -> bool:
        """Tell whether a cell at the seam is merged over rows, and goes on below without text."""
        goes_on = not self.lower.texts[self.row][self.under[column]]
        return goes_on and (self._is_merged_above(column) or self._end(column) > self.row + 1)

    def _is_merged_above(self, column: int) -> bool:
        over = self.over[column]
        return len(self.upper.shown) > 1 and self.upper.cell(-1, over) == self.upper.cell(-2, over)

    def _is_merged_somewhere(self, column: int) -> bool:
        return any(
            part.cell(index, place) == part.cell(index + 1, place)
            for part, place in ((self.upper, self.over[column]), (self.lower, self.under[column]))
            for index in range(len(part.shown) - 1)
        )


def _next_item(above: str, below: str) -> bool:
    """Tell whether a text goes on with the next number of the list that another one ends in."""
    item = _ITEM.match(below)
    if item is None or int(item["number"]) < 2:
        return False
    items = _ITEMS.findall(above)
    return bool(items) and int(items[-1]) == int(item["number"]) - 1
