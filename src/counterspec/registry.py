"""Find the entries of a plug-in room: one ENTRY per module, no central list."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, TypeVar, cast

from counterspec.errors import PluginError


class Entry(Protocol):
    """What every entry has, whatever its room."""

    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=Entry)


@cache
def _discover(package: str, third_party: bool) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    room = import_module(package)
    for module in sorted(pkgutil.iter_modules(room.__path__), key=lambda m: m.name):
        if module.name.startswith("_"):
            continue
        _add(
            found,
            getattr(import_module(f"{package}.{module.name}"), "ENTRY", None),
            f"{package}.{module.name}",
        )
    if third_party:
        for point in sorted(entry_points(group=package), key=lambda p: p.name):
            _add(found, point.load(), point.value)
    return dict(sorted(found.items()))


def _add(found: dict[str, Entry], entry: object, origin: str) -> None:
    entry_id = getattr(entry, "id", None)
    if not isinstance(entry_id, str):
        raise PluginError(f"{origin}: no ENTRY with an id", hint="Modules that are no entry start with '_'.")
    if entry_id in found:
        raise PluginError(f"{origin}: the id {entry_id!r} is taken already")
    found[entry_id] = cast(Entry, entry)


def discover(package: str, kind: type[E], *, third_party: bool = True) -> dict[str, E]:
    """Return the entries of `package` by id, sorted by id.

    Modules whose name starts with an underscore are no entries. Third-party packages add entries
    through an entry point whose group is the room's dotted name.

    Raises:
        PluginError: a module without a valid ENTRY, a wrong type, or an id twice.
    """
    entries = _discover(package, third_party)
    for entry_id, entry in entries.items():
        if not isinstance(entry, kind):
            raise PluginError(f"{package}: {entry_id!r} is no {kind.__name__}")
    return cast(dict[str, E], entries)
