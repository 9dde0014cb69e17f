"""`counterspec case wanted`: documents that are cited and not in the case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from counterspec.casework.linking import wanted
from counterspec.cli.case._linked import linked
from counterspec.cli.case._printing import printer, written
from counterspec.link.numbers import shown
from counterspec.model import Wanted
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.documents import cards
from counterspec.terminal.look import QUIET

_FORMS = {
    "strict": "strict", "partial": "a part of it", "choice": "by choice", "normative_list": "list of references",
    "mention": "mention", "bibliography": "bibliography",
}  # fmt: skip
_NAMES = 3


@click.command(
    epilog="""\b
Examples:
  counterspec case wanted yanghu
  counterspec case wanted yanghu --format jsonl"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--limit", type=click.IntRange(0), default=40, help="Documents the text prints; 0 for all.  [40]"
)
@written
def command(folder: Path, limit: int, form: str) -> int:
    """List the documents that those of the case DIR cite and that it does not hold, most cited first.

    Copies, scans and language versions of one document cite once. Where the case has another edition,
    or a number that is near, that is said; it is not taken for the document cited.
    """
    case = linked(Case.open(folder))
    found = wanted(case)
    with case.reading() as connection:
        citing = {sha256 for one in found for sha256 in one.citing}
        names = {card.sha256: card.number or card.name for card in cards(connection) if card.sha256 in citing}
    case.close()
    if form == "jsonl":
        for one in found:
            click.echo(json_of(_line(one, names)))
    else:
        _text(found, names, limit)
    return 0


def _line(one: Wanted, names: dict[str, str]) -> dict[str, object]:
    return {
        "canonical": one.canonical, "edition": one.edition, "title": one.title, "cited_by": len(one.citing),
        "strictly": one.strictly, "forms": one.forms, "note": one.note or None,
        "citing": [{"sha256": sha256, "called": names[sha256]} for sha256 in one.citing],
    }  # fmt: skip


def _text(found: Sequence[Wanted], names: dict[str, str], limit: int) -> None:
    out = printer()
    if not found:
        out.line("Nothing is wanted: every document that is cited is in the case, or none is cited.")
        return
    out.line(Text(f"{'cited by':>10}{'strictly':>10}   number as cited", QUIET))
    for one in found[: limit or None]:
        number = shown(one.canonical, one.edition) + ("" if one.edition else "   no edition stated")
        strictly = f"{one.strictly:,}" if one.strictly else "–"
        out.line(Text.assemble(f"{len(one.citing):>10,}{strictly:>10}   ", (number, "bold")))
        indent = Text(" " * 23)
        if one.title:
            out.hanging(indent, " ".join(one.title.split()))
        by = ", ".join(names[sha256] for sha256 in one.citing[:_NAMES])
        more = f" and {len(one.citing) - _NAMES:,} more" if len(one.citing) > _NAMES else ""
        out.hanging(indent, Text(f"{', '.join(_FORMS[form] for form in one.forms)}: {by}{more}", QUIET))
        if one.note:
            out.hanging(indent, Text(one.note, QUIET))
    out.line()
    rest = len(found) - limit if limit else 0
    if rest > 0:
        out.line(Text(f"… {rest:,} more; --limit 0 prints all", QUIET))
    out.line(f"{len(found):,} documents are cited and not in the case.")
