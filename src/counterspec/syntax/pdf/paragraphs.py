"""Which lines of a page make one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from counterspec.model import Box
from counterspec.syntax.captions import is_caption
from counterspec.syntax.numbering import Numbered, numbered
from counterspec.syntax.pdf.content import Style
from counterspec.syntax.pdf.headings import is_contents
from counterspec.syntax.pdf.lines import ITEM, Line, middle
from counterspec.syntax.pdf.setting import Setting
from counterspec.syntax.plain import EAST_ASIAN

_ENDS = tuple("。！？；：;:!?.…")
_NARROW = tuple(",，、。；;：:)）》”」.")
_LABEL = re.compile(r"[A-Z][A-Za-z /]{1,24}:\s|[\u3400-\u9fff][\u3400-\u9fff /（）()]{1,14}[：:]")
_COUNT = re.compile(r"([(（]?(?:\d{1,3}\.){0,5})(\d{1,3}|[a-z]|[①-⑳⑴-⒇])([)）.．、]?)")
_GOES_ON = tuple("-,，、（(《“")
_LATIN = re.compile(r"[!-~À-ɏЀ-ӿͰ-Ͽ]+")
_HAN = re.compile(f"[{EAST_ASIAN}]")
_BULLET = re.compile(r"[^\w\s(（]|[①-⑳⑴-⒇❶-❿]")


@dataclass(slots=True)
class Row:
    """A line with what is asked of it again and again."""

    line: Line
    text: str
    style: Style
    size: float
    box: Box
    number: Numbered | None
    strong: bool

    @property
    def only_number(self) -> bool:
        """Whether the line holds nothing but a number of several parts, "3.1.4"."""
        return self.number is not None and self.number.level > 1 and self.number.end >= len(self.text)

    @property
    def marked(self) -> bool:
        """Whether the line begins with a bullet, or is of another kind than running text."""
        return _BULLET.match(self.text) is not None or is_caption(self.text) or is_contents(self.text)

    @property
    def gapped(self) -> bool:
        """Whether the line has parts far from each other: columns, not a sentence."""
        runs = self.line.runs
        start = self.box.x0 + 0.25 * (self.box.x1 - self.box.x0)
        return any(
            two.box.x0 - one.box.x1 > 2.5 * self.size and one.box.x1 > start for one, two in pairwise(runs)
        )

    @property
    def starts(self) -> bool:
        """Whether the line begins something new by what it says."""
        if self.number is not None and not (self.number.bare and not self.strong):
            return True
        if self.text[0] in "<{}" or ITEM.match(self.text) is not None:
            return True
        return is_caption(self.text) or is_contents(self.text)


def rows_of(lines: Sequence[Line], setting: Setting) -> list[Row]:
    """Return lines with their texts, styles and numbers."""
    made = []
    for line in lines:
        text, style = line.text, line.style
        size = style.size or line.box.y1 - line.box.y0
        made.append(Row(line, text, style, size, line.box, numbered(text), setting.is_strong(line, size)))
    return made


def line_pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance from one line to the next."""
    size = median(line.size for line in lines)
    steps = [middle(after) - middle(before) for before, after in pairwise(lines)]
    usual = [step for step in steps if 0.6 * size < step < 3.5 * size]
    return median_low(usual) if usual else 1.6 * size


def paragraphs(rows: list[Row], pitch: float, right: float) -> Iterator[list[Row]]:
    """Yield the rows of each paragraph; `right` is where lines usually end on such pages, 0 unknown."""
    margins = _margins(rows, right)
    first = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or not _continues(rows, first, index, pitch, margins):
            yield rows[first:index]
            first = index


def _continues(
    rows: list[Row], first: int, index: int, pitch: float, margins: dict[int, tuple[float, float]]
) -> bool:
    """Tell whether a row goes on with the paragraph that begins at `first`."""
    above, row, whole = rows[index - 1], rows[index], rows[first]
    if above.line.region != row.line.region:
        return _into_next_column(rows, index)
    size = max(min(above.size, row.size), 4.0)
    step = middle(row.line) - middle(above.line)
    if above.only_number and index - 1 == first and step < 2.4 * pitch:
        return not row.starts and len(row.text) < 120
    # Large type has lines of its own, further apart than the page's.
    room = 2.4 if above.strong and row.strong else 1.25
    if not 0.3 * size < step < max(1.3 * pitch + 1, room * size) or not _below(above, row, size):
        return False
    left, right = margins[row.line.region]
    full = is_full(above, row, right)
    ended = above.text.endswith(_ENDS)
    if above.gapped or row.gapped:
        return False
    if _succeeds(whole.text, row.text):
        return False
    if _LABEL.match(row.text) and _LABEL.match(whole.text):
        return False
    if not full or _set_apart(above, row) or (row.starts and (ended or row.strong or row.marked)):
        return False
    if whole.number and whole.strong and not (row.strong and above.style == row.style):
        return False
    if not ended and row.box.x0 < above.box.x0 + 6 * size:
        return not (_same_lead(above.text, row.text) and _both_first(rows, first, index, left))
    hangs = ITEM.match(whole.text) or above.line.runs[-1].hyphen or (whole.number and not whole.strong)
    if row.box.x0 > above.box.x0 + (6 if hangs else 1.2) * size or (ended and above.box.x1 < right - size):
        return False
    return not _both_first(rows, first, index, left)


