"""`counterspec case diff`: what changed between two documents of a case, or between all editions of one."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.casework.editions import compared_in, followed, in_order, two
from counterspec.cli._comparing import Output, Wanted, comparing_options
from counterspec.cli.case._linked import linked
from counterspec.pipeline import Setup
from counterspec.store import Case


@click.command(
    epilog="""\b
Examples:
  counterspec case diff yanghu "XX/T 9400.3-2027" "XX/T 9400.3-2031"
  counterspec case diff yanghu 7c1e09ab 91aa04be --tier A,D
  counterspec case diff yanghu "XX/T 9400.3"              all its editions in order
  counterspec case diff yanghu old.xsd new.xsd --format jsonl

Exit code 0: no difference in what they define. 1: they differ (of what the filters leave).
2: a document is not in the case or was not read."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("first", metavar="A")
@click.argument("second", metavar="[B]", required=False)
@comparing_options
def command(
    folder: Path, first: str, second: str | None, form: str, tier: str, concepts: tuple[str, ...], whole: bool
) -> int:
    """Say what differs between the documents A and B of the case DIR, from what was kept of them.

    A and B are digests (or their beginnings), file names, or numbers with edition. With A alone, a number
    without edition, every edition of it in the case is held against the next.
    """
    setup = Setup()
    tiers = {concept.id: concept.tier for concept in setup.concepts.values()}
    wanted = Wanted(tier, concepts, tiers)
    case = linked(Case.open(folder))
    with case.reading() as connection:
        if second is not None:
            pairs = [two(connection, first, second)]
        else:
            editions, others = in_order(connection, first)
            pairs = followed(editions)
            for other in others:
                click.echo(
                    f"{other.name}: another document of an edition that is compared; left out.", err=True
                )
    output = Output(form, wanted, tiers, whole=whole, pile=second is None and form != "text")
    return output.write(compared_in(case, pairs, setup))
