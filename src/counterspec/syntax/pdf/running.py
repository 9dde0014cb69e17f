"""Tell the lines that run over pages, headers, footers and page numbers, from what stands there once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from counterspec.syntax.pdf.placed import Near, PlacedTable

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_PAGE = re.compile(
    r"\W{0,6}(?:第|page|seite|página|pagina|pág\.?|p\.|стр\.?|с\.)?\W{0,3}(?:\d{1,5}|[ivxlc]{1,7})\W{0,3}(?:页|頁|쪽)?"
    r"\W{0,3}(?:(?:/|of|von|sur|de|из|di|共)\W{0,3}\d{1,5}\W{0,3}(?:页|頁)?)?\W{0,6}",
    re.IGNORECASE,
)
_EDGE = 0.055
"""What stands in this share of the page's height at its top or bottom is no text of the page."""
_ZONE = 4
_NEAR_PAGES = (-2, -1, 1, 2)
_SAME_PLACE = 8.0
_MARGIN = 0.22
_FEW_ROWS = 5
_PAGES = 3


class Running:
    """The outer lines of each page, to be looked for on the pages around it."""

    def __init__(self) -> None:
        self._places: dict[int, dict[str, list[float]]] = {}

    def add(self, page: int, near: Sequence[Near]) -> None:
        """Note the first and last lines of a page."""
        places: dict[str, list[float]] = {}
        ordered = near if len(near) <= 2 * _ZONE else [*near[:_ZONE], *near[-_ZONE:]]
        for line in ordered:
            if len(line.text) <= 200:
                places.setdefault(_key(line.text), []).append(line.box.y0)
        self._places[page] = places

    def is_running(self, line: Near, page: int, height: float) -> bool:
        """Tell whether a line stands in the same place on a page close by, or is a page's number."""
        if line.box.y1 < _EDGE * height or line.box.y0 > (1 - _EDGE) * height:
            return True
        if len(line.text) > 200:
            return False
        outer = line.box.y1 < 0.15 * height or line.box.y0 > 0.85 * height
        if outer and _PAGE.fullmatch(line.text):
            return True
        key = _key(line.text)
        return any(
            abs(place - line.box.y0) <= _SAME_PLACE
            for step in _NEAR_PAGES
            for place in self._places.get(page + step, {}).get(key, ())
        )


def _key(text: str) -> str:
    return _SPACE.sub("", _DIGITS.sub("#", text)).casefold()


def running_tables(tables: Iterable[PlacedTable]) -> dict[int, str]:
    """Return the tables that run over pages as their header or footer, by id, with what they say.

    They stand in one place at the top or bottom of three pages or more, and say the same but for numbers.
    """
    places: dict[str, list[PlacedTable]] = {}
    for table in tables:
        box = table.grid.box
        outer = box.y1 < _MARGIN * table.height or box.y0 > (1 - _MARGIN) * table.height
        if outer and len(table.rows) <= _FEW_ROWS:
            key = "\n".join(_key("\t".join(row)) for row in table.texts)
            places.setdefault(f"{round(box.y0 / _SAME_PLACE)}\n{key}", []).append(table)
    return {
        id(table): key
        for key, same in places.items()
        if len({table.page for table in same}) >= _PAGES
        for table in same
    }
