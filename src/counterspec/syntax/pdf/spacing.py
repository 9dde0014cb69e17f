"""Spaces that a PDF's text layer lacks, and those it shows only because letters are spread out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from statistics import median
from typing import Protocol

from counterspec.model import Box
from counterspec.syntax.pdf.content import PageContent, Run

_LONG = re.compile(r"[A-Za-z]{14,}")
_LATIN = re.compile(r"[!-~]{4,}")
_MIXED = re.compile(r"[A-Za-z][A-Za-z]|[A-Z]\d|\d[A-Z]|[A-Za-z][-/.,;:)\]][A-Za-z]")
_PROBES = 24
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff々〇]")
_SPREAD = re.compile(r"[A-Z0-9][A-Z0-9/\-—–.]?|[—–\-/]")
_CHOICES = frozenset({"是否", "有无", "男女", "优良", "否是", "女男", "左右", "上下"})
_SOFT = "\xad"


class Boxes(Protocol):
    """Gives the boxes of characters by their numbers: left, right, bottom, top."""

    def boxes(self, indices: list[int]) -> list[tuple[float, float, float, float]]: ...


def respaced(content: PageContent, letters: Boxes, spaceless: set[str]) -> None:
    """Part words whose spaces the layer lacks, join words whose letters are only spread out."""
    runs = content.runs
    _find_spaceless(runs, letters, spaceless)
    if spaceless:
        runs = [
            piece
            for run in runs
            for piece in (_parted(run, letters) if run.style.font in spaceless else (run,))
        ]
    content.runs = _softened(_joined(runs, _Rules(content)))


# -- spaces that lack --------------------------------------------------------------------------


def _find_spaceless(runs: list[Run], letters: Boxes, spaceless: set[str]) -> None:
    """Add the fonts in which words stand apart on the page but not in its text layer."""
    probes = [run for run in runs if len(run.text) > 13 and _LONG.search(run.text)]
    for run in probes[:_PROBES]:
        if run.style.font not in spaceless and len(_parted(run, letters)) > 1:
            spaceless.add(run.style.font)


def _parted(run: Run, letters: Boxes) -> list[Run]:
    """Cut a run of Latin letters where gaps far wider than those between its letters stand."""
    text = run.text
    if run.style.turn or not _LATIN.search(text) or not _MIXED.search(text):
        return [run]
    edges = letters.boxes(list(range(run.first, run.first + len(text))))
    gaps = [
        edges[place + 1][0] - edges[place][1] if text[place].isascii() and text[place + 1].isascii() else 0.0
        for place in range(len(text) - 1)
    ]
    size = run.style.size or run.box.y1 - run.box.y0
    for place, two in enumerate(pairwise(text)):
        if not _may_part(*two):
            gaps[place] = 0.0
        elif not two[0].isalnum():
            gaps[place] *= 0.6
    usual = max(median(gap for gap in gaps if gap) if any(gaps) else 0.0, 0.02 * size)
    cuts = [place + 1 for place, gap in enumerate(gaps) if gap > max(0.2 * size, 2.4 * usual)]
    # Letters of one width stand at even steps, whatever their gaps.
    if not cuts or _even(edges, size):
        return [run]
    pieces = []
    # A page turned on its side has its letters' places along its height.
    scale = (run.box.x1 - run.box.x0) / max(edges[-1][1] - edges[0][0], 0.1)
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        left = run.box.x0 + (edges[start][0] - edges[0][0]) * scale
        right = run.box.x0 + (edges[end - 1][1] - edges[0][0]) * scale
        box = Box(left, run.box.y0, right, run.box.y1)
        last = end == len(text)
        pieces.append(
            run._replace(text=text[start:end], box=box, first=run.first + start, hyphen=run.hyphen and last)
        )
    return pieces


def _may_part(left: str, right: str) -> bool:
    """Tell whether a space may stand between two characters: signs have white of their own."""
    if not (left.isalnum() or left in ",;:)].") or not (right.isalnum() or right in "([<"):
        return False
    return not (left in ".:" and right.isdigit())


def _even(edges: list[tuple[float, float, float, float]], size: float) -> bool:
    middles = [(edge[0] + edge[1]) / 2 for edge in edges]
    steps = [two - one for one, two in pairwise(middles)]
    return max(steps) - min(steps) < 0.12 * size


# -- letters spread out ------------------------------------------------------------------------


class _Rules:
    """The vertical lines of a page: letters on two sides of one are never one word."""

    def __init__(self, content: PageContent) -> None:
        self.lines = sorted(content.vertical)
        self.places = [line.at for line in self.lines]

    def part(self, left: Box, right: Box) -> bool:
        """Tell whether a line stands between two boxes."""
        low, high = bisect_left(self.places, left.x1 - 1), bisect_right(self.places, right.x0 + 1)
        return any(line.start <= left.y1 and line.end >= left.y0 for line in self.lines[low:high])


def _joined(runs: list[Run], rules: _Rules) -> list[Run]:
    short = [len(run.text) <= 2 for run in runs]
    if not any(one and two for one, two in pairwise(short)):
        return runs
    made: list[Run] = []
    index = 0
    while index < len(runs):
        run = runs[index]
        if not short[index]:
            made.append(run)
            index += 1
            continue
        end = _spread_end(runs, index, rules)
        if end - index > 1:
            made.append(_one(runs[index:end]))
        else:
            made.append(run)
            end = index + 1
        index = end
    return made


def _spread_end(runs: list[Run], start: int, rules: _Rules) -> int:
    """Return where a stretch of single letters at even gaps ends; `start + 1` where none begins."""
    first = runs[start]
    han = len(first.text) == 1 and _HAN.match(first.text) is not None
    if not han and not _SPREAD.fullmatch(first.text):
        return start + 1
    size = first.style.size or first.box.y1 - first.box.y0
    most = (4.0 if han else 0.7) * size
    end = start + 1
    usual = 0.0
    while end < len(runs) and runs[end].line == first.line and runs[end].style == first.style:
        text, gap = runs[end].text, runs[end].box.x0 - runs[end - 1].box.x1
        fits = (len(text) == 1 and _HAN.match(text)) if han else _SPREAD.match(text) and len(text) <= 3
        if not fits or not 0 <= gap <= most or (usual and abs(gap - usual) > 0.4 * size):
            break
        if rules.part(runs[end - 1].box, runs[end].box):
            break
        usual = usual or gap
        end += 1
    count = end - start
    if han and count == 2:
        return end if _alone(runs, start, end) else start + 1
    if not han and sum(len(run.text) == 1 and run.text.isalnum() for run in runs[start:end]) < 3:
        return start + 1
    return end if count > 2 and usual < 2.2 * size else start + 1


def _alone(runs: list[Run], start: int, end: int) -> bool:
    """Tell whether two characters are all of their line, and no two choices."""
    line = runs[start].line
    before = start == 0 or runs[start - 1].line != line
    rest = [run.text for run in runs[end : end + 2] if run.line == line]
    # "附 录 B": the letter of an annex may stand beside them.
    after = not rest or (len(rest) == 1 and len(rest[0]) <= 2 and rest[0].isascii())
    return before and after and runs[start].text + runs[end - 1].text not in _CHOICES


def _one(runs: list[Run]) -> Run:
    boxes = [run.box for run in runs]
    box = Box(
        min(box.x0 for box in boxes), min(box.y0 for box in boxes),
        max(box.x1 for box in boxes), max(box.y1 for box in boxes),
    )  # fmt: skip
    return runs[0]._replace(text="".join(run.text for run in runs), box=box, hyphen=runs[-1].hyphen, first=-1)


# -- soft hyphens ------------------------------------------------------------------------------


def _softened(runs: list[Run]) -> list[Run]:
    """Take soft hyphens out of words; at a line's end they say that the word goes on."""
    if not any(_SOFT in run.text for run in runs):
        return runs
    made = []
    for index, run in enumerate(runs):
        if _SOFT in run.text:
            last = index + 1 == len(runs) or runs[index + 1].line != run.line
            ends = run.text.endswith(_SOFT) and last
            bare = run.text.replace(_SOFT, "")
            if not bare:
                continue
            run = run._replace(text=bare, hyphen=run.hyphen or ends)  # noqa: PLW2901
        made.append(run)
    return made
