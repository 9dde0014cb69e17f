"""Read the values of one rule, and name file, line, rule and key where one is not what it must be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path
from typing import NoReturn, get_args

from counterspec.errors import RegimeError
from counterspec.model import Role
from counterspec.regimes._yaml import Mapped
from counterspec.regimes.values import ACTS, Provenance, Test

_TEST_KEYS = {entry.name for entry in fields(Test)} | {"test"}
_PURPOSES = frozenset(
    "aggregate_statistics alert_trigger bias_testing categorisation civil_registration emotion_inference "
    "equality_monitoring identification medical_care research risk_score search_filter verification "
    "victim_or_missing_person watchlist".split()
)
_LISTS: dict[str, Collection[str] | None] = {
    "concept": None,
    "concept_is": None,
    "tier": tuple("ABCDEN"),
    "act": ACTS,
    "provenance": get_args(Provenance),
    "purpose": _PURPOSES,
    "kind": (
        "standard", "amendment", "draft", "tender", "notice", "patent application", "patent grant", "manual",
        "schema", "code", "data card", "law", "statement", "data", "label set", "text",
    ),
    "elsewhere": ACTS,
    "party": get_args(Role),
    "said": None,
    "told": None,
}  # fmt: skip


class Reader:
    """Reads one rule; `raw` is its mapping, `rule` its id."""

    def __init__(
        self,
        path: Path,
        raw: Mapped,
        rule: str,
        concepts: frozenset[str],
        words: frozenset[str],
        tests: Mapping[str, object],
    ) -> None:
        self.raw = raw
        self._path = path
        self._rule = rule
        self._concepts = concepts
        self._words = words
        self._tests = tests

    def fail(self, key: str, message: str, line: int | None = None) -> NoReturn:
        """Refuse the rule.

        Raises:
            RegimeError: always.
        """
        place = line or self.raw.lines.get(key, self.raw.line)
        raise RegimeError(f"{self._path}:{place}: rule {self._rule}: {key}: {message}")

    def known(self, raw: Mapped, keys: Collection[str]) -> None:
        """Refuse keys that are not of `keys`."""
        for key in raw:
            if key not in keys:
                self.fail(key, f"unknown key; known are {', '.join(sorted(keys))}", raw.lines[key])

    def text(self, key: str) -> str:
        value = self.raw.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "must be text that is not empty")
        return value

    def one_of(self, key: str, values: Collection[str], default: str) -> str:
        value = self.raw.get(key, default)
        if value not in values:
            self.fail(key, f"must be one of {', '.join(values)}")
        return str(value)

    def listed(self, key: str) -> list[object]:
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            self.fail(key, "must be a list")
        return value

    def items(self, key: str) -> list[Mapped]:
        found = self.listed(key)
        if not all(isinstance(item, Mapped) for item in found):
            self.fail(key, "must be a list of mappings")
        return [item for item in found if isinstance(item, Mapped)]

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.listed(key)
        if not all(isinstance(item, str) and item for item in found):
            self.fail(key, "must be a list of texts")
        return tuple(map(str, found))

    def mapping(self, key: str) -> Mapped:
        value = self.raw.get(key)
        if value is None:
            return Mapped(self.raw.line)
        if not isinstance(value, Mapped):
            self.fail(key, "must be a mapping")
        return value

    def test(self, key: str, raw: object, depth: int = 0) -> Test:
        """Read a test; `test: NAME` stands for the one of that name, with what else is asked."""
        if not isinstance(raw, Mapped) or not raw:
            self.fail(key, "a test must be a mapping that is not empty")
        if depth > _DEEPEST:
            self.fail(key, "tests name each other in a circle, or are nested too deep", raw.line)
        values: dict[str, object] = {}
        for name, value in raw.items():
            if name not in _TEST_KEYS:
                self.fail(
                    key, f"unknown test {name!r}; known are {', '.join(sorted(_TEST_KEYS))}", raw.lines[name]
                )
            values[name] = self._part(key, name, value, raw.lines[name], depth)
        named = values.pop("test", None)
        if isinstance(named, Test):
            values["all"] = (*values.get("all", ()), named)  # type: ignore[misc]
        return Test(**values)  # type: ignore[arg-type]

    def _part(self, key: str, name: str, value: object, line: int, depth: int) -> object:
        if name == "person":
            return value is True or self.fail(key, "person must be true", line)
        if name == "test":
            if value not in self._tests:
                self.fail(key, f"no test {value!r} in this file", line)
            return self.test(key, self._tests[str(value)], depth + 1)
        if name == "act_from":
            return value if value in ACTS[:-1] else self.fail(key, "act_from must be one of L0 … L6", line)
        if not isinstance(value, list) or not value:
            self.fail(key, f"{name} must be a list that is not empty", line)
        if name in ("any", "all"):
            return tuple(self.test(key, item, depth + 1) for item in value)
        for item in value:
            self._check(key, name, item, line)
        return tuple(value)

    def _check(self, key: str, name: str, item: object, line: int) -> None:
        known = _LISTS[name]
        if name in ("concept", "concept_is"):
            known = self._concepts
            if item not in known:
                self.fail(key, f"no concept {item!r}; `counterspec concepts` lists them", line)
        elif name in ("said", "told"):
            known = self._words
        if known is not None and item not in known:
            self.fail(key, f"{name}: {item!r} is none of {', '.join(sorted(known))}", line)


_DEEPEST = 8
