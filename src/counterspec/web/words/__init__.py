"""The words of the interface in the languages it speaks; English is what the templates say."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

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
        self.value = str(value)

    def __format__(self, choice: str) -> str:
        one, choosing, many = choice.partition("|")
        return (one if self.value == "1" else many) if choosing else self.value


def said(language: str, english: str, /, **values: object) -> str:
    """Return a text in a language, `{name}` replaced by values; what has no translation stays English."""
    text = words(language).get(english, english)
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
