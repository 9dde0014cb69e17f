"""What the first lines of a tender say without a label: its number, its date."""

from __future__ import annotations

import re

from counterspec.model import Document, Said, Span
from counterspec.syntax.dates import first_date
from counterspec.syntax.front import front_of

_CALLED = re.compile(
    r"(?:RF[PQTIX]|IT[BT]|IFB|EOI|tender|bid|solicitation|contract|project|notice)\s?(?:no\.?|number|nr\.?|#)"
    r"\s?:?\s?(?P<number>(?=\S*\d)[\w/.\-]{3,30})",
    re.IGNORECASE,
)
"""A line that is a number and nothing else: "RFP No. 31-042"."""


def is_number_line(text: str) -> bool:
    """Return whether a line is the tender's number and nothing else."""
    return _CALLED.fullmatch(text) is not None


def on_cover(document: Document) -> dict[str, Said]:
    """Return the first project number and the last date that have a line of their own."""
    front = front_of(document)
    found: dict[str, Said] = {}
    for line in front.page_lines(1)[:40] if document.pages else front.cover[:14]:
        match = _CALLED.fullmatch(line.text)
        start = document.text.find(match["number"], *line.span) if match else -1
        if match and start >= 0:
            found.setdefault(
                "project_number", Said(match["number"], Span(start, start + len(match["number"])))
            )
        date = first_date(line.text)
        alone = date is not None and len(line.text) - (date.end - date.start) <= 6
        if date and alone and "年版" not in line.text:
            found["cover_date"] = Said(date.iso, line.span)
    return found
