"""Rules of certification bodies: groups of capitals and figures that end in a year; standards under way."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import Family, Form, Grammar


def _rule(match: re.Match[str]) -> Form | None:
    number = match["num"]
    if not any(group.isdigit() for group in number.split("-")[1:]):
        return None
    return Form(number, match["year"], number.split("-")[0], "certification rule", loose=True)


def _plan(match: re.Match[str]) -> Form:
    return Form(match.group(), None, "plan", "plan")


RULE = Grammar(
    (),
    re.compile(
        r"(?<![A-Za-z0-9_/-])(?P<num>[A-Z]{2,10}\d{0,3}(?:-[A-Z0-9]{1,8}){1,5})[-:](?P<year>(?:19|20)\d\d)(?![A-Za-z0-9_/-])"
    ),
    _rule,
    ("-19", "-20", ":19", ":20"),
)
"""Found only where a word says that something is to be kept to: numbers of projects and contracts look the same."""
PLAN = Grammar(
    (),
    re.compile(r"(?<![A-Za-z0-9_-])(?:19|20)\d{6}-[TQZ]-\d{3}(?![A-Za-z0-9_-])"),
    _plan,
    ("-T-", "-Q-", "-Z-"),
)
_GRAMMARS = (RULE, PLAN)

ENTRY = Family("certification", _GRAMMARS)
