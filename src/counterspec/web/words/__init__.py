"""The words of the interface in the languages it speaks; English is what the templates say."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = {"en": "English", "zh-Hans": "简体中文"}


@cache
def words(language: str) -> dict[str, str]:
    """Return the translations of a language by the English words; empty for English."""
    source = files("counterspec.web.words").joinpath(f"{language}.yaml")
    return (
        dict(yaml.safe_load(source.read_text("utf-8"))) if language in LANGUAGES and language != "en" else {}
    )


def said(language: str, english: str, **values: object) -> str:
    """Return a text in a language, `{name}` replaced by values; what has no translation stays English."""
    text = words(language).get(english, english)
    return text.format(**values) if values else text


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
