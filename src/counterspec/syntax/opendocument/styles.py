"""The styles of an OpenDocument text: what is hidden, what is a caption, how lists and headings count."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.syntax.numerals import numeral
from counterspec.syntax.office_parts import attribute, number

_SCHEMES = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting", "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "壹, 貳, 參, ...": "ideographLegalTraditional", "①, ②, ③, ...": "decimalEnclosedCircle",
    "甲, 乙, 丙, ...": "ideographTraditional", "子, 丑, 寅, ...": "ideographZodiac", "01, 02, 03, ...": "decimalZero",
    "１, ２, ３, ...": "decimalFullWidth", "ア, イ, ウ, ...": "aiueo", "イ, ロ, ハ, ...": "iroha",
    "一, 十, 一百(나), ...": "koreanDigital2", "가, 나, 다, ...": "ganada", "ㄱ, ㄴ, ㄷ, ...": "chosung",
    "أ, ب, ت, ...": "arabicAlpha", "א, י, ק, ...": "hebrew1", "а, б, в, ...": "russianLower",
    "А, Б, В, ...": "russianUpper", "1st": "ordinal",
}  # fmt: skip
_LEVELS = 10
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list counts; `bullet` is its sign where it does not count."""

    scheme: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    bullet: str = ""


@dataclass(slots=True)
class Counter:
    """The numbers of one list as it goes on."""

    levels: dict[int, ListLevel]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)

    def next(self, depth: int, start: int | None = None) -> tuple[str, bool]:
        """Count an item at a depth from 0; return its label and whether it is a sign of a list."""
        if not 0 <= depth < _LEVELS:
            return "", True
        level = self.levels.get(depth, ListLevel())
        if level.bullet:
            return level.bullet, True
        before = self.counts[depth]
        self.counts[depth] = start if start is not None else level.start if before is None else before + 1
        self.counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if not level.scheme:
            return "", True
        first = max(0, depth + 1 - max(level.shown, 1))
        numbers = []
        for upper in range(first, depth + 1):
            above = self.levels.get(upper, ListLevel())
            if self.counts[upper] is None:
                self.counts[upper] = above.start
            if above.scheme:
                numbers.append(numeral(self.counts[upper] or 0, above.scheme))
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip(), len(numbers) < 2


@dataclass(slots=True)
class Styles:
    """Styles by name, lists by name, and how headings count."""

    elements: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    outline: dict[int, ListLevel] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: Element | None) -> Styles:
        """Read the styles of the parts that have some."""
        made = cls()
        for root in roots:
            for element in root.iter() if root is not None else ():
                if element.tag == "style":
                    made.elements[attribute(element, "name")] = element
                elif element.tag == "list-style":
                    made.lists[attribute(element, "name")] = _levels(element)
                elif element.tag == "outline-style":
                    made.outline = _levels(element)
        return made

    def chain(self, name: str) -> list[Element]:
        """Return a style and those it is based on."""
        found: list[Element] = []
        while name in self.elements and len(found) < _MAX_DEPTH:
            found.append(self.elements[name])
            name = attribute(found[-1], "parent-style-name")
        return found

    def names(self, name: str) -> list[str]:
        """Return the names of a style and of those it is based on, as shown to the user."""
        return [
            attribute(e, "display-name") or attribute(e, "name").replace("_20_", " ")
            for e in self.chain(name)
        ] or [name]

    def list_of(self, name: str) -> str:
        """Return the list that a paragraph style belongs to, "" where it does not."""
        return next((found for e in self.chain(name) if (found := attribute(e, "list-style-name"))), "")

    def is_hidden(self, name: str) -> bool:
        """Tell whether a style hides text, or writes white on no ground of its own."""
        for element in self.chain(name):
            properties = element.find("text-properties")
            if properties is None:
                continue
            if attribute(properties, "display") == "none":
                return True
            color, ground = attribute(properties, "color"), attribute(properties, "background-color")
            if color:
                own = element.find("paragraph-properties")
                under = attribute(own, "background-color") if own is not None else ""
                return (
                    color.lower() == "#ffffff"
                    and ground in {"", "transparent"}
                    and under in {"", "transparent"}
                )
        return False

    def is_invisible(self, name: str) -> bool:
        """Tell whether a table's style takes it out of view."""
        return any(
            attribute(p, "display") == "false" for e in self.chain(name) for p in e.iter("table-properties")
        )


def _levels(element: Element) -> dict[int, ListLevel]:
    return {number(e, "level") - 1: _level(e) for e in element if attribute(e, "level")}


def _level(element: Element) -> ListLevel:
    if element.tag == "list-level-style-bullet":
        sign = attribute(element, "bullet-char")
        return ListLevel(bullet="•" if sign >= "\ue000" or not sign else sign)
    shown = attribute(element, "num-format")
    return ListLevel(
        scheme=_SCHEMES.get(shown, "decimal") if shown else "",
        prefix=attribute(element, "num-prefix"),
        suffix=attribute(element, "num-suffix"),
        start=number(element, "start-value") if attribute(element, "start-value") else 1,
        shown=number(element, "display-levels") or 1,
    )
