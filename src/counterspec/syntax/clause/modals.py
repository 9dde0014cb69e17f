"""Find the words of a text that oblige, forbid, advise, allow or tell what can be done, with their strength."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from counterspec.syntax.clause import han
from counterspec.syntax.clause.words import CONTRACT, EN, NO_EDGES, OTHERS, TECHNICAL, Rows

_NAMED = {**{name: strength for strength, name in han.NAMES.items()}, "Rp0": "R+"}
_ENDED = re.compile(r"[.;:!?\n]")
_SUBJECT = 90
"""How far before "peut" or "puede" its subject is looked for."""


class Modal(NamedTuple):
    """A modal and its place; `strength` is None where the tradition leaves it unknown."""

    start: int
    end: int
    strength: str | None


def find_modals(
    text: str, language: str, family: str, *, contract: bool = False, defined: Mapping[str, str] | None = None
) -> list[Modal]:
    """Return the modals of a text in order of place.

    `family` is "standard", "etsi", "tender" (and law), "must" (a specification that says
    "must" for what it requires), "plain" or "capitals" (BCP 14). `contract` says that the
    future binds. `defined` are the document's own definitions, from word to strength: they outrank the tables.
    """
    found = list(_han(text, family) if language == "zh" else _others(text, language, family, contract))
    return _with_defined(text, found, defined, language) if defined else found


def _han(text: str, family: str) -> Iterator[Modal]:
    for match in _compiled_han("tender" if family in ("tender", "plain") else "standard").finditer(text):
        name = match.lastgroup or ""
        if name != "word":
            yield Modal(match.start(), match.end(), _NAMED.get(name))


@cache
def _compiled_han(kind: str) -> re.Pattern[str]:
    return re.compile(han.pattern(kind))


def _others(text: str, language: str, family: str, contract: bool) -> Iterator[Modal]:
    pattern, strengths = _compiled(language, family if language == "en" else "", contract)
    for match in pattern.finditer(text):
        strength = strengths[match.lastindex or 1]
        if strength.endswith("?"):
            strength = _doubtful(text, match.start(), strength, language, family)
        if strength:
            yield Modal(match.start(), match.end(), strength)
        elif re.match(r"(?:may not|must|should|shall)", match.group(), re.IGNORECASE):
            yield Modal(match.start(), match.end(), None)


def _doubtful(text: str, start: int, strength: str, language: str, family: str) -> str:
    """Decide between two meanings: a ban of law and an inability; leave given and an ability."""
    if strength == "R-?":
        return "R-" if family == "tender" else "K"
    before = _ENDED.split(text[max(0, start - _SUBJECT) : start])[-1]
    technical = TECHNICAL.get(language)
    return "K" if technical and re.search(technical, before, re.IGNORECASE) else "P"


@cache
def _compiled(language: str, family: str, contract: bool) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return the expression of a language, and the strength of each of its groups (from 1)."""
    rows: Rows = EN[family] if language == "en" else OTHERS[language]
    if contract and language == "en":
        rows = (*rows, CONTRACT)
    parts = "|".join(f"({_spaced(words)})" for _, words in rows)
    left, right = ("", "") if language in NO_EDGES else (r"(?<![\w'-])", r"(?!\w)")
    flags = re.NOFLAG if family == "capitals" else re.IGNORECASE
    return re.compile(f"{left}(?:{parts}){right}", flags), ("", *(strength for strength, _ in rows))


def _spaced(words: str) -> str:
    """Let a line break stand where a space does, and keep groups apart from those of the strengths."""
    return words.replace(" ", r"\s{1,3}")


def _with_defined(text: str, found: list[Modal], defined: Mapping[str, str], language: str) -> list[Modal]:
    """Return the modals with the document's own meanings of its words."""
    words = "|".join(sorted(map(re.escape, defined), key=len, reverse=True))
    edge = "" if language == "zh" else r"\b"
    own = [
        Modal(match.start(), match.end(), defined[match.group().lower()])
        for match in re.finditer(f"{edge}(?:{words}){edge}", text, re.IGNORECASE)
    ]
    # "shall not" keeps its own reading where only "shall" is defined, and a defined word inside 相应 is none.
    longer = [m for m in found if any(m.start <= o.start and o.end <= m.end and m[:2] != o[:2] for o in own)]
    kept = [m for m in found if not any(o.start < m.end and m.start < o.end for o in own)]
    fresh = [o for o in own if not any(m.start < o.end and o.start < m.end for m in longer)]
    if language == "zh":
        fresh = [o for o in fresh if any(m.start <= o.start < m.end for m in found)]
    return sorted({*kept, *longer, *fresh})
