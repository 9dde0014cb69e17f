"""Documents in time: standards with their periods, everything else as marks on the lane of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import Connection

from counterspec.model import Card
from counterspec.store import overview
from counterspec.store.overview import Stretch

Place = Callable[[str], float]
"""From an ISO date to its place on the line."""
LEFT, RIGHT = 190.0, 890.0
_YEAR = 34.0
"""Room that the number of a year takes."""
_ROW, _LANE = 26.0, 24.0
_STANDARDS = ("standard", "amendment", "draft")
_MOST = 10
"""Standards with a row of their own; the page says how many more there are."""
_MARKS = 60
"""Documents of a lane with a mark of their own: of more, a mark stands for all of a day, month or year."""
_LENGTHS = (10, 7, 4)
"""Letters of a date that say the day, the month, the year."""


@dataclass(frozen=True, slots=True)
class Period:
    """A standard: issued at `x0`, in force from `x1` (None where it does not say) to `x2`."""

    card: Card
    tiers: str
    y: float
    x0: float
    x1: float | None
    x2: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Documents of another kind at their date: `card` is the one, None where there are several (`stretch`)."""

    card: Card | None
    stretch: Stretch
    address: str
    x: float
    y: float


@dataclass(slots=True)
class Timeline:
    """Everything placed; `years` are ticks, `lanes` headings with their heights, `undated` those not shown.

    `together` says that marks stand for several documents.
    """

    periods: list[Period] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lanes: list[tuple[str, float]] = field(default_factory=list)
    years: list[tuple[int, float]] = field(default_factory=list)
    today: float = 0.0
    height: float = 0.0
    more: int = 0
    undated: int = 0
    together: bool = False


def timeline(connection: Connection, today: str) -> Timeline:
    """Return the documents of a case by their dates; those that were not read, and copies, are left out."""
    made, known = Timeline(), overview.extent(connection)
    made.undated = known.undated
    if known.first is None or known.last is None:
        return made
    now, first = _day(today), _day(known.first)
    last = max(now, _day(known.last))
    scale = (RIGHT - LEFT) / max(last - first, 365)

    def at(text: str) -> float:
        return LEFT + (_day(text) - first) * scale

    made.today = LEFT + (now - first) * scale
    made.years = [(year, at(f"{year}-01-01")) for year in range(_year(first), _year(last) + 1)]
    made.years = [one for one in made.years if LEFT <= one[1] <= RIGHT - _YEAR][
        :: max(1, len(made.years) // 12)
    ]
    counts = overview.dated_kinds(connection)
    y = _standards(connection, made, sum(counts.get(kind, 0) for kind in _STANDARDS), at)
    others = {kind: count for kind, count in counts.items() if kind not in _STANDARDS}
    for kind in sorted(others, key=lambda kind: (-others[kind], kind)):
        y += _LANE
        made.lanes.append((kind or "document", y + 4))
        made.marks += _lane(connection, kind, others[kind], at, y)
    made.height = y + 30
    made.together = any(one.card is None for one in made.marks)
    return made


def _standards(connection: Connection, made: Timeline, count: int, at: Place) -> float:
    """Place the earliest standards that hold a finding; where these are few, the earliest others, too."""
    chosen: list[Card] = []
    for found in (True, False):
        held = [c for kind in _STANDARDS for c in overview.dated_of(connection, kind, _MOST, found=found)]
        chosen += sorted(held, key=_age)[: _MOST - len(chosen)]
        if len(chosen) == _MOST:
            break
    made.more = count - len(chosen)
    tiers = overview.tiers_of(connection, [card.sha256 for card in chosen])
    y = 40.0
    if chosen:
        made.lanes.append(("standards", y))
    for card in sorted(chosen, key=_age):
        y += _ROW
        begin = at(card.issued or "")
        force = at(card.in_force) if card.in_force else None
        end = at(card.withdrawn) if card.withdrawn else max(made.today, LEFT, force or begin)
        made.periods.append(Period(card, tiers.get(card.sha256, ""), y, begin, force, end))
    return y + (_LANE if chosen else 0)


def _age(card: Card) -> tuple[str, str, str]:
    return card.issued or "", card.name, card.sha256


def _lane(connection: Connection, kind: str, count: int, at: Place, y: float) -> list[Mark]:
    if count <= _MARKS:
        cards = overview.dated_of(connection, kind, _MARKS)
        found = overview.tiers_of(connection, [card.sha256 for card in cards])
        return [
            Mark(
                card, Stretch(card.issued or "", 1, int(card.sha256 in found)), f"/documents/{card.sha256}",
                at(card.issued or ""), y,
            )
            for card in cards
        ]  # fmt: skip
    length = next(
        (n for n in _LENGTHS if overview.count_stretches(connection, kind, n) <= _MARKS), _LENGTHS[-1]
    )
    return [
        Mark(
            None, one, "/documents?" + urlencode({"kind": kind or "unknown", "state": "original", **_only(one.begin)}),
            at(one.begin), y,
        )
        for one in overview.stretches(connection, kind, length)
    ]  # fmt: skip


def _only(begin: str) -> dict[str, str]:
    return {"since": begin, "until": begin}


def _day(text: str) -> int:
    """Return the number of a day; of a month or a year alone, its first."""
    parts = [int(part) for part in text.split("-")] + [1, 1]
    try:
        return date(parts[0], parts[1], parts[2]).toordinal()
    except ValueError:
        return date(parts[0], 1, 1).toordinal()


def _year(day: int) -> int:
    return date.fromordinal(day).year
