"""Dates as documents state them: a day, a month or a year alone, compared as far as both go."""

from __future__ import annotations

import re

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def not_after(one: str, other: str) -> bool | None:
    """Return whether a date is not after another, None where the two do not tell.

    A month alone lies neither before nor after a day in it.
    """
    first, second = _ISO.match(one), _ISO.match(other)
    if first is None or second is None:
        return None
    for a, b in zip(first.groups(), second.groups(), strict=True):
        if a is None or b is None:
            return True if a == b else None
        if a != b:
            return a < b
    return True


def year_of(text: str | None) -> str | None:
    """Return the year a date or an edition begins with."""
    found = re.match(r"(?:19|20|21)\d{2}(?!\d)", text or "")
    return found.group() if found else None
