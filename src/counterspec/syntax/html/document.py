"""What the readers of pages, saved pages and messages share: title and problems of what was read."""

from __future__ import annotations

import re

from counterspec.model import Problem
from counterspec.safe.limits import MAX_TABLE_CELLS
from counterspec.syntax.html.reader import HtmlText
from counterspec.syntax.titles import stated_title

_CHAPTER = re.compile(
    r"\s*(?:[\d.]+\s|第\s?[一二三四五六七八九十\d]+\s?[章节部]|(?:part|chapter|section|annex|teil|partie)\b)",
    re.IGNORECASE,
)


def title_of(found: HtmlText) -> str | None:
    """Return a page's title: its one heading of the first level, its title element, or its first heading."""
    first = [passage for passage in found.passages if passage.kind == "heading" and passage.level == 1]
    own = found.text[first[0].span.start : first[0].span.end] if len(first) == 1 else ""
    if stated_title(own) and not _CHAPTER.match(own):
        return own
    return stated_title(found.title) or own or found.first("heading")


def problems_of(path: str, found: HtmlText) -> tuple[Problem, ...]:
    """Return what was kept apart or left out of a page, and that it shows nothing where that is so."""
    problems: list[Problem] = []
    if found.hidden:
        reason = f"{found.hidden} passages are hidden; they were kept apart from the text"
        problems.append(Problem(path, "hidden-text", reason, lost=False))
    if found.cut:
        reason = f"tables beyond {MAX_TABLE_CELLS} cells were left out"
        problems.append(Problem(path, "too-large", reason, "Split the page.", lost=False))
    if found.nested:
        problems.append(Problem(path, "too-deep", "what is nested too deeply was read flat", lost=False))
    if not found.passages:
        hint = "Open it in a browser and save it as shown."
        problems.append(Problem(path, "no-text", "the page shows no text without running its scripts", hint))
    return tuple(problems)
