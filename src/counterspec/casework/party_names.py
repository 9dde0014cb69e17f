"""The names documents of a case give to parties, by spelling, each with its roles, documents and dates.

What is read here rests on documents and alias files alone; what people decided on names comes after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import Connection

from counterspec.link.parties import Named, names_within, proposed, spelled
from counterspec.model import Alias, Proposal, Role
from counterspec.store.documents import namings_of
from counterspec.store.parties import Naming, every_naming
from counterspec.syntax.organisations import is_organisation

_SHORT_NAME = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z]{1,9}(?:/[A-Z]{1,4} ?\d{1,4}){0,3}")
_SHORT_ROLES = frozenset({"custodian", "publisher", "issuer"})


@dataclass(slots=True)
class RoleHeld:
    """The documents that name an organisation in a role, with their dates; copies are one document."""

    role: Role
    dates: dict[str, str | None] = field(default_factory=dict)

    def add(self, source: str, date: str | None) -> None:
        """Count a document; of a document and its copies the earliest date counts."""
        known = self.dates.get(source)
        self.dates[source] = min(known or date, date or known) if known or date else None  # type: ignore[type-var]

    @property
    def documents(self) -> int:
        """How many they are."""
        return len(self.dates)

    @property
    def first(self) -> str | None:
        """The earliest date, None where none is dated."""
        return min(filter(None, self.dates.values()), default=None)

    @property
    def last(self) -> str | None:
        """The latest date."""
        return max(filter(None, self.dates.values()), default=None)

    @property
    def undated(self) -> int:
        """How many have no date."""
        return sum(date is None for date in self.dates.values())


@dataclass(slots=True)
class NameHeld:
    """One spelling: the ways it is written, most often first, the documents that do, the roles they name it in."""

    key: str
    written: Counter[str] = field(default_factory=Counter)
    normals: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    roles: dict[Role, RoleHeld] = field(default_factory=dict)
    recognised: bool = False
    repaired: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The way it is written most often."""
        return min(self.written, key=lambda name: (-self.written[name], name))


def names_of(connection: Connection) -> dict[str, NameHeld]:
    """Return the names of the case by spelling; names that are no organisation's are left out."""
    made: dict[str, NameHeld] = {}
    for normal_name, rows in groupby(every_naming(connection), key=lambda one: one.normal):
        organisation = is_organisation(normal_name)
        short = not organisation and _SHORT_NAME.fullmatch(normal_name) is not None
        key = spelled(normal_name)
        for one in rows:
            if organisation or (short and one.role in _SHORT_ROLES):
                _hold(made.setdefault(key, NameHeld(key)), one)
    return made


def _hold(held: NameHeld, one: Naming) -> None:
    held.written[one.name] += 1
    held.normals.add(one.normal)
    held.sources.add(one.source)
    held.recognised |= one.recognised
    if one.repaired:
        held.repaired.add(one.repaired)
    role = held.roles.get(one.role) or held.roles.setdefault(one.role, RoleHeld(one.role))
    role.add(one.source, one.date)


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The names of a case by spelling, how each spelling is written, and which of them may be one organisation."""

    names: dict[str, NameHeld]
    written: dict[str, str]
    aliases: tuple[Alias, ...]
    proposals: tuple[Proposal, ...]


def read_names(connection: Connection, aliases: tuple[Alias, ...]) -> NamesRead:
    """Return what documents and alias files say of names; the work grows with everything the case holds."""
    names = names_of(connection)
    written = {key: held.name for key, held in names.items()}
    namings = tuple(namings_of(connection))
    _add(written, ((one.name, one.other) for one in namings))
    _add(written, ((one.name, one.other) for one in aliases))
    _add(written, filter(None, map(names_within, list(written.values()))))
    named = (Named(held.name, held.recognised, tuple(sorted(held.repaired))) for held in names.values())
    return NamesRead(names, written, aliases, proposed(named, namings, aliases))


def _add(written: dict[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    for pair in pairs:
        for name in pair:
            written.setdefault(spelled(name), name)
