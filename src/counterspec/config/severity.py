"""How loud a finding is, and which findings make a run fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counterspec.errors import ConfigError
from counterspec.model import Finding

LEVELS = ("error", "warning", "note")
TIERS = "ABCDEN"
ACTS = ("L0", "L1", "L2", "L3", "L4", "L5", "L6")
_BY_TIER = {"A": "error", "B": "error", "C": "warning", "D": "warning", "E": "note", "N": "note"}


def level_of(finding: Finding, severity: Mapping[str, str]) -> str:
    """Return "error", "warning" or "note": by act where set, else by tier.

    Prohibitions, candidates, justified and known findings are notes.
    """
    if finding.act == "LX" or finding.grade == "candidate" or finding.justification or finding.known:
        return severity.get("LX", "note") if finding.act == "LX" else "note"
    return severity.get(finding.act) or severity.get(finding.tier) or _BY_TIER[finding.tier]


@dataclass(frozen=True, slots=True)
class FailOn:
    """Which findings make the exit code 1: a tier or those before it, an act or those above it, a level."""

    kind: str = "tier"
    value: str = "A"

    @classmethod
    def parse(cls, text: str) -> FailOn:
        """Read "tier:A" (to that tier), "act:L3" (from that act), "error", "warning", "note", "any" or "none".

        Raises:
            ConfigError: the text is none of these.
        """
        kind, _, value = text.strip().partition(":")
        if kind == "tier" and value in tuple(TIERS):
            return cls(kind, value)
        if kind == "act" and value in ACTS:
            return cls(kind, value)
        if text in (*LEVELS, "any", "none"):
            return cls("level", text)
        raise ConfigError(
            f"{text!r} is no threshold",
            hint="Use tier:A … tier:N, act:L0 … act:L6, error, warning, note, any or none.",
        )

    def __str__(self) -> str:
        return self.value if self.kind == "level" else f"{self.kind}:{self.value}"

    def met_by(self, finding: Finding, severity: Mapping[str, str]) -> bool:
        """Whether the finding makes the run fail; candidates, prohibitions, justified and known ones never do."""
        if finding.grade == "candidate" or finding.act == "LX" or finding.justification or finding.known:
            return False
        if self.kind == "tier":
            return TIERS.index(finding.tier) <= TIERS.index(self.value)
        if self.kind == "act":
            return ACTS.index(finding.act) >= ACTS.index(self.value)
        if self.value in ("any", "none"):
            return self.value == "any"
        return LEVELS.index(level_of(finding, severity)) <= LEVELS.index(self.value)
