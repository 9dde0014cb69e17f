"""Steps from one version of the tables to the next: one module each, run in order inside one transaction.

A new case is made by the first step alone, which makes the tables as `store.schema` has them now. A change
of the tables after a release is a module `v0002` that alters older cases, beside the change of `store.schema`:
both ways must lead to the same tables, and a test holds them to it.
"""

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
