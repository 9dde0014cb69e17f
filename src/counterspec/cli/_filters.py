"""Which findings a command shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counterspec.errors import UsageError
from counterspec.model import Finding

TIERS = "ABCDEN"
ACTS = ("L0", "L1", "L2", "L3", "L4", "L5", "L6", "LX")


def of_tiers(text: str) -> frozenset[str]:
    """Read "A,D" or "AD".

    Raises:
        UsageError: a letter is no tier.
    """
    tiers = frozenset(text.upper().replace(",", "").replace(" ", ""))
    if tiers - set(TIERS):
        raise UsageError(f"--tier {text}: no such tier", hint=f"Tiers are {', '.join(TIERS)}.")
    return tiers


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; an empty set keeps all. `grade` is "finding", "candidate" or "all"."""

    tiers: frozenset[str]
    concepts: tuple[str, ...]
    acts: frozenset[str]
    grade: str

    def check(self, concepts: Mapping[str, object]) -> None:
        """Refuse concepts that the vocabulary does not have.

        Raises:
            UsageError: a concept is unknown.
        """
        for wanted in self.concepts:
            if wanted not in concepts:
                raise UsageError(
                    f"--concept {wanted}: no such concept", hint="`counterspec concepts` lists them."
                )

    def keeps(self, finding: Finding) -> bool:
        """Whether tier, concept and act are wanted."""
        return (
            (not self.tiers or finding.tier in self.tiers)
            and (not self.acts or finding.act in self.acts)
            and (not self.concepts or any((finding.concept + ".").startswith(c + ".") for c in self.concepts))
        )

    def shows(self, finding: Finding) -> bool:
        """Whether the grade is wanted."""
        return self.grade in ("all", finding.grade)
