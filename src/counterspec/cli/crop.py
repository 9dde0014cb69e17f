"""`counterspec crop`: the part of a page that a finding stands on, as a picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import click

from counterspec.cli._reading import recognition_options
from counterspec.drawing import cropped
from counterspec.errors import UsageError
from counterspec.model import FileResult, Finding, Problem, Source, Wishes
from counterspec.pipeline import Setup
from counterspec.safe.archives import members
from counterspec.scan import Scan


@click.command(
    epilog="""\b
Examples:
  counterspec crop f-7c1e09ab41d2 standards/
  counterspec crop f-7c1e09ab41d2 standards/ --output ethnicity.png --dpi 150"""
)
@click.argument("finding")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.  [ID.png]"
)
@recognition_options
def command(
    finding: str,
    paths: tuple[str, ...],
    output: Path | None,
    recognition: Literal["auto", "off", "force"],
    engine: str | None,
    dpi: int,
    cache: bool,
) -> int:
    """Cut out the page around FINDING, with the words it quotes marked, as PNG.

    PATHS are those that were scanned (default: the current folder); they are read again, so that
    the picture is that of the bytes as they are now.
    """
    wishes = Wishes(None, recognition, engine, dpi, cache)
    result, found = _found(finding, paths or (".",), wishes)
    target = output or Path(f"{finding}.png")
    source = Source(result.file, _bytes(result), result.sha256, result.rel, wishes)
    target.write_bytes(cropped(source, result.format or "", found.evidence, dpi))
    click.echo(f"{target} written: {found.statement}", err=True)
    return 0


def _found(wanted: str, paths: tuple[str, ...], wishes: Wishes) -> tuple[FileResult, Finding]:
    for result in Scan(paths, Setup(), jobs=os.cpu_count() or 1, wishes=wishes):
        for finding in result.findings:
            if finding.id == wanted:
                return result, finding
    raise UsageError(
        f"no finding {wanted} in {' '.join(paths)}",
        hint="Give the same paths as in the scan: counterspec crop ID PATH…",
    )


def _bytes(result: FileResult) -> bytes:
    """Return the bytes of a scanned file, also of a member of an archive."""
    path = Path(result.file)
    if path.is_file():
        return path.read_bytes()
    archive = next(parent for parent in path.parents if parent.is_file())
    for member in members(str(archive), archive.read_bytes()):
        if not isinstance(member, Problem) and member.path == result.file:
            return member.data
    raise UsageError(f"{result.file}: not there any more", hint="Scan again.")
