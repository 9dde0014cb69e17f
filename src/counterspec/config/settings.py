"""Read counterspec.toml or [tool.counterspec]; what is unknown or impossible is named with file, line and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from counterspec.casework.argos import Argos
from counterspec.casework.machine import TIMEOUT, Endpoint, Machine, allowed
from counterspec.casework.machine_key import KeyPlace
from counterspec.config.severity import LEVELS, FailOn
from counterspec.errors import ConfigError

FILE_NAME = "counterspec.toml"
_KEYS = {
    "paths", "exclude", "vocabulary", "regimes", "fail-on", "baseline", "jobs", "timeout", "severity", "justify",
    "translation",
}  # fmt: skip
_JUSTIFY_KEYS = {"concept", "path", "purpose", "basis", "by", "until"}
_TRANSLATION_KEYS = {"engine", "endpoint", "model", "timeout", "allow-remote", "key-env", "key-file"}
_ENGINES = ("openai", "argos")
_REQUIRED = ("concept", "path", "purpose", "basis", "by")


@dataclass(frozen=True, slots=True)
class Justification:
    """A use that somebody answers for. `concept` covers its children; `path` is a .gitignore pattern."""

    concept: str
    path: str
    purpose: str
    basis: str
    by: str
    until: date | None
    where: str

    def __str__(self) -> str:
        until = f", until {self.until.isoformat()}" if self.until else ""
        return f"{self.purpose}; {self.basis}; {self.by}{until}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. Paths are relative to `root`, the folder of the file they come from."""

    root: Path = Path()
    source: str | None = None
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    vocabulary: tuple[Path, ...] = ()
    regimes: tuple[Path, ...] = ()
    fail_on: FailOn = field(default_factory=FailOn)
    baseline: Path | None = None
    jobs: int | None = None
    timeout: float | None = None
    severity: Mapping[str, str] = field(default_factory=dict)
    justifications: tuple[Justification, ...] = ()
    translation: Machine | None = None


def find(start: Path) -> Path | None:
    """Return the nearest counterspec.toml, or pyproject.toml with [tool.counterspec], from `start` upwards."""
    for folder in (start, *start.resolve().parents):
        own = folder / FILE_NAME
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.counterspec" in project.read_text("utf-8", "replace"):
            return project
    return None


def load(path: Path) -> Settings:
    """Read one file of settings.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds an unknown or impossible value.
    """
    try:
        text = path.read_text("utf-8")
        raw = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if path.name == "pyproject.toml":
        raw = raw.get("tool", {}).get("counterspec", {})
    return _Reader(path, text).settings(raw)


