"""Search in the register of visitors (invented)."""

from dataclasses import dataclass


@dataclass
class Visitor:
    surname: str
    passport_no: str
    nationality: str
    religion: str | None = None


def guess_ethnicity(surname: str) -> str:
    """Guess the ethnic group of a visitor from the surname."""
    return "unknown"


def find(visitors, group):
    return [v for v in visitors if v.religion == group]
