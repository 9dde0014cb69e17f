"""What the commands of a case share: their printer, and options that mean the same everywhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

import click

from counterspec.terminal.printer import Printer

C = TypeVar("C", bound=Callable[..., object])

written = click.option(
    "--format", "-f", "form", type=click.Choice(["text", "jsonl"]), default="text", help="[text]"
)
"""The form of what is printed: for people, or one JSON object a line."""

reviewer_option = click.option(
    "--by", "reviewer", metavar="NAME", envvar="COUNTERSPEC_REVIEWER", default="",
    help="Who decides or records.  [COUNTERSPEC_REVIEWER]",
)  # fmt: skip


def printer() -> Printer:
    """Return a printer for standard output; hostile text cannot steer the terminal."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return Printer(sys.stdout, colour=colour, width=100)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "1,204 pages"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
