"""The words of the interface in the languages it speaks; English is what the templates say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from markupsafe import Markup, escape

LANGUAGES = {"en": "English", "zh-Hans": "简体中文"}


@cache
def words(language: str) -> dict[str, str]:
    """Return what a language says for the English words of the templates; of English, what counts change."""
    if language not in LANGUAGES:
        return {}
    source = files("counterspec.web.words").joinpath(f"{language}.yaml")
    return dict(yaml.safe_load(source.read_text("utf-8")))


class _Value:
    """A value that also chooses: `{n:page|pages}` is the first where it is 1, else the second."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __format__(self, choice: str) -> str:
        one, choosing, many = choice.partition("|")
        return (one if str(self.value) == "1" else many) if choosing else str(self.value)

    def __html_format__(self, choice: str) -> Markup:
        # What is chosen from is part of a text that is escaped already.
        return Markup(format(self, choice)) if choice else escape(self.value)  # noqa: S704


@dataclass(frozen=True, slots=True)
class Linked:
    """A number in a sentence that leads to the list of what it counts."""

    number: int
    href: str

    def __str__(self) -> str:
        return f"{self.number:,}"

    def __html__(self) -> str:
        return Markup('<a href="{}">{}</a>').format(self.href, str(self))


def said(language: str, english: str, /, **values: object) -> str:
    """Return a text in a language, `{name}` replaced by values; what has no translation stays English.

    With a number that is linked it is markup, and everything else in it is escaped.
    """
    text = words(language).get(english, english)
    if any(isinstance(value, Linked) for value in values.values()):
        text = escape(text)
    return text.format(**{name: _Value(value) for name, value in values.items()}) if values else text


def chosen(cookie: str | None, accepted: str | None) -> str:
    """Return the language of a request: the one chosen, else the first the browser asks for that we speak."""
    if cookie in LANGUAGES:
        return cookie
    for part in (accepted or "").split(",")[:20]:
        tag = part.partition(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return "en"
