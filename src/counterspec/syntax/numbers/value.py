"""A number as it stands in a text, and the grammars that read one family of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from counterspec.model import Span

NumberKind = Literal[
    "standard", "local standard", "group standard", "enterprise standard", "certification rule",
    "profile", "plan", "law", "patent",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a standard, law or patent, as printed and in normal form.

    `canonical` is body and number without edition ("GB/T 98181", "RFC 3261"), `edition` the year
    or version stated, None where undated. `body` is the prefix in normal form. `part` is the part
    stated ("3" of "GA/T 9140.3"). `loose` says that the form alone does not show a number ("GA 74",
    "ISO 400") and no word on standards stands near. `draft` is a number not yet of a standard.
    `repaired` says what recognised text was changed by: "spacing" for dashes, spaces and slashes,
    "letters" where letters or digits were read anew; None where nothing was.
    """

    span: Span
    raw: str
    canonical: str
    edition: str | None
    body: str
    kind: NumberKind = "standard"
    part: str | None = None
    loose: bool = False
    draft: bool = False
    repaired: Literal["spacing", "letters"] | None = None

    @property
    def dated(self) -> bool:
        """Whether an edition is stated."""
        return self.edition is not None


@dataclass(frozen=True, slots=True)
class Form:
    """What a grammar reads out of one match; `end` is where the number ends, None for the match's end."""

    canonical: str
    edition: str | None
    body: str
    kind: NumberKind = "standard"
    part: str | None = None
    loose: bool = False
    draft: bool = False
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """How numbers of one shape are written.

    A number begins with one of the `anchors`; `pattern` is matched there on folded text, and
    `read` returns None for what only looks like a number. Where no anchor can begin it, one of the
    `signs` stands somewhere in every text that holds one.
    """

    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Form | None]
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """The grammars of the bodies of one region or kind."""

    id: str
    grammars: tuple[Grammar, ...]


ALONE = r"(?<![A-Za-z0-9])"
"""Nothing Latin before: a Chinese sign is no letter of the number."""
GAP = r"[ \n]{0,3}"
"""Spaces or a line end inside a number."""
YEAR = r"(?:1\n?9|2\n?0)\n?\d\n?\d(?!\d)"
"""A year, which a line end may break."""
DASH = r"(?:[ ]?-[ ]?\n?|\n-)"
"""A dash with spaces on either side, or at the beginning of the next line; no bullet of a list."""
DATED = rf"(?:{DASH}(?P<year>{YEAR}|[5-9]\d(?![\d.-])))?"
"""A year after a dash, in two figures where it is of the last century."""
COLON_DATED = rf"(?:[ ]?[:-][ ]?\n?(?P<year>{YEAR}(?:-[01]\d(?!\d))?))?"
"""A year after a colon, or after a dash as many print it."""


def year_of(match: re.Match[str], group: str = "year") -> str | None:
    """Return the year a number states, in four figures."""
    year = match[group]
    if not year:
        return None
    year = year.replace("\n", "")
    return "19" + year if len(year) == 2 else year


def tight(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())
