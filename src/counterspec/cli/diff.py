"""`counterspec diff`: what differs between two documents, schemas or folders of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import click

from counterspec.casework.comparing import Comparing
from counterspec.casework.pairing import Given, Pair, is_pile, pairs_of
from counterspec.cli._comparing import Output, Wanted, comparing_options
from counterspec.cli._reading import recognition_options
from counterspec.errors import UsageError
from counterspec.model import Wishes
from counterspec.pipeline import Setup
from counterspec.safe.limits import MAX_FILE_BYTES
from counterspec.safe.walk import Found, Options


@click.command(
    epilog="""\b
Examples:
  counterspec diff standard-2027.pdf standard-2031.pdf
  counterspec diff v1/person.xsd v2/person.xsd --tier A,D
  counterspec diff sdk-4.1.zip sdk-4.2.zip
  counterspec diff old.sql new.sql --format jsonl

Exit code 0: no difference in what they define. 1: they differ (of what the filters leave).
2: something could not be read or compared."""
)
@click.argument("before", metavar="A", type=click.Path(exists=True, path_type=Path))
@click.argument("after", metavar="B", type=click.Path(exists=True, path_type=Path))
@comparing_options
@click.option(
    "--jobs", "-j", type=click.IntRange(0), default=0, help="Worker processes; 0 for one per core.  [0]"
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=120.0,
    help="Seconds two documents, or one page of them, may take.  [120]",
)
@recognition_options
def command(
    before: Path,
    after: Path,
    form: str,
    tier: str,
    concepts: tuple[str, ...],
    whole: bool,
    jobs: int,
    timeout: float,
    recognition: Literal["auto", "off", "force"],
    engine: str | None,
    dpi: int,
    cache: bool,
) -> int:
    """Say what differs between A and B: data elements, code lists, what is mandatory, comments, clauses.

    A and B are two files of any formats, or two folders or archives, whose files are paired by path and
    name. The order is yours: what only B has is "added". Elements with a person concept come first.
    """
    setup = Setup()
    tiers = {concept.id: concept.tier for concept in setup.concepts.values()}
    wanted = Wanted(tier, concepts, tiers)
    pile = is_pile(before)
    if pile != is_pile(after):
        raise UsageError(
            f"{before} and {after}: a file cannot be compared with a folder or archive",
            hint="Name two files, or two folders or archives.",
        )
    pairs, problems = pairs_of(before, after, Options()) if pile else ([_pair(before, after)], [])
    wishes = Wishes(None, recognition, engine, dpi, cache, whole=True, thorough=True)
    comparing = Comparing(pairs, setup, wishes, jobs or os.cpu_count() or 1, timeout)
    return Output(form, wanted, tiers, whole=whole, pile=pile).write(comparing, problems)


def _pair(before: Path, after: Path) -> Pair:
    return Pair(_given(before), _given(after))


def _given(path: Path) -> Given:
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise UsageError(f"{path}: larger than {MAX_FILE_BYTES} bytes")
    return Given(str(path), path.name, Found(str(path), str(path), path.name, size))
