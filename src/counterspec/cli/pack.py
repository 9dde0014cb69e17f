"""`counterspec pack`: what goes to an editor, a lawyer, a regulator or a second newsroom."""

from __future__ import annotations

import os
from pathlib import Path

import click

from counterspec.cli._choosing import choosing_options, chosen
from counterspec.cli.case._printing import counted
from counterspec.pipeline import Setup
from counterspec.publish.pack import make
from counterspec.store import Case


@click.command(
    epilog="""\b
Examples:
  counterspec pack yanghu -o pack.zip
  counterspec pack yanghu -o pack.zip --no-sources --key newsroom.pem
  counterspec verify pack.zip"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file."
)
@choosing_options
@click.option("--no-sources", is_flag=True, help="Only digests of the sources: they may not be shared.")
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sign with this Ed25519 key, PEM.",
)
def command(folder: Path, output: Path, no_sources: bool, key: Path | None, **given: object) -> int:
    """Write chosen or confirmed findings of the case DIR with everything needed to check them.

    The pack is an RO-Crate in a BagIt bag: sources, crops, findings as JSON Lines and W3C Web Annotations, the
    log, the report, and the versions of rules and readers. The same case gives the same bytes
    (SOURCE_DATE_EPOCH sets its time). Time-stamps (RFC 3161) go into timestamps/ of the ZIP.
    """
    data, report = make(
        Case.open(folder), Setup(), chosen(given), sources=not no_sources, key=key, jobs=os.cpu_count() or 1
    )
    output.write_bytes(data)
    click.echo(
        f"{output} written: {counted(len(report.exhibits), 'exhibit')}. Check it: counterspec verify {output}",
        err=True,
    )
    return 0
