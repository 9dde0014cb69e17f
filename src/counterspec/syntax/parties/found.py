"""A role and the name found in it."""

from __future__ import annotations

from typing import NamedTuple

from counterspec.model import Document, Role, Said
from counterspec.syntax.organisations import with_stop
from counterspec.syntax.plain import Plain, tidy


class Found(NamedTuple):
    """An organisation in a role, as it stands."""

    role: Role
    said: Said


def named(
    document: Document, front: Plain, role: Role, start: int, end: int, *, repaired: str | None = None
) -> Found:
    """Return what stands in a range of the plain text, as a party."""
    span = front.span(start, with_stop(front.text, start, end))
    return Found(role, Said(tidy(document.text[span.start : span.end]), span, repaired))


def recognised(document: Document, front: Plain, start: int) -> bool:
    """Return whether a place stands on a page whose text was recognised from its image."""
    page = document.page_at(front.span(start, start + 1).start)
    return page is not None and page.recognition is not None
