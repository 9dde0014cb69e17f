"""Lines of a PDF page: made of runs, and how two of them stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.model import Box
from counterspec.syntax.pdf.content import PLAIN, Run, Style

ITEM = re.compile(
    r"[-–—―•●○■◆◇★☆▲△▪◦※➢➤❖❑❒⬥⇨→✓√·*‧∙](?!\w)|[●■◆★▲△☆※➢➤❖▪•]|[—–]{1,3}|[(（]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[)）]|[a-z]、|"
    r"\d{1,3}[.．、](?!\d)|[①-⑳⑴-⒇❶-❿]"
)
_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_INSIDE = re.compile(r"[a-z][A-Z]|_|\d")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_STOPS = tuple("，。、；：！？）》」』”")


@dataclass(slots=True)
class Line:
    """A line of runs; `glued` where it was cut inside a word and the next line goes on with it.

    `region` counts the stretches of a page that are read one after another, `columnar` where they stand side by side.
    """

    runs: list[Run]
    box: Box
    glued: bool = False
    region: int = 0
    columnar: bool = False

    @property
    def text(self) -> str:
        """The words with a space between each."""
        return " ".join(run.text for run in self.runs)

    @property
    def style(self) -> Style:
        """How most of the line's letters are set."""
        runs = self.runs
        if len(runs) == 1 or all(run.style is runs[0].style for run in runs):
            return runs[0].style
        sizes: dict[Style, int] = {}
        for run in runs:
            sizes[run.style] = sizes.get(run.style, 0) + len(run.text)
        return max(sizes, key=lambda style: sizes[style], default=PLAIN)

    @property
    def size(self) -> float:
        """The size of its type in points; where it is unknown, the height of its letters."""
        return self.style.size or self.box.y1 - self.box.y0


def is_cut(last: Run, line: Box, left: float, right: float) -> bool:
    """Tell whether a line of a cell is full to the letter: then its last word was cut, as long names are."""
    if not _NAME.fullmatch(last.text) or not _INSIDE.search(last.text):
        return False
    letter = (last.box.x1 - last.box.x0) / len(last.text)
    return right - max(line.x0 - left, 0.0) - line.x1 < 0.9 * letter


def middle(line: Line) -> float:
    """Return the height at which a line stands."""
    return (line.box.y0 + line.box.y1) / 2


def overlap(one: Box, two: Box) -> bool:
    """Tell whether two boxes share a part of the width."""
    return one.x0 < two.x1 and two.x0 < one.x1


def same_line(one: Box, two: Box) -> bool:
    """Tell whether two boxes stand at the same height."""
    overlap = min(one.y1, two.y1) - max(one.y0, two.y0)
    return overlap > 0.4 * min(one.y1 - one.y0, two.y1 - two.y0)


def touch(left: Run, right: Run) -> bool:
    """Tell whether two runs stand without a gap between them; a stop's own white is no gap."""
    size = max(left.style.size or left.box.y1 - left.box.y0, right.style.size or right.box.y1 - right.box.y0)
    room = 0.85 if left.text.endswith(_STOPS) or right.text.startswith(("（", "《", "“", "「")) else 0.4
    return right.box.x0 - left.box.x1 < room * size


def union(one: Box, two: Box) -> Box:
    """Return the smallest box around both."""
    return Box(min(one.x0, two.x0), min(one.y0, two.y0), max(one.x1, two.x1), max(one.y1, two.y1))


def is_leftward(text: str) -> bool:
    """Tell whether text is written from right to left."""
    return _RTL.search(text) is not None
