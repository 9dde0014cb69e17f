"""`counterspec stages`: what happens to a source."""

from __future__ import annotations

import click

from counterspec.pipeline import STAGES


@click.command(epilog="\b\nExample:\n  counterspec stages")
def command() -> int:
    """Show the stages a source goes through, with what each reads and writes."""
    for stage in STAGES:
        click.echo(f"{stage.name:<10} {', '.join(stage.reads)} → {', '.join(stage.writes)}")
    return 0
