"""`counterspec case parties`: the organisations of a case, or everything about one of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click
from rich.text import Text
from sqlalchemy import Connection

from counterspec.assess.listings import not_here
from counterspec.casework.parties import Organisation, Parties
from counterspec.casework.party_page import page_of
from counterspec.cli.case._parties import (
    aliases_option,
    count,
    day_of,
    heading,
    label,
    lists_option,
    on_option,
    parties_of,
)
from counterspec.cli.case._party_lines import organisation_line, page_lines
from counterspec.cli.case._party_page import dates, print_page
from counterspec.cli.case._printing import counted, printer, written
from counterspec.errors import UsageError
from counterspec.store import Case
from counterspec.terminal.look import QUIET, ROLES
from counterspec.terminal.printer import Printer

_MANY = 50
_CLAIMS = 3


@click.command(
    epilog="""\b
Examples:
  counterspec case parties yanghu                          every organisation, most named first
  counterspec case parties yanghu "Lijia Vision Co., Ltd."   all about one
  counterspec case parties yanghu --role drafter,bidder
  counterspec case parties yanghu --list own-list.yaml --on 2031-12-31
  counterspec case parties yanghu --format jsonl"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("name", required=False)
@click.option(
    "--limit", type=click.IntRange(0), default=None,
    help=f"So many organisations, or of one so many places of each role; 0 for all.  [{_MANY}, {_CLAIMS}]",
)  # fmt: skip
@click.option(
    "--role", "roles", metavar="ROLE,…", default="", help="Only organisations in one of these roles."
)
@aliases_option
@lists_option
@on_option
@written
def command(
    folder: Path, name: str | None, limit: int | None, roles: str, aliases: tuple[Path, ...], lists: tuple[Path, ...],
    today: str, form: str,
) -> int:  # fmt: skip
    """List the organisations that documents of the case DIR name, or show all about the one called NAME.

    Names are one organisation only where their spelling is the same or a person accepted it (see
    `counterspec case names`). Roles are never merged. Supplier lists are matched by exact or accepted names
    alone, and here alone: `counterspec case law` holds findings against rules, not names.
    """
    day = day_of(today)
    case = Case.open(folder)
    with case.reading() as connection:
        parties = parties_of(connection, folder, aliases, lists)
        if name is not None:
            _one(connection, parties, name, day, limit, form)
        else:
            _all(folder, parties, limit, form, _roles(roles))
    return 0


def _one(connection: Connection, parties: Parties, name: str, day: str, limit: int | None, form: str) -> None:
    shown = limit if limit is not None else 0 if form == "jsonl" else _CLAIMS
    page = page_of(connection, parties, parties.find(name), day, shown)
    if form == "jsonl":
        for line in page_lines(page, parties):
            click.echo(json.dumps(line, ensure_ascii=False))
    else:
        print_page(printer(), connection, page, parties, day)


def _roles(text: str) -> frozenset[str]:
    wanted = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = sorted(wanted - ROLES.keys())
    if unknown:
        raise UsageError(f"--role {unknown[0]}: no role", hint=f"Roles are {', '.join(ROLES)}.")
    return wanted


def _all(folder: Path, parties: Parties, limit: int | None, form: str, roles: frozenset[str]) -> None:
    found = [
        one for one in parties.organisations() if not roles or any(held.role in roles for held in one.roles)
    ]
    if form == "jsonl":
        for one in found[: limit or None]:
            click.echo(json.dumps(organisation_line(one, parties), ensure_ascii=False))
        return
    out = printer()
    heading(out, "Parties", "organisations only; people who drafted are not collected")
    shown = found[: (_MANY if limit is None else limit) or None]
    for one in shown:
        out.line()
        _print(out, one, parties)
    out.line()
    _end(out, folder, parties, len(found), len(shown))


def _print(out: Printer, one: Organisation, parties: Parties) -> None:
    out.line(Text.assemble((one.name, "bold"), "   ", (counted(one.documents, "document"), QUIET)))
    for role in one.roles:
        out.line(Text.assemble(count(role.documents), f"  {ROLES[role.role]:<26}", (dates(role), QUIET)))
    also = [f"{name.name} ({len(name.sources)})" for name in one.names[1:]] + list(one.others)
    if also:
        out.flowing(label("also"), [Text(name) for name in also])
    opened = [d for d in parties.decided(one) if d.state == "open"]
    for number, decided in enumerate(opened[:3]):
        own = decided.proposal.a in one.keys
        other = parties.written(decided.proposal.b if own else decided.proposal.a)
        grounds = "; ".join(list(dict.fromkeys(ground.text for ground in decided.proposal.grounds))[:2])
        out.hanging(label("" if number else "open"), Text.assemble(other, (f"  {grounds}", QUIET)))
    if len(opened) > 3:
        out.line(Text.assemble(label(""), (f"and {len(opened) - 3:,} more", QUIET)))
    lists = Counter((listed.list.id, name, match) for name, match, listed in parties.listed(one))
    for number, ((list_id, name, match), actions) in enumerate(sorted(lists.items())):
        said = f"as {name} ({match} name), {counted(actions, 'action')}"
        out.line(Text.assemble(label("" if number else "lists"), list_id, (f"  {said}", QUIET)))
    stated = len(parties.statements(one))
    if stated:
        out.line(Text.assemble(label("answered"), counted(stated, "statement")))


def _end(out: Printer, folder: Path, parties: Parties, every: int, shown: int) -> None:
    if shown < every:
        out.line(Text(f"… {counted(every - shown, 'more organisation')}; --limit 0 prints all", QUIET))
    opened = sum(decided.state == "open" for decided in parties.proposals)
    if not every:
        out.line("No organisation is named in a role by the documents that were read.")
    else:
        out.line(
            f"{counted(every, 'organisation')}, {counted(opened, 'open proposal')} that two names are one."
        )
    if opened:
        out.line(Text(f"Decide: counterspec case names {folder}", QUIET))
    missing = len(not_here(parties.index.lists))
    every_list = len(parties.index.lists)
    out.line(
        Text(
            f"{counted(every_list, 'supplier list')} looked at for exact and accepted names; {missing:,} not complete "
            "here, so that a name without a match may be listed all the same.",
            QUIET,
        )
    )