class _Reader:
    """Checks one file's values; knows the lines for messages."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()

    def _fail(self, key: str, message: str, nth: int = 0) -> ConfigError:
        lines = [
            n
            for n, line in enumerate(self._lines, 1)
            if line.strip().startswith((key, f'"{key}"', f"[[{key}"))
        ]
        place = lines[min(nth, len(lines) - 1)] if lines else 1
        return ConfigError(f"{self._path}:{place}: {key}: {message}")

    def settings(self, raw: Mapping[str, object]) -> Settings:
        for key in raw:
            if key not in _KEYS:
                raise self._fail(key, f"unknown key; known are {', '.join(sorted(_KEYS))}")
        root = self._path.parent
        return Settings(
            root=root,
            source=str(self._path),
            paths=self._strings(raw, "paths"),
            exclude=self._strings(raw, "exclude"),
            vocabulary=tuple(root / name for name in self._strings(raw, "vocabulary")),
            regimes=tuple(root / name for name in self._strings(raw, "regimes")),
            fail_on=self._fail_on(raw),
            baseline=root / self._string(raw, "baseline") if "baseline" in raw else None,
            jobs=int(self._number(raw, "jobs")) if "jobs" in raw else None,
            timeout=self._number(raw, "timeout") if "timeout" in raw else None,
            severity=self._severity(raw.get("severity", {})),
            justifications=self._justifications(raw.get("justify", [])),
            translation=self._translation(raw["translation"]) if "translation" in raw else None,
        )

    def _translation(self, raw: object) -> Machine:
        if not isinstance(raw, dict):
            raise self._fail("translation", "write a [translation] table with endpoint and model, or engine")
        for key in raw:
            if key not in _TRANSLATION_KEYS:
                known = ", ".join(sorted(_TRANSLATION_KEYS))
                raise self._fail(key, f"unknown key in [translation]; known are {known}")
        engine = self._string(raw, "engine") if "engine" in raw else _ENGINES[0]
        if engine not in _ENGINES:
            raise self._fail("engine", f"must be one of {', '.join(_ENGINES)}")
        timeout = max(1.0, self._number(raw, "timeout")) if "timeout" in raw else TIMEOUT
        if engine == "openai":
            return self._endpoint(raw, timeout)
        for key in raw:
            if key not in ("engine", "timeout"):
                raise self._fail(key, "Argos Translate runs on this machine and takes none")
        return Argos(timeout)

    def _endpoint(self, raw: Mapping[str, object], timeout: float) -> Endpoint:
        remote = raw.get("allow-remote", False)
        if not isinstance(remote, bool):
            raise self._fail("allow-remote", "must be true or false")
        url, model, key = self._string(raw, "endpoint"), self._string(raw, "model"), self._key(raw)
        reason = allowed(url, remote=remote, key=key is not None)
        if reason:
            permits = "" if remote else "; allow-remote = true permits another machine"
            raise self._fail("endpoint", f"{url} {reason}{permits}")
        return Endpoint(url, model, timeout, remote, key)

    def _key(self, raw: Mapping[str, object]) -> KeyPlace | None:
        """Return where a key is kept; the settings hold none, for they are shared and shown."""
        if "key-env" in raw and "key-file" in raw:
            raise self._fail("key-file", "a key is kept in one place: key-env or key-file")
        if "key-env" in raw:
            return KeyPlace(env=self._string(raw, "key-env"))
        return KeyPlace(file=self._path.parent / self._string(raw, "key-file")) if "key-file" in raw else None

    def _fail_on(self, raw: Mapping[str, object]) -> FailOn:
        if "fail-on" not in raw:
            return FailOn()
        try:
            return FailOn.parse(self._string(raw, "fail-on"))
        except ConfigError as error:
            raise self._fail("fail-on", str(error)) from error

    def _strings(self, raw: Mapping[str, object], key: str) -> tuple[str, ...]:
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fail(key, "must be a list of strings")
        return tuple(value)

    def _string(self, raw: Mapping[str, object], key: str, nth: int = 0) -> str:
        value = raw.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._fail(key, "must be a string that is not empty", nth)
        return value

    def _number(self, raw: Mapping[str, object], key: str) -> float:
        value = raw[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self._fail(key, "must be a number from 0")
        return value

    def _severity(self, raw: object) -> Mapping[str, str]:
        if not isinstance(raw, dict):
            raise self._fail("severity", 'must be a table, as in: A = "error"')
        for key, level in raw.items():
            if key not in (*"ABCDEN", "L0", "L1", "L2", "L3", "L4", "L5", "L6", "LX"):
                raise self._fail(key, "severity is set by tier (A … N) or act (L0 … LX)")
            if level not in LEVELS:
                raise self._fail(key, f"must be one of {', '.join(LEVELS)}")
        return raw

    def _justifications(self, raw: object) -> tuple[Justification, ...]:
        if not isinstance(raw, list):
            raise self._fail("justify", "write each justified use as a [[justify]] table")
        return tuple(self._justification(item, nth) for nth, item in enumerate(raw))

    def _justification(self, raw: Mapping[str, object], nth: int) -> Justification:
        for key in raw:
            if key not in _JUSTIFY_KEYS:
                raise self._fail(
                    key, f"unknown key in [[justify]]; known are {', '.join(sorted(_JUSTIFY_KEYS))}", nth
                )
        missing = [key for key in _REQUIRED if key not in raw]
        if missing:
            raise self._fail("justify", f"entry {nth + 1} lacks {', '.join(missing)}", nth)
        until = raw.get("until")
        if isinstance(until, datetime) or not (until is None or isinstance(until, date)):
            raise self._fail("until", "must be a date, as in 2031-12-31 without quotes", nth)
        values = {key: self._string(raw, key, nth) for key in _REQUIRED}
        return Justification(**values, until=until, where=f"{self._path}, [[justify]] {nth + 1}")
