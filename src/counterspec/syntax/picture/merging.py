"""Pages that hold both text and a large picture of text: what the picture says goes between what the file says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterspec.model import Box
from counterspec.syntax.pdf.content import PageContent, Recognised, Run

_LARGE = 0.35
"""A smaller picture is a figure, and its labels are no text of the page."""
_FEW, _TEXT = 10, 150
"""A picture with fewer letters of the file on it stands alone; one with fewer letters in it is a figure."""


def pictures_beside_text(content: PageContent) -> list[Box]:
    """Return the large pictures of a page on which none of the file's own text stands."""
    if content.image_share < _LARGE:
        return []
    area = max(content.width * content.height, 1.0)
    large = [b for b in content.backgrounds if _LARGE * area <= (b.x1 - b.x0) * (b.y1 - b.y0) <= area]
    shown = [run for run in content.runs if not run.hidden]
    return [box for box in large if sum(len(run.text) for run in shown if _inside(run.box, box)) < _FEW]


def merged(content: PageContent, recognised: Recognised) -> Recognised | None:
    """Return the file's own text and that of its pictures as one page; None where these are figures."""
    boxes = pictures_beside_text(content)
    runs = [run for run in _as_shown(recognised) if any(_inside(run.box, box) for box in boxes)]
    if sum(len(run.text) for run in runs) < _TEXT:
        return None
    after = max((run.line for run in content.runs), default=0) + 1
    page = replace(
        content, runs=[*content.runs, *(run._replace(line=run.line + after, first=-1) for run in runs)]
    )
    if recognised.placing is None or not recognised.placing.changes:
        page.horizontal = [*content.horizontal, *recognised.content.horizontal]
        page.vertical = [*content.vertical, *recognised.content.vertical]
    return recognised._replace(content=page, placing=None)


def _as_shown(recognised: Recognised) -> Sequence[Run]:
    placing, runs = recognised.placing, recognised.content.runs
    if placing is None or not placing.changes:
        return runs
    return [run._replace(box=placing.box(run.box)) for run in runs]


def _inside(one: Box, other: Box) -> bool:
    x, y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
    return other.x0 <= x <= other.x1 and other.y0 <= y <= other.y1
