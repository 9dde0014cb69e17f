"""`counterspec report`: what people publish of a case."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from counterspec.errors import UsageError
from counterspec.pipeline import Setup
from counterspec.publish.pdf import pdf
from counterspec.publish.report import Report, Wanted, html, report_of
from counterspec.publish.tables import bibtex, csl, csv_text, xlsx
from counterspec.store import Case
from counterspec.store.finding_filter import FindingFilter

_FORMS: dict[str, Callable[[Report], str | bytes]] = {
    ".html": html,
    ".pdf": pdf,
    ".csv": csv_text,
    ".xlsx": xlsx,
    ".bib": bibtex,
    ".json": csl,
}
"""How a file's ending says what is written."""


@click.command(
    epilog="""\b
Examples:
  counterspec report yanghu -o report.html --by "M. Oduya and L. Haddad"
  counterspec report yanghu -o report.pdf
  counterspec report yanghu -o report.html --finding f-7c1e09ab41d2 --finding f-91aa5e10
  counterspec report yanghu -o report.html --all --title "What the standard defines\""""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file.",
)
@click.option(
    "--finding", "ids", metavar="ID", multiple=True, help="This finding, in the order given; repeatable."
)
@click.option(
    "--all", "everything", is_flag=True, help="All findings, reviewed or not, instead of the confirmed ones."
)
@click.option("--tier", metavar="A,B,…", default="", help="Only concepts of these tiers.")
@click.option("--title", metavar="TEXT", default="", help="Title.  [what the first exhibit says]")
@click.option("--lead", metavar="TEXT", default="", help="A sentence below the title.")
@click.option("--by", metavar="NAMES", default="", help="Who publishes.")
def command(
    folder: Path,
    output: Path,
    ids: tuple[str, ...],
    everything: bool,
    tier: str,
    title: str,
    lead: str,
    by: str,
) -> int:
    """Write chosen or confirmed findings of the case DIR as a report.

    The page needs nothing else: crops, quotes with translation, chains, statements of parties beside the
    claims, method and coverage are in it, and how to check each exhibit. The ending of the file says its form:
    .html, .pdf, .csv, .xlsx, .bib (documents as BibTeX), .json (as CSL-JSON).
    """
    form = _FORMS.get(output.suffix.lower())
    if form is None:
        raise UsageError(f"{output}: no form of report is called so", hint=f"Name it {', '.join(_FORMS)}.")
    standings = () if everything or ids else ("confirmed",)
    tiers = tuple(letter for letter in tier.upper() if letter in "ABCDEN")
    wanted = Wanted(title, lead, by, ids, FindingFilter(standings=standings, tiers=tiers))
    made = report_of(Case.open(folder), Setup(), wanted, os.cpu_count() or 1)
    data = form(made)
    output.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace"))
    click.echo(f"{output} written: {len(made.exhibits)} exhibits, {len(made.chains)} chains.", err=True)
    return 0
