"""The name that decisions are signed with where there are no accounts: checked, and remembered by the browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, unquote

from fastapi import Response

from counterspec.casework.machine import BY
from counterspec.errors import UsageError

COOKIE = "counterspec-name"
YEAR = 365 * 24 * 3600
"""Seconds that a browser remembers what was chosen."""
_LONGEST = 100
_JOINERS = "\u200c\u200d"
"""Invisible, and part of how names are written in Persian, Hindi and other languages."""


def checked(given: str) -> str:
    """Return a name with single spaces.

    Raises:
        UsageError: it is none, too long, has characters that do not print, or is how machines sign.
    """
    # A space of another width is a space, a line end is none.
    name = "".join(" " if unicodedata.category(char) == "Zs" else char for char in given)
    if not all(char.isprintable() or char in _JOINERS for char in name):
        raise UsageError("a name has no control characters", hint="Write it as it is printed.")
    name = " ".join(name.split())
    if not name.strip(_JOINERS) or len(name) > _LONGEST:
        raise UsageError(f"a name has 1 to {_LONGEST} characters")
    if name.casefold().startswith(BY.strip()):
        raise UsageError(f"{BY.strip()} is how machines sign", hint="Give the name of a person.")
    return name


def remembered(cookies: Mapping[str, str]) -> str:
    """Return the name a browser remembers, "" for none that would be taken today."""
    try:
        return checked(unquote(cookies.get(COOKIE, "")))
    except UsageError:
        return ""


def remember(answer: Response, name: str, *, secure: bool) -> None:
    """Have the browser keep a name for a year, out of the reach of scripts and other pages."""
    answer.set_cookie(
        COOKIE, quote(name), max_age=YEAR, httponly=True, samesite="strict", secure=secure, path="/"
    )
