"""The open elements of a page: what they hide, how their lists count, and what closes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.html.elements import SECTIONS, TABLE_PARTS, attribute, count, is_hidden, region_kind
from counterspec.syntax.numerals import numeral

_SCHEMES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s{0,9}:[^;]{0,40}\b(?:none|disc|circle|square)\b", re.I)
_DEEPEST = MAX_DEPTH * 5
_SEARCHED = 200


@dataclass(slots=True)
class OpenElement:
    """An open element. `aside` is the kind of what stands in it where that is not the page's own text."""

    name: str
    aside: str = ""
    section: bool = False
    counter: int | None = None
    scheme: str = "decimal"


class Stack:
    """The open elements; `flush` ends the block being read where a hidden part begins or ends."""

    def __init__(self, flush: Callable[[], None]) -> None:
        self._flush = flush
        self.elements: list[OpenElement] = [OpenElement("")]
        self.nested = False

    @property
    def aside(self) -> str:
        """The kind of what stands here, where that is not the page's own text."""
        return self.elements[-1].aside

    def is_inside(self, name: str) -> bool:
        """Tell whether the innermost open element has a name."""
        return len(self.elements) > 1 and self.elements[-1].name == name

    def open(self, name: str, attributes: str) -> None:
        """Open an element."""
        above = self.elements[-1]
        if len(self.elements) > _DEEPEST:
            self.nested = True
            return
        aside = above.aside
        if not aside and attributes and is_hidden(attributes):
            aside = "hidden"
            self._flush()
        if not aside:
            aside = region_kind(name, attributes, above.section)
        element = OpenElement(name, aside, above.section or name in SECTIONS)
        if name == "ol":
            numbered = not _UNNUMBERED.search(attributes)
            element.counter = count(attributes, "start", 100_000) - 1 if numbered else None
            element.scheme = _SCHEMES.get(attribute(attributes, "type") or "", "decimal")
        self.elements.append(element)

    def number(self, attributes: str) -> str:
        """Return what the browser prints before a list item, "" where that is no number."""
        holder = next(
            (e for e in reversed(self.elements[-20:]) if e.name in {"ol", "ul", "menu", "dir"}), None
        )
        if holder is not None and holder.counter is not None:
            given = attribute(attributes, "value")
            holder.counter = count(attributes, "value", 100_000) if given else holder.counter + 1
            return numeral(holder.counter, holder.scheme) + "."
        return ""

    def implied_ends(self, name: str) -> None:
        """Close what a start tag ends without an end tag of its own."""
        if name == "li":
            self._close_up_to({"li"}, {"ul", "ol", "menu", "dir", "td", "th", "table"})
        elif name in {"dt", "dd"}:
            self._close_up_to({"dt", "dd"}, {"dl", "td", "th", "table"})
        elif name == "option":
            self._close_up_to({"option"}, {"select", "table"})
        elif name in {"td", "th"}:
            self._close_up_to({"td", "th"}, {"tr", "table"})
        elif name == "tr":
            self._close_up_to({"tr"}, {"table"})
        elif name in {"tbody", "thead", "tfoot"}:
            self._close_up_to({"tbody", "thead", "tfoot"}, {"table"})
        elif self.elements[-1].name == "p":
            self.elements.pop()

    def _close_up_to(self, names: set[str], walls: set[str]) -> None:
        for index in range(len(self.elements) - 1, max(0, len(self.elements) - _SEARCHED), -1):
            found = self.elements[index].name
            if found in names:
                del self.elements[index:]
                return
            if found in walls:
                return

    def close(self, name: str) -> None:
        """Close the nearest open element of a name; an end tag inside a cell closes nothing outside it."""
        if self.elements[-1].name == name and len(self.elements) > 1:
            if self.elements[-1].aside == "hidden" and self.elements[-2].aside != "hidden":
                self._flush()
            self.elements.pop()
            return
        for index in range(len(self.elements) - 1, max(0, len(self.elements) - _SEARCHED), -1):
            found = self.elements[index].name
            if found == name:
                del self.elements[index:]
                return
            if found in {"td", "th", "table"} and name not in TABLE_PARTS | {"body", "html"}:
                return
