"""Options that say which findings are published, and under which title."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

import click

from counterspec.cli._filters import of_tiers
from counterspec.publish.report import Wanted
from counterspec.store.finding_filter import CONFIRMED, FindingFilter

C = TypeVar("C", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--finding", "ids", metavar="ID", multiple=True, help="This finding, in the order given; repeatable."
    ),
    click.option(
        "--all", "everything", is_flag=True, help="All findings, reviewed or not; else the confirmed ones."
    ),
    click.option("--tier", metavar="A,B,…", default="", help="Only concepts of these tiers."),
    click.option("--title", metavar="TEXT", default="", help="Title.  [what the first exhibit says]"),
    click.option("--lead", metavar="TEXT", default="", help="A sentence below the title."),
    click.option("--by", metavar="NAMES", default="", help="Who publishes."),
)


def choosing_options(command: C) -> C:
    """Add the options that choose what is published."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chosen(given: Mapping[str, object]) -> Wanted:
    """Return what the options ask for."""
    ids = tuple(map(str, given["ids"])) if isinstance(given["ids"], tuple) else ()
    wanted = FindingFilter() if given["everything"] or ids else CONFIRMED
    wanted = replace(wanted, tiers=tuple(sorted(of_tiers(str(given["tier"])))))
    return Wanted(str(given["title"]), str(given["lead"]), str(given["by"]), ids, wanted)
