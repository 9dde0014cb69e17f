"""`counterspec report`: what people publish of a case."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from counterspec.cli._choosing import choosing_options, chosen
from counterspec.cli.case._printing import counted
from counterspec.errors import UsageError
from counterspec.pipeline import Setup
from counterspec.publish.pdf import pdf
from counterspec.publish.report import Report, html, report_of
from counterspec.publish.tables import bibtex, csl, csv_text, xlsx
from counterspec.store import Case

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
  counterspec report yanghu -o findings.xlsx --all"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file."
)
@choosing_options
def command(folder: Path, output: Path, **given: object) -> int:
    """Write chosen or confirmed findings of the case DIR as a report.

    The page needs nothing else: crops, quotes with translation, chains, statements of parties beside the
    claims, method and coverage are in it, and how to check each exhibit. The ending of the file says its form:
    .html, .pdf, .csv, .xlsx, .bib (documents as BibTeX), .json (as CSL-JSON).
    """
    form = _FORMS.get(output.suffix.lower())
    if form is None:
        raise UsageError(f"{output}: no form of report is called so", hint=f"Name it {', '.join(_FORMS)}.")
    made = report_of(Case.open(folder), Setup(), chosen(given), os.cpu_count() or 1)
    data = form(made)
    output.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace"))
    click.echo(
        f"{output} written: {counted(len(made.exhibits), 'exhibit')}, {counted(len(made.chains), 'chain')}.",
        err=True,
    )
    return 0
