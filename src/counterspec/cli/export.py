"""`counterspec export`: a case in forms that other tools read."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.casework.clock import now
from counterspec.casework.linking import link
from counterspec.cli._filters import of_tiers
from counterspec.pipeline import Setup
from counterspec.publish.content import Content
from counterspec.publish.exports import Export
from counterspec.registry import discover
from counterspec.store import Case
from counterspec.store.finding_filter import FindingFilter

_EXPORTS = discover("counterspec.publish.exports", Export)


@click.command(
    epilog="""\b
Examples:
  counterspec export yanghu --format ftm -o yanghu.ftm.json
  counterspec export yanghu --format graphml -o chains.graphml --all
  counterspec export yanghu --format dpv -o findings.jsonld --tier A"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "-f", "form", required=True, type=click.Choice(sorted(_EXPORTS)), help="The form.")
@click.option(
    "--output", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file."
)
@click.option(
    "--all", "everything", is_flag=True, help="All findings, reviewed or not; else the confirmed ones."
)
@click.option("--tier", metavar="A,B,…", default="", help="Only findings of these tiers.")
def command(folder: Path, form: str, output: Path, everything: bool, tier: str) -> int:
    """Write the case DIR for other tools: documents, organisations, chains, and the confirmed findings.

    Organisations only: no person that a document names is written; who added a finding by hand is. The same
    case gives the same bytes (SOURCE_DATE_EPOCH sets its time). Everything a case holds, as JSON Lines:
    counterspec case export.
    """
    case = Case.open(folder)
    link(case)
    standings = () if everything else ("confirmed",)
    wanted = FindingFilter(standings=standings, tiers=tuple(sorted(of_tiers(tier))))
    with (
        case.reading() as connection,
        output.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out,
    ):
        out.writelines(_EXPORTS[form].write(Content(connection, folder, Setup(), now(), wanted)))
    click.echo(f"{output} written: {_EXPORTS[form].title}.", err=True)
    return 0
