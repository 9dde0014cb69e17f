"""Which files of legal rules a command uses."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.config.settings import Settings
from counterspec.pipeline import Setup
from counterspec.regimes import Regimes, load

regimes_option = click.option(
    "--regimes", "regime_files", metavar="FILE", multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Own rules beside those that ship (docs/regimes.md gives the shape); repeatable.",
)  # fmt: skip


def regimes_of(setup: Setup, settings: Settings, more: tuple[Path, ...]) -> Regimes:
    """Return the rules that ship, those of the settings, and those of `more`."""
    return load(setup.concepts, (*settings.regimes, *more))
