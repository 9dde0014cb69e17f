"""The options that say which documents of a case are meant; the same in every command that has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, get_args

import click
from sqlalchemy import Connection

from counterspec.cli._filters import ACTS, of_tiers
from counterspec.errors import UsageError
from counterspec.model import Role
from counterspec.store.document_filter import DocumentFilter, values_of
from counterspec.vocab.loader import load

C = TypeVar("C", bound=Callable[..., object])

_OPTIONS = (
    click.option("--kind", "kinds", metavar="KIND", multiple=True, help="Only documents of this kind; repeatable."),
    click.option("--party", metavar="NAME", help="Only documents that name this organisation; a part will do."),
    click.option("--role", "roles", metavar="ROLE", multiple=True, help="… in this role: drafter, buyer, …"),
    click.option("--since", metavar="DATE", help="Only documents issued on this day (month, year) or later."),
    click.option("--until", metavar="DATE", help="Only documents issued on this day (month, year) or before."),
    click.option("--place", "places", metavar="CODE", multiple=True, help="Only documents of this jurisdiction."),
    click.option("--document", "documents", metavar="WHICH", multiple=True,
                 help="Only this document, by name, number or the beginning of its digest; repeatable."),
)  # fmt: skip


def document_options(command: C) -> C:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def document_filter(connection: Connection, given: Mapping[str, object]) -> DocumentFilter:
    """Read what `document_options` took, and refuse what no document of the case has.

    Raises:
        UsageError: a kind, role or place that is not there.
    """
    kinds, roles, places, documents = (
        _many(given, name) for name in ("kinds", "roles", "places", "documents")
    )
    known = {"kind": kinds, "place": places}
    for name, wanted in known.items():
        have = values_of(connection, name) if wanted else []
        for value in wanted:
            if value not in have:
                raise UsageError(f"--{name} {value}: no document of the case has it", hint=_have(have))
    for role in roles:
        if role not in get_args(Role):
            raise UsageError(f"--role {role}: no such role", hint=_have(get_args(Role)))
    party, since, until = (given[name] for name in ("party", "since", "until"))
    return DocumentFilter(
        kinds=kinds,
        party=str(party) if party else None,
        roles=roles,
        since=str(since) if since else None,
        until=str(until) if until else None,
        places=places,
        documents=documents,
    )


def read_tiers(text: str | None) -> tuple[str, ...]:
    """Read --tier.

    Raises:
        UsageError: a letter is no tier.
    """
    return tuple(sorted(of_tiers(text or "")))


def read_acts(text: str | None) -> tuple[str, ...]:
    """Read --act.

    Raises:
        UsageError: no such act.
    """
    acts = tuple(part.strip().upper() for part in (text or "").split(",") if part.strip())
    if set(acts) - set(ACTS):
        raise UsageError(f"--act {text}: no such act", hint=f"Acts are {', '.join(ACTS)}.")
    return acts


def check_concepts(connection: Connection, concepts: tuple[str, ...]) -> None:
    """Refuse concepts that neither the case nor the vocabulary has, as their own or as a family.

    Raises:
        UsageError: a concept is unknown.
    """
    known = values_of(connection, "concept") if concepts else []
    for wanted in concepts:
        if any(f"{concept}.".startswith(f"{wanted}.") for concept in known):
            continue
        if not any(f"{concept.id}.".startswith(f"{wanted}.") for concept in load().concepts):
            raise UsageError(
                f"--concept {wanted}: no such concept", hint="`counterspec concepts` lists them."
            )


def _many(given: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = given[name]
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _have(values: object) -> str:
    return f"There are: {', '.join(filter(None, values))}." if values else ""  # type: ignore[call-overload]
