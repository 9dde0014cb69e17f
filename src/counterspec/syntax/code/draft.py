"""A declaration in the making: offsets are still bytes, notes may still be added."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from counterspec.model.declaration import Kind, Obligation, Use

Role = Literal["comment", "label", "description", "annotation", "example"]

NON_NULL_TYPE = "non-null type"
"""The quote of an obligation that only the type system demands."""


class Remark(NamedTuple):
    """A note in the making."""

    text: str
    start: int
    end: int
    role: Role


@dataclass(slots=True)
class Draft:
    """`start` and `end` are the name's bytes, `left` and `right` the whole declaration's."""

    kind: Kind
    name: str
    start: int
    end: int
    left: int
    right: int
    parent: int | None
    use: Use = "slot"
    type_name: str | None = None
    length: str | None = None
    obligation: Obligation | None = None
    quote: str | None = None
    cardinality: str | None = None
    code_list: str | None = None
    code: str | None = None
    notes: list[Remark] = field(default_factory=list)

    def require(self, quote: str | None) -> None:
        """Say that a value is demanded; what demanded it before stays."""
        if self.obligation != "required" or self.quote in (None, NON_NULL_TYPE):
            self.obligation, self.quote = "required", quote

    def allow_absence(self, quote: str | None) -> None:
        """Say that the value may be absent, unless something demands it already."""
        if self.obligation is None or (self.obligation == "required" and self.quote == NON_NULL_TYPE):
            self.obligation, self.quote = "optional", quote
