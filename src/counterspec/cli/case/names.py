"""`counterspec case names`: proposals that two names are one organisation, and what people decide."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.text import Text

from counterspec.casework.clock import now
from counterspec.casework.naming import DECISIONS, decide
from counterspec.casework.parties import Decided, Parties
from counterspec.cli.case._parties import aliases_option, cards_of, heading, parties_of, print_grounds
from counterspec.cli.case._party_lines import proposal_line
from counterspec.cli.case._party_page import decision_of
from counterspec.cli.case._printing import counted, printer, reviewer_option, written
from counterspec.errors import UsageError
from counterspec.model import Card, NameDecision
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.terminal.look import NUMBER, QUIET, WARN
from counterspec.terminal.printer import Printer

_MANY = 50


@click.command(
    epilog="""\b
Examples:
  counterspec case names yanghu                                 open proposals with their grounds
  counterspec case names yanghu accept n-3f2a91c07d --by "L. Haddad"
  counterspec case names yanghu accept "例甲视讯" "Lijia Vision" --by "L. Haddad" --reason "imprint, page II"
  counterspec case names yanghu apart "例甲视讯（样湖）有限公司" "例甲视讯" --by "L. Haddad"
  counterspec case names yanghu withdraw "例甲视讯" "Lijia Vision" --by "L. Haddad"   as if nobody decided"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("decision", required=False, type=click.Choice(list(DECISIONS)))
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@click.option(
    "--state", type=click.Choice(["open", "accepted", "apart", "all"]), default="open",
    help="Which proposals are listed.  [open]",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(0), default=_MANY, help=f"So many proposals; 0 for all.  [{_MANY}]"
)
@aliases_option
@reviewer_option
@written
def command(
    folder: Path, decision: str | None, a: str | None, b: str | None, reason: str, state: str, limit: int,
    aliases: tuple[Path, ...], reviewer: str, form: str,
) -> int:  # fmt: skip
    """List the proposals that two names of the case DIR are one organisation, or decide on A and B: two names, or
    the id of a proposal alone.

    A match is a proposal until a person accepts it. Decisions are kept in the log and survive rescans;
    a later one counts. Names kept apart are never joined by way of others.
    """
    case = Case.open(folder)
    if decision is not None:
        if a is None:
            raise UsageError(f"{decision}: which names?", hint=f"counterspec case names DIR {decision} A B")
        asked = NameDecision(a, b or "", DECISIONS[decision], reason, reviewer, now())  # type: ignore[arg-type]
        _decide(case, folder, aliases, asked, form)
        return 0
    with case.reading() as connection:
        parties = parties_of(connection, folder, aliases)
        chosen = [one for one in parties.proposals if state in ("all", one.state)]
        shown = chosen[: limit or None]
        documents = cards_of(connection, shown)
    if form == "jsonl":
        for one in shown:
            click.echo(json.dumps(proposal_line(one, parties), ensure_ascii=False))
        return 0
    _print(printer(), folder, parties, shown, len(chosen), state, documents)
    return 0


def _decide(case: Case, folder: Path, aliases: tuple[Path, ...], asked: NameDecision, form: str) -> None:
    with case.reading() as connection:
        parties = parties_of(connection, folder, aliases)
    a, b = _names_of(parties, asked.a, asked.b)
    made = decide(case, NameDecision(a, b, asked.decision, asked.reason, asked.by, asked.at), parties.groups)
    if form == "jsonl":
        click.echo(json_of(made))
        return
    said = {
        "accepted": "are one organisation",
        "apart": "are kept apart",
        "withdrawn": "stand as if nobody had decided",
    }
    printer().line(f"{a} and {b} {said[made.decision]}: entry {made.seq} of the log, by {made.by}.")


def _names_of(parties: Parties, a: str, b: str) -> tuple[str, str]:
    """Return two names as the case writes them, those of a proposal's id too."""
    if b:
        return parties.known_name(a), parties.known_name(b)
    if not a.startswith("n-"):
        raise UsageError(f"{a}: two names are needed, or the id of a proposal", hint=_LISTED)
    proposal = parties.proposal(a)
    return parties.written(proposal.a), parties.written(proposal.b)


_LISTED = "counterspec case names DIR lists the proposals."


def _print(
    out: Printer, folder: Path, parties: Parties, shown: list[Decided], every: int, state: str,
    documents: dict[str, Card],
) -> None:  # fmt: skip
    heading(out, "Names", "a match is a proposal until a person accepts it")
    for one in shown:
        mark = {"open": ("? ", WARN), "accepted": ("= ", NUMBER), "apart": ("≠ ", QUIET)}[one.state]
        out.line()
        out.line(Text.assemble(mark, (parties.written(one.proposal.a), "bold"), f"   {one.id}"))
        out.line(Text.assemble("  ", (parties.written(one.proposal.b), "bold")))
        print_grounds(out, one.proposal.grounds, documents, "    ")
        if one.decision is not None or one.state != "open":
            out.hanging(Text("    "), Text(decision_of(one), QUIET))
    out.line()
    which = {"all": "", "apart": "refused "}.get(state, f"{state} ")
    if len(shown) < every:
        out.line(Text(f"… {every - len(shown):,} more; --limit 0 prints all", QUIET))
    out.line(f"{counted(every, f'{which}proposal')}.")
    if every and state == "open":
        out.line(Text(f"Decide: counterspec case names {folder} accept|apart ID --by NAME", QUIET))
