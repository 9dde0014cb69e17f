"""Where a place of the text stands on its page."""

from __future__ import annotations

from bisect import bisect_left

from counterspec.model import Document


def left_edge(document: Document, place: int) -> float | None:
    """Return how far from the left, in points, the word at a place begins; None where no box is known."""
    page = document.page_at(place)
    if page is None:
        return None
    words = page.words
    at = bisect_left(words, place + 1, key=lambda word: word.span.end)
    found = at < len(words) and words[at].span.start <= place
    return words[at].box.x0 if found else None
