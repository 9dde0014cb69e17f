"""The automatic numbers of a Word document, as it prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from counterspec.errors import LimitError, UnreadableError
from counterspec.syntax.numerals import numeral
from counterspec.syntax.office_parts import attribute, child, is_on, number, parse_part, value
from counterspec.syntax.word.symbols import symbol

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MAX_LABEL = 60


class Label(NamedTuple):
    """A paragraph's number as printed; `item` where it is a bullet or a single sign of a list ("a)")."""

    text: str
    item: bool


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts. `restart` is the level (from 1) whose use starts it anew, 0 for none."""

    start: int = 1
    scheme: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    font: str = ""


@dataclass(slots=True)
class NumberedList:
    """A list in use: its levels by index, the counters it shares, and levels that start anew once."""

    levels: dict[int, Level]
    counters: list[int | None]
    restarts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counting as its paragraphs are read in order."""

    lists: dict[str, NumberedList] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes | None, style_lists: Mapping[str, str]) -> Numbering:
        """Read the numbering part; `style_lists` are the lists that numbering styles stand for."""
        try:
            root = parse_part(data, "numbering", "") if data else None
        except (UnreadableError, LimitError):
            root = None
        return cls() if root is None else _lists(root, style_lists)

    def level_of_style(self, list_id: str, style: str) -> int:
        """Return the level of a list that is bound to a paragraph style, 0 where none is."""
        found = self.lists.get(list_id)
        return (
            next((n for n, level in found.levels.items() if level.style == style), 0)
            if found and style
            else 0
        )

    def next(self, list_id: str, depth: int) -> Label | None:
        """Count a paragraph and return what is printed before it, None where nothing is."""
        found = self.lists.get(list_id)
        if found is None or not 0 <= depth < LEVELS:
            return None
        level = found.levels.get(depth, Level())
        counters = found.counters
        for upper in range(depth):
            if counters[upper] is None:
                counters[upper] = found.levels.get(upper, Level()).start
        count = counters[depth]
        if depth in found.restarts:
            counters[depth] = found.restarts.pop(depth)
        else:
            counters[depth] = level.start if count is None else count + 1
        for lower in range(depth + 1, LEVELS):
            restart = found.levels.get(lower, Level()).restart
            if restart is None or (restart and depth < restart):
                counters[lower] = None
        return _label(found, level)


def _label(found: NumberedList, level: Level) -> Label | None:
    if level.scheme == "bullet":
        sign = symbol(level.pattern[:1], level.font) if level.pattern.strip() else ""
        return Label("•" if sign == "\ufffd" else sign, True) if sign else None

    def shown(place: re.Match[str]) -> str:
        index = int(place.group(1)) - 1
        scheme = found.levels.get(index, Level()).scheme
        scheme = "decimal" if level.legal and scheme != "decimalZero" else scheme
        return numeral(found.counters[index] or 0, scheme)

    text = _PLACE.sub(shown, level.pattern)[:_MAX_LABEL].strip()
    places = len(_PLACE.findall(level.pattern))
    chapter = level.pattern.lstrip().startswith("第")
    return Label(text, places < 2 and not chapter) if text else None


def _lists(root: Element, style_lists: Mapping[str, str]) -> Numbering:
    abstract = {attribute(e, "abstractNumId"): e for e in root if e.tag == "abstractNum"}
    nums = {attribute(e, "numId"): e for e in root if e.tag == "num"}
    shared: dict[str, list[int | None]] = {}
    made = Numbering()
    for list_id, element in nums.items():
        kind = _abstract_of(element, abstract, nums, style_lists)
        base = abstract.get(kind)
        levels = _levels(base) if base is not None else {}
        counters = shared.setdefault(kind, [None] * LEVELS)
        restarts: dict[int, int] = {}
        for override in element:
            if override.tag == "lvlOverride":
                _override(override, levels, restarts)
        made.lists[list_id] = NumberedList(levels, counters, restarts)
        for depth, level in levels.items():
            if level.style:
                made.by_style.setdefault(level.style, (list_id, depth))
    return made


def _abstract_of(
    element: Element,
    abstract: Mapping[str, Element],
    nums: Mapping[str, Element],
    style_lists: Mapping[str, str],
) -> str:
    """Return the definition a list uses, through one numbering style where it names that."""
    link = child(element, "abstractNumId")
    kind = value(link) if link is not None else ""
    base = abstract.get(kind)
    named = child(base, "numStyleLink") if base is not None else None
    if named is None:
        return kind
    other = nums.get(style_lists.get(value(named), ""))
    link = child(other, "abstractNumId") if other is not None else None
    return value(link) if link is not None else kind


def _levels(base: Element) -> dict[int, Level]:
    return {number(e, "ilvl"): _level(e) for e in base if e.tag == "lvl"}


def _override(override: Element, levels: dict[int, Level], restarts: dict[int, int]) -> None:
    depth = number(override, "ilvl")
    own = child(override, "lvl")
    if own is not None:
        levels[depth] = _level(own)
    start = child(override, "startOverride")
    if start is not None:
        restarts[depth] = number(start)
        levels[depth] = replace(levels.get(depth, Level()), start=number(start))


def _level(element: Element) -> Level:
    found: dict[str, Element] = {}
    for part in element.iter():  # a custom format stands in an alternative
        found.setdefault(part.tag, part)
    pattern, scheme, restart = found.get("lvlText"), found.get("numFmt"), found.get("lvlRestart")
    hidden = child(element, "rPr", "vanish")
    fonts = child(element, "rPr", "rFonts")
    shown = value(scheme) if scheme is not None else "decimal"
    legal, style, start = child(element, "isLgl"), child(element, "pStyle"), child(element, "start")
    return Level(
        start=number(start) if start is not None else 1,
        scheme=_custom(scheme) if scheme is not None and shown == "custom" else shown,
        pattern=""
        if pattern is None or (hidden is not None and is_on(hidden))
        else value(pattern)[:_MAX_LABEL],
        restart=None if restart is None else number(restart),
        legal=legal is not None and is_on(legal),
        style=value(style) if style is not None else "",
        font=(attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) if fonts is not None else "",
    )


def _custom(scheme: Element) -> str:
    return "decimalZero" if attribute(scheme, "format").startswith("01") else "decimal"
