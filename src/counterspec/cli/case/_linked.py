"""Bring the links of a case up to date before they are shown."""

from __future__ import annotations

import click

from counterspec.casework.linking import are_links_current, link
from counterspec.store import Case


def linked(case: Case) -> Case:
    """Return the case with its links up to date; of one that cannot be written, say that they may not be."""
    if case.writable:
        link(case)
    elif not are_links_current(case):
        click.echo(
            f"{case.folder}: the links between documents are older than the documents, and the case cannot be "
            "written to. Copy it to a place where it can, to see all of them.",
            err=True,
        )
    return case