def _below(above: Row, row: Row, size: float) -> bool:
    """Tell whether a row stands below another, if only under the white before its first word."""
    return row.box.x0 < above.box.x1 and row.box.x1 > above.box.x0 - 3 * size


def _set_apart(above: Row, row: Row) -> bool:
    """Tell whether two lines are set in type so different that they say two things."""
    if abs(above.size - row.size) > 0.13 * max(above.size, row.size):
        return True
    if above.strong == row.strong or not row.style.font:
        return False
    return len(above.text) > 2 and len(row.text) > 2


def _margins(rows: list[Row], usual: float) -> dict[int, tuple[float, float]]:
    """Return for each region where its lines begin and where a full one ends."""
    regions: dict[int, list[Row]] = {}
    for row in rows:
        regions.setdefault(row.line.region, []).append(row)
    margins = {}
    for region, members in regions.items():
        ends = sorted(row.box.x1 for row in members)
        right = ends[int(0.9 * (len(ends) - 1))]
        if usual and not members[0].line.columnar:
            right = max(right, usual)
        margins[region] = (min(row.box.x0 for row in members), right)
    return margins


def is_full(above: Row, row: Row, right: float) -> bool:
    """Tell whether the first word of a row would not have fitted on the line above."""
    run = row.line.runs[0]
    size = max(row.size, 6.0)
    word = _LATIN.match(run.text)
    letters = word.end() if word else 1
    need = (run.box.x1 - run.box.x0) * min(letters / max(len(run.text), 1), 1.0)
    ended = above.text.endswith(_ENDS)
    least = (1.2 if ended else 2.2) * size if _HAN.match(run.text) else 2.5 * size
    if above.text.endswith(_NARROW):
        least += 0.7 * size
    return above.box.x1 + min(max(need + 0.25 * size, least), 14 * size) >= right - 0.4 * size


def _succeeds(one: str, two: str) -> bool:
    """Tell whether a line's mark is the next after the paragraph's: "2." and "3.", "a)" and "b)"."""
    first, second = _COUNT.match(one), _COUNT.match(two)
    if first is None or second is None or first.group(1, 3) != second.group(1, 3):
        return False
    mark, after = first.group(2), second.group(2)
    if mark.isdecimal() and after.isdecimal():
        return int(after) == int(mark) + 1
    return len(mark) == len(after) == 1 and ord(after) == ord(mark) + 1


def _same_lead(one: str, two: str) -> bool:
    """Tell whether two lines begin with the same word, as entries of a list of documents do."""
    word = _LATIN.match(one)
    return word is not None and word.end() > 1 and two.startswith(word.group())


def _both_first(rows: list[Row], first: int, index: int, left: float) -> bool:
    """Tell whether both lines begin two characters in, as first lines of Chinese paragraphs do."""
    above, row = rows[index - 1], rows[index]
    if index - 1 != first or abs(above.box.x0 - row.box.x0) > 0.5 * row.size:
        return False
    if not (_HAN.search(row.text) or _HAN.search(above.text)):
        return False
    return 1.5 * row.size < row.box.x0 - left < 2.7 * row.size and ITEM.match(above.text) is None


def glue(rows: list[Row]) -> None:
    """Mark lines of Chinese text whose end cuts a number in two."""
    for above, row in pairwise(rows):
        if above.text[-1].isdecimal() and row.text[0].isdecimal() and _HAN.search(above.text + row.text):
            above.line.glued = True


def _into_next_column(rows: list[Row], index: int) -> bool:
    """Tell whether a column's first line goes on with the last line of the column before."""
    above, row = rows[index - 1], rows[index]
    if row.starts or above.strong or row.strong or above.style[:2] != row.style[:2]:
        return False
    if not (row.box.x0 >= above.box.x1 and row.box.y0 < above.box.y0):
        return False
    right = max(other.box.x1 for other in rows[:index] if other.line.region == above.line.region)
    left = min(other.box.x0 for other in rows[index:] if other.line.region == row.line.region)
    return goes_on(above, row, left, right)


def goes_on(above: Row, row: Row, left: float, right: float) -> bool:
    """Tell whether a row at the top of a page or column goes on with the last one of the page before."""
    if (
        row.starts
        or row.gapped
        or above.gapped
        or row.strong != above.strong
        or abs(above.size - row.size) > 0.08 * above.size
    ):
        return False
    ended = above.text.endswith(_ENDS)
    if ended and not (above.text.endswith((":", "：", ";", "；")) and row.text[:1].islower()):
        return False
    if row.text[:1].islower() or above.text.endswith(_GOES_ON) or above.line.runs[-1].hyphen:
        return True
    return is_full(above, row, right) and row.box.x0 < left + 1.2 * row.size
