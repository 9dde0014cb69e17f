"""The project's settings, for the commands of a case that read or judge."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from counterspec.config.settings import Settings, find, load

C = TypeVar("C", bound=Callable[..., object])


def settings_options(command: C) -> C:
    """Add the options that say which settings file counts."""
    command = click.option("--no-config", is_flag=True, help="Use no settings file.")(command)
    return click.option(
        "--config", type=click.Path(dir_okay=False, path_type=Path),
        help="Settings to use instead of the nearest counterspec.toml.",
    )(command)  # fmt: skip


def settings(config: Path | None, no_config: bool) -> Settings:
    """Return the settings in force: those named, those nearest to the current folder, or none."""
    source = None if no_config else config or find(Path())
    return load(source) if source else Settings()


def jobs_of(asked: int | None, known: Settings) -> int:
    """Return how many worker processes to start."""
    return (asked if asked is not None else known.jobs or 0) or os.cpu_count() or 1
