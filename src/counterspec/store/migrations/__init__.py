"""Steps from one version of the tables to the next: one module each, run in order inside one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Migration:
    """`apply` brings tables of version `version - 1` to `version`; `id` sorts as the versions do."""

    id: str
    version: int
    title: str
    apply: Callable[[Connection], None]
