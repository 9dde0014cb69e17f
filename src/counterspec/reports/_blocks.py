"""Group findings for reading: a list with its values is one block, and so is a list of labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterspec.model import Finding


@dataclass(slots=True)
class Block:
    """One thing to show: a leading finding, and the findings on the values of its list."""

    lead: Finding
    values: list[Finding] = field(default_factory=list)

    def __len__(self) -> int:
        return 1 + len(self.values)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The lead and its values, in order of place."""
        return (self.lead, *self.values)

    @property
    def is_list(self) -> bool:
        """Whether the lead is itself a value, so that the block is a run of values."""
        return is_value(self.lead)

    @property
    def summary(self) -> str:
        """The lead's sentence, with the number of values where the block holds several."""
        if self.is_list and self.values:
            return self.lead.summary.replace(" a value for ", f" {len(self)} values for ", 1)
        return self.lead.summary


def blocks_of(findings: Sequence[Finding]) -> list[Block]:
    """Return the findings of one file as blocks, in order of place."""
    made: list[Block] = []
    lists: dict[str, Block] = {}
    for finding in findings:
        home = lists.get(_list_of(finding))
        if (
            home is not None
            and is_value(finding)
            and home.lead.act == finding.act
            and home.lead.grade == finding.grade
        ):
            home.values.append(finding)
            continue
        block = Block(finding)
        made.append(block)
        if is_value(finding):
            lists[_list_of(finding)] = block
        else:
            lists.setdefault(_own_list(finding), block)
    return made


def fair_shares(sizes: Sequence[int], limit: int) -> list[int]:
    """Return how many of each may be shown so that all together are `limit` at most, none before its turn."""
    shares = [0] * len(sizes)
    left = limit
    while left and any(share < size for share, size in zip(shares, sizes, strict=True)):
        for number, size in enumerate(sizes):
            if left and shares[number] < size:
                shares[number] += 1
                left -= 1
    return shares


def is_value(finding: Finding) -> bool:
    """Whether the finding is on a value of a list."""
    return finding.about == "member"


def _list_of(finding: Finding) -> str:
    """Return the place of the list a value stands in, with its concept."""
    owner = finding.element.owner if finding.element else None
    return f"{owner or _parent(finding.evidence.locator)}\0{finding.concept}"


def _parent(locator: str | None) -> str:
    return re.split(r"[./](?=[^./]*$)", locator or "")[0]


def _own_list(finding: Finding) -> str:
    name = finding.element.identifier if finding.element and finding.about == "enum" else None
    return f"{name or finding.evidence.locator}\0{finding.concept}"
