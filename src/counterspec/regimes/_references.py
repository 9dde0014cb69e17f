"""Name other rules in the texts of a rule as a reader knows them: by the short name of the article, with the id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from counterspec.errors import RegimeError
from counterspec.regimes.values import Exempt, Regimes, Rule

_REFERENCE = re.compile(r"\{([A-Za-z][A-Za-z0-9.-]*)\}")


def named(known: Regimes) -> Regimes:
    """Return the rules with `{ID}` in their texts, and what `see` of an exception lists, in words.

    Raises:
        RegimeError: a text names a rule that is not there.
    """
    cites = {rule.id: rule.cite for rule in known.rules}
    regimes = tuple(
        replace(regime, rules=tuple(_Texts(rule, cites).named() for rule in regime.rules))
        for regime in known.regimes
    )
    return replace(known, regimes=regimes)


class _Texts:
    """The texts of one rule; `cites` are the short names of all, by id."""

    def __init__(self, rule: Rule, cites: Mapping[str, str]) -> None:
        self._rule = rule
        self._cites = cites

    def named(self) -> Rule:
        rule = self._rule
        return replace(
            rule,
            summary=self._said("summary", rule.summary),
            note=self._said("note", rule.note),
            in_force=replace(rule.in_force, note=self._said("in_force", rule.in_force.note)),
            exceptions=tuple(map(self._exempt, rule.exceptions)),
            traps=self._each("traps", rule.traps),
            cases=self._each("cases", rule.cases),
            checks=self._each("checks", rule.checks),
            false_friends=self._each("false_friends", rule.false_friends),
        )

    def _exempt(self, one: Exempt) -> Exempt:
        text = self._said("exceptions", one.text)
        also = " and ".join(self._name("exceptions: see", rule_id) for rule_id in one.see)
        return replace(one, text=f"{text}: see {also}" if also else text)

    def _each(self, key: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._said(key, text) for text in texts)

    def _said(self, key: str, text: str) -> str:
        return _REFERENCE.sub(lambda found: self._name(key, found.group(1)), text)

    def _name(self, key: str, rule_id: str) -> str:
        if rule_id not in self._cites:
            raise RegimeError(f"{self._rule.regime}: rule {self._rule.id}: {key} names no rule {rule_id!r}")
        return f"{self._cites[rule_id]} (rule {rule_id})"
