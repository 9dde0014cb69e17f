"""Whether a rule is in force on a date; a month or a year alone is compared as far as it goes."""

from __future__ import annotations

import re
from typing import Literal

from counterspec.model import OnDate
from counterspec.regimes.values import InForce

State = Literal["in force", "not yet", "no longer", "unknown"]
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def on_date(
    which: Literal["document", "applies", "use", "today"], date: str | None, law: InForce, note: str = ""
) -> OnDate:
    """Return whether a rule is in force on a date, and what one must know about that."""
    if date is None:
        stated = "the document states no date" if which == "document" else "none stated"
        return OnDate(which, None, "unknown", stated)
    if _ISO.fullmatch(date) is None:
        return OnDate(which, date, "unknown", _joined(note, "the date cannot be read"))
    if law.unknown:
        return OnDate(which, date, "unknown", _noted(_joined(note, law.unknown), law))
    state, why = _state(date, law)
    return OnDate(which, date, state, _noted(_joined(note, why), law))


def _state(date: str, law: InForce) -> tuple[State, str]:
    if law.start is None:
        return "unknown", "no date is recorded"
    begun = _reached(date, law.start)
    if begun is None:
        return "unknown", _inexact(date, law.start, "from")
    if not begun:
        if law.before:
            return "unknown", f"from {law.start}; {law.before}"
        return "not yet", f"applies from {law.start}"
    if law.until is not None:
        ended = _reached(date, law.until)
        if ended is None:
            return "unknown", _inexact(date, law.until, "until")
        if ended:
            return "no longer", f"applied from {law.start} until {law.until}"
    return "in force", f"since {law.start}"


def _inexact(date: str, limit: str, which: str) -> str:
    missing = "no day is recorded for the rule" if len(limit) < len(date) else "the date names no day"
    return f"the rule applies {which} {limit}; {missing}"


def _reached(date: str, limit: str) -> bool | None:
    """Return whether a date is at or behind a limit; None where it cannot be told.

    "2026-08" against 2026-08-02 cannot be told. Neither can any day of a month that is the limit itself,
    but its later months can.
    """
    shared = min(len(date), len(limit))
    if date[:shared] != limit[:shared]:
        return date[:shared] > limit[:shared]
    if len(date) == len(limit) == len("2026-08-02"):
        return True
    # The first day of a month or year is reached by the whole of it.
    rest = limit[shared:]
    return True if rest in ("-01", "-01-01") else None


def _joined(*parts: str) -> str:
    return "; ".join(part.rstrip(".") for part in parts if part)


def _noted(said: str, law: InForce) -> str:
    return f"{said}. {law.note.rstrip('.')}" if law.note else said


def earliest(dates: list[str]) -> str | None:
    """Return the earliest of ISO dates; of "2026" and "2026-03" the less exact one."""
    return min(dates, default=None)
