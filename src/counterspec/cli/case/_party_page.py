"""The page of one organisation on a terminal: roles, names, claims beside statements, list matches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.text import Text
from sqlalchemy import Connection

from counterspec.casework.parties import Decided, Parties
from counterspec.casework.party_names import RoleHeld
from counterspec.casework.party_page import Page
from counterspec.cli.case._parties import cards_of, count, heading, label, print_grounds, print_quote
from counterspec.cli.case._printing import counted
from counterspec.cli.case.statement import print_statement
from counterspec.model import Card, ListMatch
from counterspec.terminal.look import NUMBER, QUIET, ROLES, WARN
from counterspec.terminal.printer import Printer

_NO_STATEMENT = "no statement of the party is recorded"
_SAID = {True: "listed", False: "not listed", None: "the data cannot tell"}


def dates(role: RoleHeld) -> str:
    """Return the first and last date of a role, and how many documents have none."""
    span = (
        "" if role.first is None else role.first if role.first == role.last else f"{role.first} – {role.last}"
    )
    undated = f"{role.undated:,} undated" if role.undated else ""
    return ", ".join(part for part in (span, undated) if part)


def print_page(out: Printer, connection: Connection, page: Page, parties: Parties, today: str) -> None:
    """Print everything about one organisation."""
    one = page.organisation
    roles = counted(len(one.roles), "role")
    out.line(Text(one.name, "bold"))
    said = (
        f"Named in {counted(one.documents, 'document')} of this case, in {roles}. A role says what a document "
        "calls the organisation, and nothing about the other roles."
    )
    out.hanging(Text(), Text(said, QUIET))
    _roles(out, page)
    _names(out, page, parties, cards_of(connection, page.proposals))
    _claims(out, page)
    _lists(out, page, today)


def _roles(out: Printer, page: Page) -> None:
    out.line()
    heading(out, "Roles", "never merged")
    for role in page.organisation.roles:
        out.line(Text.assemble(count(role.documents), f"  {ROLES[role.role]:<26}", (dates(role), QUIET)))


def _names(out: Printer, page: Page, parties: Parties, documents: dict[str, Card]) -> None:
    out.line()
    heading(out, "Names", "a match is a proposal until a person accepts it")
    one = page.organisation
    for held in one.names:
        other = [name for name in sorted(held.written) if name != held.name]
        written = f"  also written {', '.join(other[:4])}" if other else ""
        out.line(Text.assemble(count(len(held.sources)), f"  {held.name}", (written, QUIET)))
    for name in one.others:
        out.line(Text.assemble(count(0), f"  {name}"))
    for decided in page.proposals:
        pair = (decided.proposal.a, decided.proposal.b)
        first, second = sorted(pair, key=lambda key: (key not in one.keys, key))
        mark = {"open": ("? ", WARN), "accepted": ("= ", NUMBER), "apart": ("≠ ", QUIET)}[decided.state]
        out.line()
        out.line(
            Text.assemble(
                "  ",
                mark,
                f"{parties.written(first)}  ·  {parties.written(second)}",
                (f"   {decided.id}", QUIET),
            )
        )
        print_grounds(out, decided.proposal.grounds, documents, "      ")
        out.hanging(Text("      "), Text(decision_of(decided), QUIET))
    for contradiction in page.contradictions:
        yes, no = contradiction.accepted, contradiction.apart
        out.line()
        out.hanging(
            Text("  ! ", WARN),
            f"{yes.a} and {yes.b} were accepted as one (by {yes.by}), but {no.a} and {no.b} are kept apart "
            f"(by {no.by}): nothing was joined.",
        )


def decision_of(one: Decided) -> str:
    """Return in words what became of a proposal, by whom and why."""
    decision = one.decision
    if decision is None:
        return "open: nobody decided" if one.state == "open" else "accepted by way of other names"
    said = {"open": "open", "accepted": "accepted", "apart": "kept apart"}[one.state]
    reason = f": {decision.reason}" if decision.reason else ""
    dated = f", {decision.at[:10]}" if decision.at else ""
    return f"{said} by {decision.by}{dated}{reason}"


def _claims(out: Printer, page: Page) -> None:
    out.line()
    beside = (
        f"{counted(len(page.statements), 'statement')} of the party below"
        if page.statements
        else _NO_STATEMENT
    )
    heading(out, "What documents say", beside)
    for role, claims in groupby(page.claims, key=lambda claim: claim.place.party.role):
        for claim in claims:
            out.line()
            out.hanging(Text("  "), claim.statement)
            print_quote(out, claim.place.party.evidence, "    ")
            not_shown = claim.not_shown
        hidden = page.hidden.get(role, 0)
        if hidden:
            out.line(Text(f"  … {hidden:,} more as {ROLES[role]}; --limit 0 prints all", QUIET))
        out.hanging(Text("  Not shown: ", QUIET), Text(f"{not_shown}.", QUIET))
    for statement in page.statements:
        out.line()
        print_statement(out, statement, "  ")
    if page.statements:
        out.line(Text("  What the party says is printed as it was recorded; nothing here weighs it.", QUIET))


def _lists(out: Printer, page: Page, today: str) -> None:
    out.line()
    heading(out, "List matches", "exact or accepted names only, at each document’s date and today")
    for list_id, found in groupby(page.matches, key=lambda match: match.list_id):
        matches = list(found)
        out.line()
        out.line(Text.assemble("  ", (matches[0].list_title, "bold"), f"   {list_id}"))
        out.hanging(Text("  "), Text(matches[0].is_and_is_not, QUIET))
        for text in page.not_here:
            if text.startswith(f"{list_id} "):
                out.hanging(Text("  "), Text(text, QUIET))
        for action in _by_action(matches):
            out.line()
            _match(out, action, today)
    if not page.matches:
        out.line("  No name of this organisation is among those held here.")
    missing = ", ".join(text.split(" ", 1)[0] for text in page.not_here)
    if missing:
        said = f"Not complete here: {missing}. A name without a match may be listed all the same."
        out.line()
        out.hanging(Text("  "), Text(said, QUIET))


def _by_action(matches: Iterable[ListMatch]) -> list[list[ListMatch]]:
    found: dict[tuple[str, str], list[ListMatch]] = {}
    for match in matches:
        found.setdefault((match.action, match.name), []).append(match)
    return [found[key] for key in sorted(found)]


def _match(out: Printer, matches: list[ListMatch], today: str) -> None:
    one = matches[0]
    out.line(Text.assemble(label("action", 11), one.action))
    since = f"listed from {one.effective}" if one.effective else "the data do not say from when"
    out.line(Text.assemble(label("name", 11), f"{one.listed_name}", (f"   {_how(matches)}, {since}", QUIET)))
    out.hanging(label("ground", 11), _ground(one))
    held = {
        state: [m for m in matches if m.listed_on_document_date is state] for state in (True, False, None)
    }
    said = [
        f"{_SAID[state]} at the date of {counted(len(found), 'document')}{_span(found)}"
        for state, found in held.items()
        if found
    ]
    out.hanging(label("then", 11), "; ".join(said))
    out.line(Text.assemble(label("today", 11), f"{_SAID[one.listed_today]} on {today}"))
    for note in dict.fromkeys(note for match in matches for note in match.notes):
        out.hanging(label("note", 11), Text(note, WARN))
    for trap in one.traps:
        out.hanging(label("mind", 11), Text(trap, QUIET))
    grade = {
        "P": "official text seen",
        "S": "secondary source seen",
        "M": "from memory; nobody opened the text",
    }
    out.hanging(label("verified", 11), Text(f"{grade[one.grade]}; {one.url}", QUIET))


def _how(matches: list[ListMatch]) -> str:
    """Return how the name matches, and in how many documents where that differs."""
    exact = sum(match.match == "exact" for match in matches)
    if exact in (0, len(matches)):
        return f"{matches[0].match} match"
    return (
        f"exact match in {counted(exact, 'document')}, by an accepted name in {len(matches) - exact} other"
        f"{'' if len(matches) - exact == 1 else 's'}"
    )


def _ground(one: ListMatch) -> str:
    """Return the ground: in quotes only where the official text was seen."""
    if not one.ground:
        return "not stated in these data: read the action"
    if one.ground_is_summary:
        return f"{one.ground} (our summary)"
    return f"“{one.ground}”" if one.grade == "P" else f"{one.ground} (as a secondary source gives it)"


def _span(matches: list[ListMatch]) -> str:
    found = sorted(match.document_date for match in matches if match.document_date)
    if not found:
        return ""
    return f" ({found[0]})" if found[0] == found[-1] else f" ({found[0]} – {found[-1]})"
