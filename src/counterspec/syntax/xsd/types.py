"""Which types of a schema are enumerated, and what a type builds on."""

from __future__ import annotations

from dataclasses import dataclass, field

_MAX_STEPS = 32


def local(name: str) -> str:
    """Return a qualified name without its prefix."""
    return name.rpartition(":")[2]


@dataclass(slots=True)
class TypeTable:
    """Named types of one document: their bases, which list values, and their lengths."""

    enumerated: set[str] = field(default_factory=set)
    bases: dict[str, list[str]] = field(default_factory=dict)
    lengths: dict[str, str] = field(default_factory=dict)

    def build_on(self, name: str, base: str) -> None:
        """Note that type `name` restricts, extends, joins or lists `base`."""
        self.bases.setdefault(name, []).append(local(base))

    def code_list(self, name: str) -> str | None:
        """Return the enumerated type that `name` is or builds on, None where there is none."""
        seen: list[str] = []
        pending = [name]
        while pending and len(seen) < _MAX_STEPS:
            current = pending.pop(0)
            if current in self.enumerated:
                return current
            if current not in seen:
                seen.append(current)
                pending.extend(self.bases.get(current, ())[:_MAX_STEPS])
        return None
