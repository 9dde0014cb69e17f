"""Legal rules as data: what they ask for, how a document can show it, and how they were verified."""

from counterspec.regimes.loader import load
from counterspec.regimes.values import (
    EFFECTS,
    FAVOURABLE,
    GRADES,
    Exempt,
    InForce,
    Regime,
    Regimes,
    Rule,
    RuleElement,
    Test,
    Unless,
)

__all__ = [
    "EFFECTS", "FAVOURABLE", "GRADES", "Exempt", "InForce", "Regime", "Regimes", "Rule", "RuleElement", "Test",
    "Unless", "load",
]  # fmt: skip
