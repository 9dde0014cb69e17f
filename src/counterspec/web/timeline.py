"""Documents in time: standards with their periods, everything else as marks on the lane of its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from counterspec.model import Card

Place = Callable[[str], float]
"""From an ISO date to its place on the line."""
LEFT, RIGHT = 190.0, 890.0
_YEAR = 34.0
"""Room that the number of a year takes."""
_ROW, _LANE = 26.0, 24.0
_STANDARDS = frozenset({"standard", "amendment", "draft"})
_MOST = 10
"""Standards with a row of their own; the page says how many more there are."""
_MARKS = 400


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
    """A document of another kind at its date."""

    card: Card
    tiers: str
    x: float
    y: float


@dataclass(slots=True)
class Timeline:
    """Everything placed; `years` are ticks, `lanes` headings with their heights, `undated` those not shown."""

    periods: list[Period] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lanes: list[tuple[str, float]] = field(default_factory=list)
    years: list[tuple[int, float]] = field(default_factory=list)
    today: float = 0.0
    height: float = 0.0
    more: int = 0
    undated: int = 0


def timeline(cards: Iterable[Card], tiers: Mapping[str, str], today: str) -> Timeline:
    """Return documents by their dates; `tiers` are the letters found in each, by SHA-256."""
    made = Timeline()
    dated = [card for card in cards if card.state == "read" and card.copy_of is None]
    made.undated = sum(card.issued is None for card in dated)
    dated = [card for card in dated if card.issued is not None]
    if not dated:
        return made
    now = _day(today)
    first = min(_day(card.issued or today) for card in dated)
    last = max(now, *(_day(card.in_force or card.issued or today) for card in dated))
    scale = (RIGHT - LEFT) / max(last - first, 365)

    def at(text: str) -> float:
        return LEFT + (_day(text) - first) * scale

    made.today = LEFT + (now - first) * scale
    made.years = [(year, at(f"{year}-01-01")) for year in range(_year(first), _year(last) + 1)]
    made.years = [one for one in made.years if LEFT <= one[1] <= RIGHT - _YEAR][
        :: max(1, len(made.years) // 12)
    ]
    y = _standards(made, [c for c in dated if c.kind in _STANDARDS], tiers, at, max(made.today, LEFT))
    _others(made, [c for c in dated if c.kind not in _STANDARDS], tiers, at, y)
    return made


def _standards(made: Timeline, found: list[Card], tiers: Mapping[str, str], at: Place, today: float) -> float:
    ranked = sorted(found, key=lambda card: (not tiers.get(card.sha256), card.issued or "", card.name))
    made.more = max(0, len(ranked) - _MOST)
    y = 40.0
    if ranked:
        made.lanes.append(("standards", y))
    for card in sorted(ranked[:_MOST], key=lambda card: (card.issued or "", card.name)):
        y += _ROW
        begin = at(card.issued or "")
        force = at(card.in_force) if card.in_force else None
        end = at(card.withdrawn) if card.withdrawn else max(today, force or begin)
        made.periods.append(Period(card, tiers.get(card.sha256, ""), y, begin, force, end))
    return y + (_LANE if ranked else 0)


def _others(made: Timeline, found: list[Card], tiers: Mapping[str, str], at: Place, y: float) -> None:
    by_kind: defaultdict[str, list[Card]] = defaultdict(list)
    for card in found:
        by_kind[card.kind or "document"].append(card)
    for kind in sorted(by_kind, key=lambda kind: (-len(by_kind[kind]), kind)):
        y += _LANE
        made.lanes.append((kind, y + 4))
        for card in sorted(by_kind[kind], key=lambda card: (card.issued or "", card.name))[:_MARKS]:
            made.marks.append(Mark(card, tiers.get(card.sha256, ""), at(card.issued or ""), y))
    made.height = y + 30


def _day(text: str) -> int:
    """Return the number of a day; of a month or a year alone, its first."""
    parts = [int(part) for part in text.split("-")] + [1, 1]
    try:
        return date(parts[0], parts[1], parts[2]).toordinal()
    except ValueError:
        return date(parts[0], 1, 1).toordinal()


def _year(day: int) -> int:
    return date.fromordinal(day).year
