"""`counterspec case chains`: from the document that requires a standard to the field that was found in it."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.casework.chains import BINDING, Asked, Chains
from counterspec.cli._filters import TIERS, Filters, of_tiers
from counterspec.cli._options import concept_option
from counterspec.cli.case._chain_lines import write_lines
from counterspec.cli.case._chain_text import write_text
from counterspec.cli.case._linked import linked
from counterspec.cli.case._printing import written
from counterspec.errors import UsageError
from counterspec.link.chains import TIERS as USUAL
from counterspec.link.wanted import STRONGEST
from counterspec.model import CitationForm
from counterspec.pipeline import Setup
from counterspec.store import Case

_NAMES: dict[str, CitationForm] = {"list": "normative_list", **{form: form for form in STRONGEST}}


@click.command(
    epilog="""\b
Examples:
  counterspec case chains yanghu
  counterspec case chains yanghu --from YH-2031-0417 --tier A
  counterspec case chains yanghu --to "XX/T 9400.3-2031" --form strict
  counterspec case chains yanghu --empty
  counterspec case chains yanghu --format jsonl > chains.jsonl

A chain is as strong as its weakest step, and is worded as that step allows."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from", "start", metavar="DOC", default="", help="Begin in documents of this number, title or name."
)
@click.option(
    "--to", metavar="NUMBER", default="", help="End in this standard; with or without part and edition."
)
@click.option(
    "--party", metavar="NAME", default="", help="An organisation of this name is named at either end."
)
@click.option(
    "--tier", metavar="A,B,…", default="", help="Findings of these tiers; all for every tier.  [A,C,D]"
)
@concept_option
@click.option(
    "--form", "forms", metavar="FORM,…", default="",
    help="Cited so: strict, partial, choice, list, mention, bibliography; all for every form.  "
    "[strict,partial,choice,list]",
)  # fmt: skip
@click.option("--empty", is_flag=True, help="Only ways to documents in which nothing of the tiers was found.")
@click.option("--limit", type=click.IntRange(0), default=20, help="Chains printed in full; 0 for all.  [20]")
@written
def command(
    folder: Path,
    start: str,
    to: str,
    party: str,
    tier: str,
    concepts: tuple[str, ...],
    forms: str,
    empty: bool,
    limit: int,
    form: str,
) -> int:
    """Show which document of the case DIR requires which standard, and which field or clause that standard holds.

    Each step has its quote, and the sentence says no more than the weakest step. Standards in which
    nothing was found are listed, too; so is what a chain does not show.
    """
    if concepts:
        Filters(frozenset(), concepts, frozenset(), "finding").check(Setup().concepts)
    case = linked(Case.open(folder))
    asked = Asked(
        start,
        to,
        party,
        _tiers(tier),
        concepts,
        _forms(forms),
        "only" if empty else "no" if concepts else "too",
    )
    with case.reading() as connection:
        chains = Chains(connection, asked)
        if form == "jsonl":
            write_lines(chains)
        else:
            write_text(chains, asked, limit)
    case.close()
    return 0


def _tiers(text: str) -> tuple[str, ...]:
    if text.strip().casefold() == "all":
        return tuple(TIERS)
    return tuple(sorted(of_tiers(text))) or USUAL


def _forms(text: str) -> tuple[CitationForm, ...]:
    if text.strip().casefold() == "all":
        return STRONGEST
    asked = [name.strip().casefold() for name in text.split(",") if name.strip()]
    for name in asked:
        if name not in _NAMES:
            raise UsageError(f"--form {name}: no such form", hint="Forms are strict, partial, choice, list, mention, "
                             "bibliography, or all.")  # fmt: skip
    return tuple(dict.fromkeys(_NAMES[name] for name in asked)) or BINDING
