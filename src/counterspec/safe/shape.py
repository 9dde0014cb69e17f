"""A mapping of a YAML file, asked for its keys one by one; what is wrong names the file and the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, cast

from counterspec.errors import ConfigError
from counterspec.model import Grade
from counterspec.safe.nesting import too_deep

_MOST_BYTES = 8 << 20
_DEEPEST = 40
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
GRADES = ("P", "S", "M")


def read_yaml(path: Path) -> object:
    """Return what a YAML file holds.

    Raises:
        ConfigError: it cannot be read, is too large or is no YAML; names the file and the line.
    """
    import yaml

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigError(f"{path}: larger than {_MOST_BYTES:,} bytes", hint=HINT)
        text = path.read_text("utf-8")
        deep = too_deep(text, _DEEPEST)
        if deep is not None:
            raise ConfigError(f"{path}:{deep}: nested too deep", hint=HINT)
        return yaml.load(text, Loader=_loader())  # noqa: S506 - a safe loader
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}", hint=HINT) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        raise ConfigError(f"{path}{line}: {getattr(error, 'problem', None) or error}", hint=HINT) from error


@cache
def _loader() -> Any:
    """Return a safe loader that leaves dates as texts, so that a wrong one is found with its key."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
            first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith(":timestamp")]
            for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return Loader


HINT = "docs/parties.md lists every key."


class Shape:
    """A mapping at `where` of a file; `done` refuses keys that nobody asked for."""

    def __init__(self, path: Path, where: str, raw: object) -> None:
        self._path, self._where = path, where
        if not isinstance(raw, dict):
            raise self.wrong("", "must be a mapping of keys to values")
        self._raw = raw
        self._asked: set[str] = set()

    def wrong(self, key: str, message: str) -> ConfigError:
        """Return the error that says what is wrong with a key."""
        at = ".".join(part for part in (self._where, key) if part)
        return ConfigError(f"{self._path}: {at + ': ' if at else ''}{message}", hint=HINT)

    def done(self) -> None:
        """Refuse keys that were not asked for.

        Raises:
            ConfigError: names the first of them.
        """
        for key in self._raw:
            if key not in self._asked:
                raise self.wrong(str(key), f"unknown key; known are {', '.join(sorted(self._asked))}")

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text, empty where there is none."""
        value = self._value(key)
        if value is None and not needed:
            return ""
        if value is None:
            raise self.wrong(key, "is missing")
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text (in quotes where it looks like a number or a date)")
        return value.strip()

    def iso(self, key: str, *, needed: bool = False) -> str | None:
        """Return a whole date in ISO form."""
        value = self._value(key)
        if value is None and not needed:
            return None
        if value is None:
            raise self.wrong(key, "is missing")
        text = str(value)
        match = _DATE.fullmatch(text)
        try:
            return date(*map(int, match.groups())).isoformat() if match else self._no_date(key, text)
        except ValueError:
            return self._no_date(key, text)

    def _no_date(self, key: str, text: str) -> str:
        raise self.wrong(key, f"{text!r} is no date such as 2031-04-17")

    def grade(self, key: str = "grade", default: Grade | None = None) -> Grade:
        """Return how a thing was verified."""
        value = self._value(key)
        if value is None and default is not None:
            return default
        if value not in GRADES:
            raise self.wrong(key, f"must be one of {', '.join(GRADES)}")
        return cast(Grade, value)

    def flag(self, key: str) -> bool:
        """Return a yes or no, no where there is none."""
        value = self._value(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return bool(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        made = tuple(item.strip() if isinstance(item, str) else "" for item in self._items(key))
        if not all(made):
            raise self.wrong(key, "must be a list of texts, none of them empty")
        return made

    def items(self, key: str) -> Iterator[tuple[str, object]]:
        """Yield the items of a list, each with its place."""
        for number, item in enumerate(self._items(key)):
            yield ".".join(part for part in (self._where, f"{key}[{number}]") if part), item

    def inner(self, key: str) -> Shape | None:
        """Return a mapping below this one."""
        value = self._value(key)
        return None if value is None else Shape(self._path, f"{self._where}.{key}".lstrip("."), value)

    def _items(self, key: str) -> list[object]:
        value = self._value(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(key, "must be a list")
        return value

    def _value(self, key: str) -> object:
        self._asked.add(key)
        return self._raw.get(key)
