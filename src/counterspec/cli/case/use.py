"""`counterspec case use`: state where a document is sold or used, and since when."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.assess.held import Use
from counterspec.casework.assessing import state_use, uses
from counterspec.casework.clock import now
from counterspec.cli.case._printing import printer, reviewer_option, written
from counterspec.store import Case
from counterspec.store.codec import json_of


@click.command(
    epilog="""\b
Examples:
  counterspec case use yanghu --place EU --what "sold in Lyon" --source "offer of 2031-02-11" --by "M. Oduya"
  counterspec case use yanghu lj_attr.h --place DE --on 2031-02 --what "in use at a station" --source "letter"
  counterspec case use yanghu                                    what was stated"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("document", required=False)
@click.option("--place", metavar="PLACE", help="EU, or an ISO 3166 code: DE, GB, US-CA.")
@click.option("--what", metavar="TEXT", default="", help="What is done there: sold, delivered, used by whom.")
@click.option("--source", metavar="TEXT", default="", help="Where that can be read.")
@click.option("--on", metavar="DATE", help="Date of use, as in 2031-02-11 or 2031-02.")
@click.option("--withdraw", is_flag=True, help="Take back what was stated of this place in these words.")
@reviewer_option
@written
def command(
    folder: Path,
    document: str | None,
    place: str | None,
    what: str,
    source: str,
    on: str | None,
    withdraw: bool,
    reviewer: str,
    form: str,
) -> int:
    """State what links DOCUMENT, or every document of the case DIR, to a territory.

    A law of a place applies only where something links a document to that place: a sale, a delivery, a use, a
    buyer. Documents seldom say so. What a person states is kept in the log with name and source, and printed
    wherever a rule of that place is held against a finding.
    """
    case = Case.open(folder)
    if place is None:
        with case.reading() as connection:
            stated = list(uses(connection))
    else:
        use = Use(place, what.strip(), source.strip(), reviewer, on)
        stated = [state_use(case, use, document, now(), withdrawn=withdraw)]
    if form == "jsonl":
        for one in stated:
            click.echo(json_of(one))
        return 0
    out = printer()
    for one in stated:
        about = one.sha256[:12] if one.sha256 else "the whole case"
        back = "taken back: " if withdraw else ""
        out.line(f"{back}{one.place}  {about}  {one.what}{f'; {one.on}' if one.on else ''}")
        out.line(f"    stated by {one.by}; source: {one.source}")
    if not stated:
        out.line("Nothing was stated of where a document is used or sold: rules are benchmarks only.")
    return 0
