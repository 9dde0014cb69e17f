"""Lines of a PDF page: which stand beside each other, and which go on with the line above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from counterspec.model import Box
from counterspec.syntax.pdf.content import Run
from counterspec.syntax.pdf.grid import Grid
from counterspec.syntax.prose_lines import is_heading
from counterspec.syntax.table_captions import read_caption

ITEM = re.compile(r"[-–—•●○■□◆◇★▲△※➢✓√·]|[(（]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[)）、]|\d{1,3}[.．](?!\d)")

_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)

_INSIDE = re.compile(r"[a-z][A-Z]|_|\d")

_ENDS = tuple("。！？；：;:!?")


@dataclass(slots=True)
class Line:
    """A line of runs; `glued` where it was cut inside a word and the next line goes on with it."""

    runs: list[Run]
    box: Box
    glued: bool = False


def in_order(lines: list[Line | int], grids: list[Grid]) -> list[Line | int]:
    """Return lines and tables from top to bottom where they stand in one column, else as they were drawn."""
    boxes = [line.box if isinstance(line, Line) else grids[line].box for line in lines]
    if not boxes:
        return lines
    wide = 0.2 * (max(box.x1 for box in boxes) - min(box.x0 for box in boxes))
    order = sorted(range(len(lines)), key=lambda index: (boxes[index].y0 + boxes[index].y1) / 2)
    broad = [boxes[index] for index in order if boxes[index].x1 - boxes[index].x0 > wide]
    beside = sum(same_line(one, two) and not overlap(one, two) for one, two in pairwise(broad))
    return lines if beside * 10 > len(broad) else [lines[index] for index in order]


def is_cut(last: Run, line: Box, left: float, right: float) -> bool:
    """Tell whether a line of a cell is full to the letter: then its last word was cut, as long names are."""
    if not _NAME.fullmatch(last.text) or not _INSIDE.search(last.text):
        return False
    letter = (last.box.x1 - last.box.x0) / len(last.text)
    return right - max(line.x0 - left, 0.0) - line.x1 < 0.9 * letter


def line_pitch(lines: list[Line], height: float) -> float:
    """Return the usual distance from one line to the next."""
    steps = [middle(after) - middle(before) for before, after in pairwise(lines)]
    usual = [step for step in steps if 0.5 * height < step < 3.5 * height]
    return median_low(usual) if usual else 2 * height


def middle(line: Line) -> float:
    """Return the height at which a line stands."""
    return (line.box.y0 + line.box.y1) / 2


def continues(lines: list[Line], first: int, index: int, height: float, pitch: float) -> bool:
    """Tell whether a line goes on with the paragraph that begins at `first`."""
    above, line = lines[index - 1], lines[index]
    step = middle(line) - middle(above)
    if not 0.5 * height < step < 1.3 * pitch + 1 or not overlap(above.box, line.box):
        return False
    if ITEM.match(line.runs[0].text) or is_heading_line(line) or names_table(line):
        return False
    if is_heading_line(above) and above.runs[-1].text[-1] not in "-,，、":
        return False
    size = max(height, 6.0)
    right = max(
        other.box.x1 for other in lines[max(0, index - 6) : index + 6] if overlap(other.box, above.box)
    )
    # A line is full where the next word would not have fitted any more.
    word = line.runs[0].box
    full = above.box.x1 + min(max(word.x1 - word.x0, 3 * size), 12 * size) >= right - 0.5 * size
    hangs = ITEM.match(lines[first].runs[0].text) or above.runs[-1].hyphen
    indented = line.box.x0 > above.box.x0 + (6 if hangs else 1.2) * size
    ended = above.runs[-1].text.endswith(_ENDS) and above.box.x1 < right - size
    return full and not indented and not ended


def is_heading_line(line: Line) -> bool:
    """Tell whether a line is numbered like a heading."""
    return is_heading(" ".join(run.text for run in line.runs))


def names_table(line: Line) -> bool:
    """Tell whether a line is the caption of a table."""
    return read_caption(" ".join(run.text for run in line.runs)) is not None


def overlap(one: Box, two: Box) -> bool:
    """Tell whether two boxes share a part of the width."""
    return one.x0 < two.x1 and two.x0 < one.x1


def same_line(one: Box, two: Box) -> bool:
    """Tell whether two boxes stand at the same height."""
    overlap = min(one.y1, two.y1) - max(one.y0, two.y0)
    return overlap > 0.4 * min(one.y1 - one.y0, two.y1 - two.y0)


def touch(left: Run, right: Run) -> bool:
    """Tell whether two runs stand without a gap between them."""
    size = max(left.box.y1 - left.box.y0, right.box.y1 - right.box.y0)
    return right.box.x0 - left.box.x1 < 0.4 * size


def union(one: Box, two: Box) -> Box:
    """Return the smallest box around both."""
    return Box(min(one.x0, two.x0), min(one.y0, two.y0), max(one.x1, two.x1), max(one.y1, two.y1))
